"""Conversations as transcripts: read these first."""
