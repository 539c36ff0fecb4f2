"""What a web process does about circular garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from app.core.garbage import THRESHOLDS, collect_seldom


@pytest.fixture
def own_thresholds() -> Iterator[None]:
    former = gc.get_threshold()
    yield
    gc.set_threshold(*former)
    gc.unfreeze()


@pytest.mark.usefixtures("own_thresholds")
def test_what_stays_is_not_looked_through_again_and_what_comes_still_is() -> None:
    kept = [[number] for number in range(1_000)]
    collect_seldom()
    assert gc.get_freeze_count() >= len(kept)
    assert gc.get_threshold() == THRESHOLDS
    circle: list[object] = []
    circle.append(circle)
    del circle
    assert gc.collect() >= 1
