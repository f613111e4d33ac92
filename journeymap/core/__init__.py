"""What a project is made of and what may be done to it. Knows no file, no window and no other package."""
