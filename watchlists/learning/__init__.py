"""Spellings that the news has and the lists have not."""
