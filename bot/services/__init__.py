"""What the bot does, one verb a file. Services know ports and core, and never one another."""
