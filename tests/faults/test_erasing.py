"""Fault 22: participants are erased while others answer and the relay that folds it dies; the count stays right."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest

from app.core.principals import Participant
from app.core.settings import Settings
from app.features.analytics.tally import Counts
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from tests.builders.erasing import erasure_service, joined
from tests.builders.submissions import submission_service
from tests.faults.conftest import StartRelay, was_killed
from tests.faults.crowd import QUESTION, Crowd
from tests.faults.oracle import assert_shown_and_exported, tally_of, verified
from tests.faults.watched import WatchedRoom
from tests.fixtures.waiting import until

pytestmark = pytest.mark.fault(22)

PEOPLE, ERASED = 60, 30
Condition = Callable[[], bool]


def never() -> bool:
    return False


def standing_of(crowd: Crowd) -> dict[Participant, object]:
    """What each participant's answer is in the end."""
    ordered = sorted(crowd.sent.values(), key=lambda sent: sent[1].revision)
    return {participant: submission.answers[QUESTION] for participant, submission in ordered}


async def erase(database: Database, left: list[Participant], *, down_to: int = 0, stop: Condition = never) -> None:
    """One after the other, until a condition holds or so many are left."""
    erasures = erasure_service(database)
    while len(left) > down_to and not stop():
        await erasures.erase(left[0], left[0])
        left.pop(0)


@pytest.mark.parametrize("point", ["before_cas", "after_cas"])
async def test_erasing_while_a_relay_is_killed_leaves_exactly_the_others(
    point: str, seed: int, settings: Settings, room: WatchedRoom, start_relay: StartRelay
) -> None:
    database, session = room.database, room.session
    async with submission_service(database) as service:
        crowd = Crowd(service, session, seed=seed, join=partial(joined, database, session))
        await crowd.answer(PEOPLE)
        people = list(standing_of(crowd))[:ERASED]
        victim = start_relay(settings, "--at", point, "--times", "3")  # the log before it is rebuilt, not folded
        await verified(database, session.id)
        left = list(people)
        others = asyncio.create_task(crowd.answer_until(lambda: not left, within_s=60.0))
        is_killed = was_killed(victim)
        await erase(database, left, down_to=1, stop=is_killed)
        await until(is_killed)
        start_relay(settings)
        await erase(database, left)
        await others
    standing = standing_of(crowd)
    assert len(standing) > PEOPLE, "others answered meanwhile"

    found = await verified(database, session.id)
    assert found.agrees, found.differences
    kept = [str(value) for participant, value in standing.items() if participant not in people]
    options = {f"o:{value}": count for value, count in Counter(kept).items()}
    expected = Counts(len(crowd.sent) + ERASED, {f"{QUESTION}@1": {"n": len(kept), **options}})
    tally = await tally_of(database, session.id)
    assert tally.counts == expected
    await assert_shown_and_exported(room, tally)
    erased = {participant.participant for participant in people}
    stored = [entry async for entry in EntryLog(database).scan(session.id)]
    assert {entry.id.split(":")[1] for entry in stored if not entry.answers} == erased
    of_others = {key for key, (participant, _) in crowd.sent.items() if participant not in people}
    assert of_others == crowd.acked.keys() & {entry.key for entry in stored if entry.answers}
    room.findings.kept(expected.entries, lost=expected.entries - len(stored))
