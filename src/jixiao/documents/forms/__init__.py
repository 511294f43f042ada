"""Sheets into typed forms, one module per official layout; a form is recognised by its labels."""
