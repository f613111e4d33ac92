"""Formats that come in: session text, CSV and TSV event logs, XES."""
