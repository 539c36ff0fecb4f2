"""Drafts and versions on a real database, with several editors at once."""

from __future__ import annotations

import asyncio

import pytest

from app.core.errors import EditConflict, InvalidInput, NotFound
from app.features.surveys.model import SurveyContent
from app.features.surveys.questions import Nps
from app.features.surveys.service import NotPublished, SurveyService
from app.infra.mongo import Database
from tests.builders.sessions import CONTENT, new_member, survey_service


@pytest.fixture
def surveys(database: Database) -> SurveyService:
    return survey_service(database)


def titled(title: str) -> SurveyContent:
    return SurveyContent(title=title, questions=(Nps(id="q1", title="Would you?"),))


async def test_a_draft_comes_back_as_it_was_written(surveys: SurveyService) -> None:
    member = new_member()
    survey = await surveys.create(member, CONTENT)
    assert await surveys.get(member.organization, survey.id) == survey


async def test_of_two_editors_at_once_one_is_told(surveys: SurveyService) -> None:
    member = new_member()
    survey = await surveys.create(member, titled("One"))
    edits = (surveys.edit(member, survey.id, based_on=1, draft=titled(title)) for title in ("Two", "Three"))
    outcomes = await asyncio.gather(*edits, return_exceptions=True)
    conflicts = [outcome for outcome in outcomes if isinstance(outcome, EditConflict)]
    assert [conflict.current for conflict in conflicts] == [2]


async def test_publishing_at_once_makes_one_version(surveys: SurveyService) -> None:
    member = new_member()
    survey = await surveys.create(member, CONTENT)
    published = await asyncio.gather(*(surveys.publish(member, survey.id, based_on=1) for _ in range(5)))
    assert {version.version for version in published} == {1}
    assert (await surveys.get(member.organization, survey.id)).published == 1


async def test_a_publication_that_died_half_way_is_completed_by_the_next(
    database: Database, surveys: SurveyService
) -> None:
    member = new_member()
    survey = await surveys.create(member, CONTENT)
    await surveys.publish(member, survey.id, based_on=1)
    await database["surveys"].update_one({"_id": survey.id}, {"$set": {"published": 0}})
    assert (await surveys.publish(member, survey.id, based_on=1)).version == 1
    await surveys.edit(member, survey.id, based_on=1, draft=titled("Later"))
    assert (await surveys.publish(member, survey.id, based_on=2)).version == 2
    assert (await surveys.version(member.organization, survey.id, 1)).content == CONTENT


async def test_a_draft_with_problems_is_not_published(surveys: SurveyService) -> None:
    member = new_member()
    survey = await surveys.create(member, SurveyContent(title="Empty"))
    with pytest.raises(InvalidInput):
        await surveys.publish(member, survey.id, based_on=1)
    with pytest.raises(NotPublished):
        await surveys.latest_version(member.organization, survey.id)


async def test_a_version_in_memory_is_not_shown_to_a_stranger(surveys: SurveyService) -> None:
    member, stranger = new_member(), new_member()
    survey = await surveys.create(member, CONTENT)
    await surveys.publish(member, survey.id, based_on=1)
    await surveys.version(member.organization, survey.id, 1)
    with pytest.raises(NotFound):
        await surveys.version(stranger.organization, survey.id, 1)
