"""Files into sheets, one module per format; the format is recognised by content, not by the name's extension."""
