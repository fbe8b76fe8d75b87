"""Replies as plain values, drawn by each channel in its own way."""
