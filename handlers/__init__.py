"""Where people meet the bot: commands, and one adapter a platform."""
