"""The Sessions place: what happened, as a table, on a time axis, one session to read and correct, two side by side."""
