"""What does not work right now, as somebody who knows has said it."""
