"""Reports: one content model, a file for each format."""
