"""What the bot has posted on platforms, kept for as long as it can be pressed or changed."""
