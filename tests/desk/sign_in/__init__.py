"""Signing in to the desk, and what stands between a browser and its pages."""
