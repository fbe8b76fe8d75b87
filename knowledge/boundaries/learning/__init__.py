"""Makes the weights: what is learnt from, and the command that learns it.

`python -m knowledge.boundaries.learning` writes `weights.npz`; the service only reads that.
"""
