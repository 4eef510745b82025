"""The command line: one file a command, brought together in `main`."""
