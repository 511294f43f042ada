"""Settings, URLs and the WSGI entry: what wires the systems together. Nothing imports it; Django is told its name."""
