"""Trains the matching engine: the questions it learns from, the scripts, and what they must reach.

Nothing here is used when the service runs; what was learned lies in `knowledge/matching/learned`.
"""
