"""Images that nothing shows go with the upkeep, a day after it first saw so; all others stay."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import msgspec
import pytest

from app.features.surveys.image_uses import PLACES
from app.features.surveys.model import SurveyContent
from app.infra.mongo import Database
from app.wiring.authoring import image_sweep
from tests.builders.audit import audit_trail
from tests.builders.images import uploaded
from tests.builders.mailing import Moment
from tests.builders.rest import QUESTIONS, Caller, data_of, publish, registered

DEFAULTS = "/organizations/current/survey-defaults"


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http)


@pytest.fixture
def clock() -> Moment:
    moment = Moment()
    moment.move(seconds=1)
    return moment


@pytest.fixture
def sweep(database: Database, clock: Moment) -> Callable[[], Awaitable[int]]:
    return image_sweep(database, audit_trail(database), clock).run


async def an_image(ada: Caller) -> str:
    return str(data_of(await uploaded(ada))["id"])


async def kept(ada: Caller) -> set[str]:
    return {image["id"] for image in data_of(await ada.get("/images"))["items"]}


def content(*images: str, logo: str | None = None) -> dict[str, Any]:
    options = [{"id": image, "label": image, "image": image} for image in images]
    picture = {"type": "picture_choice", "id": "pic", "title": "Which?", "options": options}
    return {
        "title": "Pictures",
        "description": "",
        "theme": {"logo": logo},
        "questions": [*QUESTIONS, *([picture] if images else [])],
    }


async def edit(ada: Caller, survey: str, body: dict[str, Any]) -> None:
    tag = (await ada.get(f"/surveys/{survey}")).headers["etag"]
    data_of(await ada.call("PUT", f"/surveys/{survey}", json=body, headers={"if-match": tag}))


async def test_what_is_shown_anywhere_stays(ada: Caller, clock: Moment, sweep: Callable[[], Awaitable[int]]) -> None:
    drafted, other, logo, former, archived, default, unused = [await an_image(ada) for _ in range(7)]
    look = {"theme": {"logo": default}, "retention_days": None}
    data_of(await ada.call("PUT", DEFAULTS, json=look, headers={"if-match": '"0"'}))
    survey = data_of(await ada.post("/surveys", content(logo=former)))["id"]
    data_of(await publish(ada, survey))
    await edit(ada, survey, content(drafted, other, logo=logo))
    old = data_of(await ada.post("/surveys", content(logo=archived)))["id"]
    data_of(await ada.post(f"/surveys/{old}/archive"))
    for _ in range(3):
        assert await sweep() == 0
        clock.move(hours=11)
    assert unused in await kept(ada), "seen unused for 22 hours"
    clock.move(hours=3)
    assert [await sweep(), await sweep()] == [1, 0]
    for _ in range(3):
        clock.move(days=8)
        assert await sweep() == 0
    assert await kept(ada) == {drafted, other, logo, former, archived, default}
    events = data_of(await ada.get("/audit-events?action=image.deleted"))["items"]
    assert [(event["target"], event["actor"]) for event in events] == [(unused, "system")]


async def test_one_that_comes_back_has_its_time_again(
    ada: Caller, clock: Moment, sweep: Callable[[], Awaitable[int]]
) -> None:
    logo = await an_image(ada)
    await sweep()
    clock.move(hours=23)
    survey = data_of(await ada.post("/surveys", content(logo=logo)))["id"]
    assert await sweep() == 0
    await edit(ada, survey, content())
    clock.move(days=8)
    assert await sweep() == 0, "it is unused for the first time now"
    clock.move(days=1)
    assert await sweep() == 1


def test_every_place_of_an_image_is_asked_for() -> None:
    written = msgspec.convert(content("img_a", "img_b", logo="img_c"), SurveyContent)
    places = {".".join(part for part in path.split(".") if not part.isdigit()) for path, _ in written.images()}
    assert {place for collection, place in PLACES if collection == "survey_versions"} == places
    assert {place for collection, place in PLACES if collection == "surveys"} == {f"draft.{place}" for place in places}
