"""The console channel: the same dialogues in a terminal, for scripts, checks and quick tries."""
