"""Releases side by side: what a later one added is passed over, and nobody stores what was not chosen."""

from __future__ import annotations

import logging

import msgspec
import pytest

from app.core.clock import utc_now
from app.features.mailings.model import ReminderPlan, StoredPlan
from app.features.mailings.plans import Plans
from app.features.reports.model import Filters, Report, Wanted
from app.features.reports.plan import ReportPlan, StoredReportPlan
from app.features.reports.plans import ReportPlans
from app.features.reports.repository import ReportRepository
from app.features.reports.sides import Compared, ReportSide
from app.features.sessions.repository import SessionRepository
from app.features.surveys.repository import SurveyRepository
from app.features.surveys.settings import SessionSettings
from app.infra.mongo import Database
from tests.builders.sessions import CONTENT, started_session

CHOSEN = SessionSettings(attempts=2, reactions=True)


async def stored(database: Database, session: str) -> tuple[dict[str, object], ...]:
    """The settings in the documents of a session, of its survey's draft and of the version that it runs."""
    running = await database["sessions"].find_one({"_id": session})
    assert running is not None
    survey = await database["surveys"].find_one({"_id": running["survey"]})
    version = await database["survey_versions"].find_one({"_id": f"{running['survey']}:1"})
    assert survey is not None
    assert version is not None
    return running["settings"], survey["draft"]["settings"], version["settings"]


async def test_only_what_was_chosen_is_stored(database: Database) -> None:
    usual = (await started_session(database)).session
    assert await stored(database, usual.id) == ({}, {}, {})
    content = msgspec.structs.replace(CONTENT, settings=CHOSEN)
    session = (await started_session(database, content=content)).session
    chosen = {"attempts": 2, "reactions": True}
    assert await stored(database, session.id) == (chosen, chosen, chosen)
    sessions, now = SessionRepository(database), utc_now()
    opening = SessionSettings(opens_at=now)
    assert await sessions.replace_settings(session, opening, session.title, now)
    assert (await stored(database, session.id))[0].keys() == {"opens_at"}
    edited = await sessions.find(session.id)
    assert edited is not None
    assert edited.settings == opening


async def test_a_setting_of_a_later_release_is_passed_over(database: Database) -> None:
    full = await started_session(database, content=msgspec.structs.replace(CONTENT, settings=CHOSEN))
    session = full.session
    later = {"settings.later": {"x": 1}}
    await database["sessions"].update_one({"_id": session.id}, {"$set": later})
    await database["survey_versions"].update_one({"_id": f"{session.survey}:1"}, {"$set": later})
    await database["surveys"].update_one({"_id": session.survey}, {"$set": {"draft.settings.later": 1}})
    surveys = SurveyRepository(database)
    survey = await surveys.find(session.organization, session.survey)
    assert survey is not None
    assert survey.draft.settings == CHOSEN
    assert await surveys.find_version(session.organization, session.survey, 1) == full.version
    assert await SessionRepository(database).find(session.id) == session


async def test_a_plan_of_a_later_release_is_read(database: Database) -> None:
    now = utc_now()
    reports, reminders = ReportPlans(database), Plans(database)
    report = StoredReportPlan(
        session="ses_1",
        organization="org_1",
        version=1,
        is_active=True,
        plan=ReportPlan(every="day", at="08:00", recipients=("usr_1",)),
        planned_by="usr_1",
        changed_at=now,
    )
    reminder = StoredPlan(
        session="ses_1",
        organization="org_1",
        version=1,
        is_active=True,
        plan=ReminderPlan(starts_at=now),
        changed_at=now,
    )
    assert await reports.replace(None, report)
    assert await reminders.replace(None, reminder)
    for collection in ("report_plans", "reminders"):
        await database[collection].update_one({"_id": "ses_1"}, {"$set": {"plan.later": 1}})
    assert (await reports.active(), await reminders.active()) == ([report], [reminder])


async def test_a_report_of_a_later_release_is_listed_but_not_made_and_one_that_cannot_be_read_holds_up_no_other(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    now, reports = utc_now(), ReportRepository(database)
    sides = (ReportSide(session="ses_1"), ReportSide(session="ses_2"))
    report = Report(
        id="rep_1",
        organization="org_1",
        session="ses_1",
        number=1,
        wanted=Wanted(format="csv", filters=Filters(questions=("q1",)), compared=Compared(sides=sides)),
        state="done",
        progress=100,
        is_open=False,
        has_file=True,
        attempt=1,
        revision=1,
        requested_by="usr_1",
        created_at=now,
        expires_at=now,
    )
    await reports.add(report)
    await reports.add(msgspec.structs.replace(report, id="rep_2", number=2))
    later = ("wanted", "wanted.filters", "wanted.options", "wanted.compared", "wanted.compared.sides.0")
    await database["reports"].update_one({"_id": "rep_1"}, {"$set": {f"{part}.later": 1 for part in later}})
    await database["reports"].update_one({"_id": "rep_2"}, {"$set": {"wanted.format": "docx"}})
    with caplog.at_level(logging.ERROR):
        found = [await reports.expired(now), [one async for one in reports.with_files()]]
        found += [await reports.numbered("org_1", "ses_1", 0, 2)]
    assert found == [[report]] * 3
    assert {getattr(record, "id", None) for record in caplog.records} == {"rep_2"}
    with pytest.raises(msgspec.ValidationError):
        await reports.find_whole("rep_1")
