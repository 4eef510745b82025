"""The conversation, the same on every platform: one file a command."""
