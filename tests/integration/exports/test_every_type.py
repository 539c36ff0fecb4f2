"""A thousand respondents answer, change their minds and take answers back, to questions of every type: what the relay
folds, what a recount of the log gives, and what the exported file holds are the same, counter for counter."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from pymongo.errors import AutoReconnect

from app.contracts.frames import AnswerValue
from app.core.identity import new_id
from app.features.analytics.repository import TallyRepository
from app.features.analytics.service import AnalyticsService
from app.features.sessions.model import Session, SessionInFull
from app.features.submissions.model import Entry, NewSubmission, entry_from
from app.features.submissions.repository import EntryLog
from app.features.surveys.model import FORM, SurveyContent
from app.features.surveys.questions import AnswerContext, Question
from app.infra.mongo import Database
from tests.builders.csv_recount import COUNT, recounted
from tests.builders.entries import draft_of, new_key
from tests.builders.exports import export_service
from tests.builders.images import stored_images
from tests.builders.question_types import TYPES, new_answer, new_question
from tests.builders.sessions import new_member, session_service, started_session
from tests.integration.log.running import Published, folded, running_relay

RESPONDENTS = 1_000
QUESTIONS_OF_A_TYPE = 2
BATCH = 250


def questions_of_every_type(chance: random.Random) -> list[Question]:
    numbers = range(1, QUESTIONS_OF_A_TYPE + 1)
    return [new_question(tag, chance, id=f"{tag}-{number}") for tag in sorted(TYPES) for number in numbers]


def form_of(questions: list[Question], former: dict[str, AnswerValue], chance: random.Random) -> dict[str, AnswerValue]:
    """A form as it is stored; a later one takes some answers back and changes others."""
    form: dict[str, AnswerValue] = {}
    for question in questions:
        if former and chance.random() < 0.3:
            form[question.id] = None
        elif chance.random() < 0.8:
            context = AnswerContext(chance.choice([None, chance.randint(0, 5_000)]))
            form[question.id] = question.check(new_answer(question, chance), context)
    return form or {questions[0].id: None}


def log_of(session: Session, questions: list[Question], chance: random.Random) -> Iterator[Entry]:
    answerable = [question for question in questions if question.export_columns()]
    for _ in range(RESPONDENTS):
        participant, former = new_id("par"), None
        for revision in range(1, chance.choice([1, 1, 1, 2, 3]) + 1):
            answers = form_of(answerable, former.answers if former else {}, chance)
            submission = NewSubmission(
                key=new_key(), session=session.id, part=FORM, attempt=1, revision=revision, answers=answers
            )
            former = entry_from(draft_of(session, submission, participant), former)
            yield former


async def filled_session(database: Database, chance: random.Random) -> tuple[SessionInFull, int]:
    member, questions = new_member(), questions_of_every_type(chance)
    content = SurveyContent(title="All types", questions=tuple(questions))
    await stored_images(database, member.organization, {image_id for _, image_id in content.images()})
    full = await started_session(database, mode="open", member=member, content=content)
    entries = list(log_of(full.session, questions, chance))
    chance.shuffle(entries)
    for start in range(0, len(entries), BATCH):
        await appended(EntryLog(database), entries[start : start + BATCH])
    return full, len(entries)


async def appended(log: EntryLog, batch: list[Entry]) -> None:
    """Send the batch until the server says what became of it, as the gateway's writer does."""
    while True:
        try:
            await log.append_many(batch)
        except AutoReconnect:
            continue
        return


@pytest.mark.timeout(180)
async def test_tally_recount_and_export_of_every_type_are_the_same(database: Database) -> None:
    async with running_relay(database, Published()):
        full, entries = await filled_session(database, random.Random(20_26))
        await folded(database, full.session.id, entries, within_s=60)
    tallies, sessions, log = TallyRepository(database), session_service(database), EntryLog(database)

    verification = await AnalyticsService(tallies=tallies, entries=log, sessions=sessions).verify(full.session.id)
    assert verification.agrees

    rows = await exported_rows(database, full)
    assert len(rows) == RESPONDENTS
    tally = await tallies.read(full.session.id)
    assert tally is not None
    results = tally.results().cells
    for question in full.version.content.questions:
        counted = results.get(f"{question.id}@1", {})
        if question.export_columns():
            assert recounted(question, rows) == counted, question.id
            assert counted["n"] > RESPONDENTS / 2
        else:
            assert counted == {}
    assert {question.__struct_config__.tag for question in full.version.content.questions} - set(COUNT) == {"statement"}


async def exported_rows(database: Database, full: SessionInFull) -> list[dict[str, str]]:
    """The rows of the CSV file; its JSON twin must have as many cells."""
    exports = export_service(database)
    member = new_member(full.session.organization)
    pieces = [piece async for piece in await exports.export(member, full.session.id, "csv")]
    assert len(pieces) > 1, "in pieces"
    reader = csv.DictReader(io.StringIO(b"".join(pieces).decode(), newline=""))
    rows = list(reader)
    book = await exports.codebook(member, full.session.id)
    assert list(reader.fieldnames or ()) == [column.name for column in book.columns]
    objects: list[dict[str, Any]] = json.loads(
        b"".join([piece async for piece in await exports.export(member, full.session.id, "json")])
    )
    assert [sum(cell != "" for cell in row.values()) for row in rows] == [len(one) for one in objects]
    return rows
