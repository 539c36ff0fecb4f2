"""How often a process that holds many connections looks for circles of objects that nothing needs any more."""

from __future__ import annotations

import gc

THRESHOLDS = (10_000, 10, 10)
"""Python's own are 700, 10 and 10: with thousands of connections in memory, looking through them took 40 % of a
gateway's time in a burst of answers (docs/adr/0041-garbage.md)."""


def collect_seldom() -> None:
    """What there is by now stays, and is never looked through again; what comes is a fourteenth as often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
