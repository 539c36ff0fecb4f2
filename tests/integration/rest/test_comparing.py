"""Two sessions, or two rounds, side by side over REST."""

from __future__ import annotations

from typing import Any

import httpx

from app.core.settings import Settings
from app.infra.mongo import Database
from tests.builders.rest import Caller, answer, code_of, data_of, joined, published_survey, registered, started_session
from tests.fixtures.gateways import running_relay
from tests.fixtures.waiting import until


async def run_with(http: httpx.AsyncClient, ada: Caller, survey: str, drinks: list[str]) -> dict[str, Any]:
    session = await started_session(ada, "open", survey)
    for drink in drinks:
        form = answer("form", None) | {"answers": {"q1": drink, "q2": 3 + (drink == "tea")}}
        data_of(await (await joined(http, session)).post(f"/sessions/{session['id']}/submissions", form))
    return session


async def test_two_sessions_of_a_survey_are_compared_by_what_their_screens_show(
    http: httpx.AsyncClient, settings: Settings, database: Database
) -> None:
    ada = await registered(http)
    survey = await published_survey(ada)
    first = await run_with(http, ada, survey, ["tea", "coffee", "coffee", "coffee"])
    second = await run_with(http, ada, survey, ["tea", "tea", "tea", "coffee"])
    path = f"/sessions/{first['id']}/comparison?question="

    async def are_counted() -> bool:
        tallies = await database["tallies"].find({}).to_list(None)
        return bool(sum(tally["entries"] for tally in tallies) == 8)

    async with running_relay(settings):
        await until(are_counted)
    found = data_of(await ada.get(f"{path}q1&with_session={second['id']}"))
    assert [(found[side]["session"], found[side]["n"]) for side in ("first", "second")] == [
        (first["id"], 4), (second["id"], 4),
    ]  # fmt: skip
    tea = found["shares"][0]
    assert (tea["label"], tea["first"], tea["second"], tea["difference"]) == ("Tea", 0.25, 0.75, 0.5)
    assert -0.2 < tea["low"] < 0.5 < tea["high"] < 1
    assert found["mean"] is None
    mean = data_of(await ada.get(f"{path}q2&with_session={second['id']}"))["mean"]
    assert (mean["first"], mean["second"], mean["difference"]) == (3.25, 3.75, 0.5)
    assert mean["low"] < 0 < 0.5 < mean["high"]
    rounds = data_of(await ada.get(f"{path}q1&with_round=2"))
    assert (rounds["second"]["session"], rounds["second"]["n"]) == (first["id"], 0)
    assert rounds["shares"][0]["difference"] is None
    assert code_of(await ada.get(f"{path}gone")) == "unknown_question"
    other = await started_session(ada, "open")
    assert code_of(await ada.get(f"{path}q1&with_session={other['id']}")) == "not_possible", "of another survey"
    eve = await registered(http, "eve")
    theirs = await started_session(eve, "open")
    assert code_of(await ada.get(f"{path}q1&with_session={theirs['id']}")) == "not_found"
