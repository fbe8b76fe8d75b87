"""Faults, made for real: processes killed at named points, wrong keys, broken files."""
