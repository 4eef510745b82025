"""What of an article is shown."""
