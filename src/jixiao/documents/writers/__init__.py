"""Typed forms into the official layout, one module per format."""
