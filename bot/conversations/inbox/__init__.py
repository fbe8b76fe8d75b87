"""The inbox: a message is stored here before it is acknowledged, and handled once."""
