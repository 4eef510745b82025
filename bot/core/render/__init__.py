"""Views become messages, in the reader's language. Quotes are the unaltered source."""
