"""The project file: a private working copy in SQLite, its journal, and the published file."""
