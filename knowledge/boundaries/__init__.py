"""What is caught before any search.

Hostile or overlong text, identity numbers, and matters where a tip would be wrong.

Everything here is patterns and arithmetic; it works without any model.
"""
