"""The coach group: who is in it, what its members are written, and what they do in the chat."""
