"""Dialogues: what the bot says to what a person wrote or pressed. One module a dialogue."""
