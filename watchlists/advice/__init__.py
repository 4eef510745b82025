"""What is to be known of an alias before it goes live."""
