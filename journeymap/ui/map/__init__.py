"""The map as a place of the window: canvas, outline, legend, keyboard and what assistive technology is told."""
