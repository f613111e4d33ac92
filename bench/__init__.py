"""Benchmarks that print figures, each beside its floor from the same run. None of them is a test."""
