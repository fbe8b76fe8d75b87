"""A Teams of our own: its connector, its login, its keys, and people with telephones."""
