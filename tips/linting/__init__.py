"""Checks that the default library says things as a calm colleague would.

`python -m tips.linting` prints one line a fault, or one line of figures when there is none.
"""
