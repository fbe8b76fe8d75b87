"""The web chat: a page of our own for demo mode, where one picks who one is."""
