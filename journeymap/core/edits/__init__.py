"""Verbs: one plain function for each intention of the user. They know no SQL, no window, no undo."""
