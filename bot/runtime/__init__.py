"""Puts the whole service together: settings, keys, database, workers.

Only this package picks implementations.
"""
