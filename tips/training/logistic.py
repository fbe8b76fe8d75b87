"""Fits a logistic curve; the same numbers each time."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
ROUNDS = 40
NEAR_ENOUGH = 1e-7


def logistic(
    features: Array, wanted: Array, *, decay: float = 1.0, counts: Array | None = None
) -> tuple[Array, float]:
    """Fit by Newton's method.

    Args:
        features: shape (examples, features); they are brought to one spread first.
        wanted: shape (examples,): 1 or 0.
        decay: how strongly weights are held small, on that spread.
        counts: shape (examples,): how much each example counts; 1 if not given.

    Returns:
        The weights, of shape (features,), and the bias.
    """
    counts = np.ones(len(features)) if counts is None else counts
    spread = features.std(0) + 1e-6
    design = np.c_[features / spread, np.ones(len(features))]
    ridge = np.eye(design.shape[1]) * decay
    ridge[-1, -1] = 1e-6
    weights = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        chances = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (counts * (chances - wanted)) + ridge @ weights
        bend = (design * (counts * chances * (1 - chances))[:, None]).T @ design + ridge
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < NEAR_ENOUGH:
            break
    return weights[:-1] / spread, float(weights[-1])
