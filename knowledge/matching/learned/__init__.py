"""What training has learned: weights as data, and the arithmetic that uses them."""
