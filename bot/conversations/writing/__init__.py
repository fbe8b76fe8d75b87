"""Tips written, changed and read in the chat, by those who help."""
