"""Reactions are conflated: whatever the order and however many, each that was taken is in exactly one sum."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contracts.frames import Reaction, ReactionsData
from app.core.clock import utc_now
from app.core.errors import RateLimited
from realtime import reactions
from realtime.channel import Channel
from realtime.protocol import payload_of
from realtime.reactions import REACTION_BURST, REACTIONS_PER_S, Paces, Untold
from realtime.sources import ReactionsSource

KINDS = st.sampled_from(get_args(Reaction))
TAKEN = None
STEPS = st.lists(st.one_of(st.just(TAKEN), st.tuples(st.sampled_from(["ses_1", "ses_2"]), KINDS)), max_size=60)


@given(STEPS)
def test_each_reaction_is_told_once_wherever_the_sums_are_taken(steps: list[tuple[str, Reaction] | None]) -> None:
    untold, told = Untold(), Counter[tuple[str, Reaction]]()
    for step in [*steps, TAKEN]:
        if step is not None:
            untold.count(*step)
            continue
        for session, added in untold.take().items():
            assert added
            told.update({(session, kind): count for kind, count in added.items()})
    assert told == Counter(step for step in steps if step is not None)
    assert untold.take() == {}


class Screen:
    """Takes frames unless it is busy."""

    def __init__(self) -> None:
        self.is_busy = False
        self.seen: list[ReactionsData] = []

    def deliver(self, message: bytes) -> bool:
        if not self.is_busy:
            self.seen.append(ReactionsData(payload_of(message)["data"]["counts"]))
        return not self.is_busy


@given(st.lists(st.tuples(st.dictionaries(KINDS, st.integers(1, 50)), st.booleans()), max_size=30))
def test_a_slow_screen_ends_at_the_same_sum_as_a_quick_one(rounds: list[tuple[dict[Reaction, int], bool]]) -> None:
    source = ReactionsSource(7, utc_now())
    channel, quick, slow = Channel("session:s:reactions", source), Screen(), Screen()
    channel.add(quick, None)
    channel.add(slow, None)
    for added, is_busy in rounds:
        slow.is_busy = is_busy
        source.add(added, utc_now())
        channel.bring_up_to_date((quick, slow))
    slow.is_busy = False
    channel.bring_up_to_date((slow,))
    total = Counter[str]()
    for added, _ in rounds:
        total.update(added)
    assert quick.seen[-1].counts == slow.seen[-1].counts == dict(total)
    assert len(slow.seen) <= len(quick.seen)


def test_who_reacts_too_fast_waits_and_others_do_not() -> None:
    paces = Paces()
    for _ in range(REACTION_BURST):
        paces.spend("par_1", 100.0)
    with pytest.raises(RateLimited) as refused:
        paces.spend("par_1", 100.0)
    assert refused.value.retry_after_ms == int(1000 / REACTIONS_PER_S) + 1
    paces.spend("par_2", 100.0)
    paces.spend("par_1", 100.0 + 1 / REACTIONS_PER_S)


def test_the_paces_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reactions, "MAX_PACES", 3)
    paces = Paces()
    for number in range(10):
        paces.spend(f"par_{number}", 1.0)
    assert len(paces) == 3
