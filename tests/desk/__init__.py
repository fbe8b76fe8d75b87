"""The desk, as those who keep the library use it."""
