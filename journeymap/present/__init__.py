"""What every surface shows, in the same words: window, PDF, web page, terminal. No Qt, no file format."""
