"""Where people and programs come in: today the command line."""
