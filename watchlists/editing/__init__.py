"""What people change of the lists in chat: upon loaded lists, and home into the files."""
