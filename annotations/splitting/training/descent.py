"""Finds the lowest point of a smooth convex function by L-BFGS (Liu and Nocedal, 1989)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Point = NDArray[np.float64]
Pair = tuple[Point, Point]

_MEMORY = 8
_ENOUGH = 1e-6  # share of the value by which a round must lower it
_SHORTEST = 1e-8


def minimum(function: Callable[[Point], tuple[float, Point]], start: Point, *, rounds: int) -> Point:
    """The point after at most `rounds` steps; `function` gives the value and the slope at a point."""
    point = start
    value, slope = function(point)
    memory: deque[Pair] = deque(maxlen=_MEMORY)
    for _ in range(rounds):
        direction = -_turned(slope, memory)
        length, least = 1.0, float(slope @ direction)
        following, new_slope = function(point + direction)
        while following > value + 1e-4 * length * least and length > _SHORTEST:
            length /= 2
            following, new_slope = function(point + length * direction)
        step, change = length * direction, new_slope - slope
        if step @ change > 1e-12:
            memory.append((step, change))
        point = point + step
        settled = abs(value - following) <= _ENOUGH * abs(value)
        value, slope = following, new_slope
        if settled:
            break
    return point


def _turned(slope: Point, memory: deque[Pair]) -> Point:
    """The slope times the approximate inverse of the curvature that the remembered steps show."""
    turned = slope.copy()
    shares = []
    for step, change in reversed(memory):
        share = float(step @ turned) / float(change @ step)
        shares.append(share)
        turned -= share * change
    if memory:
        step, change = memory[-1]
        turned *= float(step @ change) / float(change @ change)
    else:
        turned /= max(float(np.linalg.norm(slope)), 1e-12)
    for (step, change), share in zip(memory, reversed(shares), strict=True):
        turned += step * (share - float(change @ turned) / float(change @ step))
    return turned
