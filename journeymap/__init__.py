"""journeymap: evidence-based journey mapping for user research and service design."""

__version__ = "0.1.0"
