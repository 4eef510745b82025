"""`rasid replay`."""
