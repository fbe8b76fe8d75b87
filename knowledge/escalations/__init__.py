"""A question on its way to a named coach, and the answer's way back."""
