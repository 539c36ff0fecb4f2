"""Fault 22: participants are erased while the fold runs and its relay is killed; the count stays right."""

from __future__ import annotations

from collections import Counter

import pytest

from app.core.principals import Participant
from app.core.settings import Settings
from app.features.analytics.tally import Counts
from app.features.submissions.repository import EntryLog
from tests.builders.erasing import erasure_service, joined
from tests.builders.submissions import submission_service
from tests.faults.conftest import StartRelay, was_killed
from tests.faults.crowd import QUESTION, Crowd
from tests.faults.oracle import assert_shown_and_exported, tally_of, verified
from tests.faults.watched import WatchedRoom

pytestmark = pytest.mark.fault(22)

PEOPLE, ERASED = 60, 30


def standing_of(crowd: Crowd) -> dict[Participant, object]:
    """What each participant's answer is in the end."""
    ordered = sorted(crowd.sent.values(), key=lambda sent: sent[1].revision)
    return {participant: submission.answers[QUESTION] for participant, submission in ordered}


@pytest.mark.parametrize("point", ["before_cas", "after_cas"])
async def test_erasing_while_a_relay_is_killed_leaves_exactly_the_others(
    point: str, seed: int, settings: Settings, room: WatchedRoom, start_relay: StartRelay
) -> None:
    database, session = room.database, room.session
    async with submission_service(database) as service:
        crowd = Crowd(service, session, seed=seed)
        await crowd.answer(PEOPLE)
    standing = standing_of(crowd)
    people = list(standing)[:ERASED]
    for participant in people:
        await joined(database, session, participant.participant)
    victim = start_relay(settings, "--at", point, "--times", "3")  # the log before it is rebuilt, not folded
    await verified(database, session.id)
    erasures = erasure_service(database)
    is_killed = was_killed(victim)
    left = list(people)
    while left and not is_killed():
        await erasures.erase(left[0], left.pop(0))
    assert left, "it was killed while there was still somebody to erase"
    start_relay(settings)
    for participant in left:
        await erasures.erase(participant, participant)

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
