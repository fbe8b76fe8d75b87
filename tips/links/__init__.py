"""Links in tips, and those that lead nowhere any more."""
