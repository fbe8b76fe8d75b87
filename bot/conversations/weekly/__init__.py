"""The weekly tip in the chat: what a post says, when it is made, and what people wish of it."""
