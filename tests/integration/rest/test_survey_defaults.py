"""What an organization chose for its new surveys is in new surveys, and in no other."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.infra.mongo import Database
from tests.builders.images import uploaded
from tests.builders.rest import Caller, code_of, data_of, published_survey, registered, started_session

DEFAULTS = "/organizations/current/survey-defaults"
GREEN = "#15803d"
NO_LOOK = {"logo": None, "colour": None}


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http)


async def chosen(ada: Caller, *, based_on: int = 0, **choice: Any) -> httpx.Response:
    body = {"theme": {"colour": GREEN}, "retention_days": 90, **choice}
    return await ada.call("PUT", DEFAULTS, json=body, headers={"if-match": f'"{based_on}"'})


async def days_of(ada: Caller, survey: str) -> int | None:
    days: int | None = data_of(await ada.get(f"/surveys/{survey}/retention"))["days"]
    return days


async def test_new_surveys_begin_with_them_and_those_that_are_there_stay_as_they_are(ada: Caller) -> None:
    before = data_of(await ada.post("/surveys", {"title": "Before"}))
    assert data_of(await ada.get(DEFAULTS)) == {"theme": NO_LOOK, "retention_days": None, "version": 0}
    logo = data_of(await uploaded(ada))["id"]
    look = {"logo": logo, "colour": GREEN}
    saved = await chosen(ada, theme=look)
    assert (data_of(saved), saved.headers["etag"]) == ({"theme": look, "retention_days": 90, "version": 1}, '"1"')

    after = data_of(await ada.post("/surveys", {"title": "After"}))
    assert (after["theme"], await days_of(ada, after["id"])) == (look, 90)
    own = {"logo": None, "colour": "#b91c1c"}
    assert data_of(await ada.post("/surveys", {"title": "Own", "theme": own}))["theme"] == own
    assert data_of(await ada.get(f"/surveys/{before['id']}"))["theme"] == NO_LOOK
    assert await days_of(ada, before["id"]) is None
    copy = data_of(await ada.post(f"/surveys/{before['id']}/duplicate"))
    assert (copy["theme"]["colour"], await days_of(ada, copy["id"])) == (None, 90), "a copy looks like its original"

    session = await started_session(ada, survey=await published_survey(ada))
    seen = data_of(await ada.get(f"/join/{session['code']}"))["theme"]
    assert seen == {**look, "text_colour": "#ffffff"}, "as phones see it"
    events = data_of(await ada.get("/audit-events?action=organization.survey_defaults_changed"))["items"]
    assert [one["after"] for one in events] == [{"logo": logo, "colour": GREEN, "retention_days": 90}]

    data_of(await ada.call("DELETE", f"/images/{logo}"))
    assert data_of(await ada.post("/surveys", {"title": "Late"}))["theme"] == {"logo": None, "colour": GREEN}


async def test_nobody_overwrites_what_they_have_not_seen(ada: Caller, database: Database) -> None:
    assert code_of(await ada.call("PUT", DEFAULTS, json={"theme": {}, "retention_days": 1})) == "if_match_missing"
    assert code_of(await chosen(ada, based_on=3)) == "edit_conflict"
    data_of(await chosen(ada))
    assert code_of(await chosen(ada)) == "edit_conflict"
    data_of(await chosen(ada, based_on=1, retention_days=None))
    await database["survey_defaults"].update_many({}, {"$set": {"theme.font": "of a later release"}})
    assert data_of(await ada.get(DEFAULTS))["version"] == 2


async def test_a_logo_that_is_not_there_and_days_out_of_range_are_refused(ada: Caller) -> None:
    strange = await chosen(ada, theme={"logo": "img_of_somebody_else"})
    [error] = strange.json()["errors"]
    assert (strange.status_code, error["field"], error["code"]) == (422, "theme.logo", "unknown_image")
    assert (await chosen(ada, retention_days=0)).status_code == 422
