"""Counting, ranking and laying out: numbers from what really happened. Knows only values."""
