"""Votes are counted exactly: in a crowd, in two processes at once, and whichever instruction a process dies at."""

from __future__ import annotations

import asyncio
import itertools
from datetime import timedelta

from app.core.clock import utc_now
from app.core.identity import new_id
from app.core.principals import Participant
from app.features.audience.repository import AudienceQuestions
from app.features.audience.votes import VoteLog
from app.infra.mongo import Database
from tests.builders.audience import Fuse, Killed, asked, board, settling, voters

LATER = timedelta(minutes=1)


async def shown_votes(database: Database, session: str) -> list[int]:
    return [question.votes for question in await AudienceQuestions(database).of_session(session)]


async def test_fifty_who_vote_at_once_through_two_processes_count_once_each(database: Database) -> None:
    session = new_id("ses")
    question = asked(session)
    await AudienceQuestions(database).add(question)
    log, processes, crowd = VoteLog(database), (settling(database), settling(database)), voters(session, 50)

    async def vote(number: int, participant: Participant) -> int:
        """Twice each; every fifth takes it back, every tenth changes their mind again."""
        process = processes[number % 2]
        await asyncio.gather(*(log.cast(participant, question.id, utc_now()) for _ in range(2)))
        await process.settle(session, question.id)
        if number % 5 == 0:
            await log.take_back(participant, question.id, utc_now())
        if number % 10 == 0:
            await log.cast(participant, question.id, utc_now())
        counted = await process.settle(session, question.id)
        assert counted is not None
        return counted.votes

    seen = await asyncio.gather(*itertools.starmap(vote, enumerate(crowd)))
    assert await shown_votes(database, session) == [45]
    assert max(seen) <= 50
    assert await log.unsettled([session], utc_now() + LATER) == {}


async def vote_and_die(database: Database, participant: Participant, question: str, dies_at: float) -> bool:
    """False where the vote was acknowledged before the process died."""
    fuse = Fuse(dies_at)
    try:
        log = fuse.guard(VoteLog(database))
        await log.cast(participant, question, utc_now())
        await settling(database, fuse).settle(participant.session, question)
    except Killed:
        return True
    return False


async def test_a_death_at_any_instruction_loses_no_vote_and_counts_none_twice(database: Database) -> None:
    session = new_id("ses")
    question = asked(session)
    await AudienceQuestions(database).add(question)
    participants = voters(session, 20)
    deaths = 0
    for position, participant in enumerate(participants):
        deaths += await vote_and_die(database, participant, question.id, (position + 1) / 2)
    assert 10 <= deaths < 20, "the last ones live: every instruction was died at"
    stored = await VoteLog(database).standing(question.id)
    assert stored == 19, "whoever died before the first write has cast no vote"
    later = board(database, lambda: utc_now() + LATER)
    await later.whole(session)
    assert await shown_votes(database, session) == [stored]
    for participant in participants:  # and whoever got no ack sends again
        await vote_and_die(database, participant, question.id, float("inf"))
    assert await shown_votes(database, session) == [20]


async def test_a_board_is_ahead_of_what_screens_hold_while_a_vote_is_abandoned(database: Database) -> None:
    session = new_id("ses")
    question = asked(session)
    await AudienceQuestions(database).add(question)
    (voter,) = voters(session, 1)
    await VoteLog(database).cast(voter, question.id, utc_now())
    later = board(database, lambda: utc_now() + LATER)
    assert await later.versions([session]) == {session: 2}
    whole = await later.whole(session)
    assert (await later.versions([session]), [one.version for one in whole]) == ({session: 2}, [2])


async def test_a_vote_that_changes_while_it_is_counted_is_counted_again(database: Database) -> None:
    """The mark of the first change is removed only where no second one has come."""
    session = new_id("ses")
    question = asked(session)
    questions, log = AudienceQuestions(database), VoteLog(database)
    await questions.add(question)
    (voter,) = voters(session, 1)
    await log.cast(voter, question.id, utc_now())
    marks = await log.uncounted(question.id)
    await log.take_back(voter, question.id, utc_now())
    await log.set_counted(marks)
    assert await log.unsettled([session], utc_now() + LATER) == {session: {question.id}}
    counted = await settling(database).settle(session, question.id)
    assert counted is not None
    assert counted.votes == 0
