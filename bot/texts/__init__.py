"""Every word the service says, by key and language."""
