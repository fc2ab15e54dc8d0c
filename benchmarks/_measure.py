"""Timing candidates side by side: one core, interleaved rounds, ratios within a round."""

from __future__ import annotations

import gc
import os
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Timing:
    """One candidate's figures: microseconds for one item, and ratios to the first candidate.

    `ratio` is the median of the ratios of all rounds, `low` and `high` their quartiles, `best_ratio` best by best.
    """

    name: str
    median: float
    best: float
    ratio: float
    low: float
    high: float
    best_ratio: float


def pin() -> int | None:
    """Stay on one core, where the system can do that; give its number."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return core


def compare(candidates: dict[str, Callable[[Any], Any]], items: Sequence[Any], rounds: int) -> list[Timing]:
    """Time every candidate over all items, once a round, after one round that is not counted.

    Processor time is measured, so that what else the machine does costs nobody; the collector of cycles rests.
    """
    taken: dict[str, list[float]] = {name: [] for name in candidates}
    for number in range(rounds + 1):
        for name, function in candidates.items():
            seconds = once(function, items)
            if number:
                taken[name].append(seconds / len(items) * 1e6)
    return timings(taken)


def timings(taken: dict[str, list[float]]) -> list[Timing]:
    """Return each candidate's figures from its microseconds, round by round; ratios are to the first one."""
    first = next(iter(taken.values()))
    return [_timing(name, times, first) for name, times in taken.items()]


def once(function: Callable[[Any], Any], items: Sequence[Any]) -> float:
    """Return the seconds of processor time that all items take; the collector of cycles rests."""
    gc.collect()
    gc.disable()
    begun = time.process_time()
    for item in items:
        function(item)
    seconds = time.process_time() - begun
    gc.enable()
    return seconds


def _timing(name: str, times: list[float], first: list[float]) -> Timing:
    ratios = sorted(mine / theirs for mine, theirs in zip(times, first, strict=True))
    low, middle, high = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
    return Timing(name, statistics.median(times), min(times), middle, low, high, min(times) / min(first))
