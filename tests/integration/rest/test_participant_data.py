"""What is held about a participant, over REST: shown to them and to members, and erased by either."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.core.clock import utc_now
from app.core.permissions import Role
from app.infra.mongo import Database
from app.wiring.web import WebServices
from tests.builders.audit import recorded
from tests.builders.erasing import upkeep_service
from tests.builders.members import stored_people
from tests.builders.rest import (
    Caller,
    answer,
    code_of,
    data_of,
    joined,
    keep_answers_for,
    published_survey,
    registered,
    started_session,
)
from tests.integration.log.running import Published, folded, running_relay


class Scene:
    """An owner, a session, and a participant who has answered twice."""

    def __init__(self, owner: Caller, session: dict[str, Any], phone: Caller, participant: str) -> None:
        self.owner, self.session, self.phone, self.participant = owner, session, phone, participant
        self.path = f"/sessions/{session['id']}/participants/{participant}"


@pytest.fixture
async def scene(http: httpx.AsyncClient) -> Scene:
    owner = await registered(http)
    session = await started_session(owner)
    me = data_of(await Caller(http).post("/join", {"code": session["code"]}))
    phone = Caller(http, me["token"])
    data_of(await owner.post(f"/sessions/{session['id']}/control", {"action": "open", "question": "q1"}))
    for revision, value in ((1, "tea"), (2, "coffee")):
        body = answer("q1", value, revision=revision)
        receipt = data_of(await phone.post(f"/sessions/{session['id']}/submissions", body))
    scene = Scene(owner, session, phone, me["participant"])
    scene.session["receipt"] = receipt["receipt"]
    return scene


async def test_both_see_every_revision_with_its_receipt(scene: Scene) -> None:
    mine = data_of(await scene.phone.get("/participants/me/data"))
    assert mine == data_of(await scene.owner.get(f"{scene.path}/data"))
    assert (mine["participant"], mine["session"]) == (scene.participant, scene.session["id"])
    first, second = mine["entries"]
    assert (first["part"], first["attempt"], first["revision"], first["answers"]) == ("q1", 1, 1, {"q1": "tea"})
    assert (second["replaces"], second["receipt"]) == ({"q1": "tea"}, scene.session["receipt"])
    assert mine["known"].keys() >= {"joined_at", "name"}


@pytest.mark.parametrize("who", ["owner", "phone"])
async def test_either_erases_it_and_the_token_stops_working(scene: Scene, who: str, database: Database) -> None:
    for _ in range(2):
        if who == "owner":
            data_of(await scene.owner.post(f"{scene.path}/erase"))
        else:
            data_of(await scene.phone.call("DELETE", "/participants/me"))
    itself = f"/sessions/{scene.session['id']}"
    assert code_of(await scene.phone.get("/participants/me/data")) == "not_found"
    for path in ("/participants/me/session", "/participants/me/score", f"{itself}/results"):
        assert code_of(await scene.phone.get(path)) == "participant_removed"
    body = answer("q1", "tea", revision=4)
    assert code_of(await scene.phone.post(f"{itself}/submissions", body)) == "participant_removed"
    joined_again = data_of(await scene.phone.post("/join", {"code": scene.session["code"]}))
    assert joined_again["participant"] != scene.participant
    organization = data_of(await scene.owner.get("/auth/me"))["organization"]["id"]
    event = (await recorded(database, organization))[-1]
    assert (event["action"], event["target"]) == ("participant.erased", scene.participant)
    assert (event["actor"] == scene.participant) == (who == "phone")
    assert (event["address"] == "") == (who == "phone"), "of respondents no network address is held"
    assert json.loads(event["after"])["session"] == scene.session["id"]


async def test_members_see_no_single_answers_until_enough_have_answered(http: httpx.AsyncClient) -> None:
    owner = await registered(http)
    body = {"survey": await published_survey(owner), "mode": "live", "settings": {"min_group_size": 2}}
    session = data_of(await owner.post("/sessions", body))
    path = f"/sessions/{session['id']}"
    data_of(await owner.post(f"{path}/control", {"action": "open", "question": "q1"}))
    me = data_of(await Caller(http).post("/join", {"code": session["code"]}))
    mine, others = Caller(http, me["token"]), [await joined(http, session) for _ in range(2)]
    held = f"{path}/participants/{me['participant']}/data"
    one_by_one = [held, *(f"{path}/{name}" for name in ("export.csv", "export.json", "leaderboard"))]

    async def codes() -> set[str]:
        return {code_of(await owner.get(one)) for one in one_by_one}

    data_of(await mine.post(f"{path}/submissions", answer("q1", "tea")))
    assert await codes() == {"group_too_small"}, "three have joined, and one has answered"
    assert len(data_of(await mine.get("/participants/me/data"))["entries"]) == 1
    for revision, value in ((1, "tea"), (2, None)):
        data_of(await others[0].post(f"{path}/submissions", answer("q1", value, revision=revision)))
    data_of(await others[0].call("DELETE", "/participants/me"))
    assert await codes() == {"group_too_small"}, "who is erased hides nobody"
    data_of(await others[1].post(f"{path}/submissions", answer("q1", "coffee")))
    assert {(await owner.get(one)).status_code for one in one_by_one} == {200}
    assert data_of(await owner.get(held))["participant"] == me["participant"]


async def test_what_is_made_of_single_answers_is_refused_when_they_are_gone_and_results_stay(
    scene: Scene, database: Database
) -> None:
    path = f"/sessions/{scene.session['id']}"
    made_of_answers = [f"{path}/{name}" for name in ("export.csv", "export.json", "leaderboard")]
    assert {(await scene.owner.get(one)).status_code for one in made_of_answers} == {200}
    data_of(await scene.owner.post(f"{path}/control", {"action": "end"}))
    await keep_answers_for(scene.owner, scene.session["survey"], 1)
    async with running_relay(database, Published()):
        await folded(database, scene.session["id"], 2)
    before = data_of(await scene.owner.get(f"{path}/results"))["data"]["cells"]
    await upkeep_service(database, clock=lambda: utc_now() + timedelta(days=2)).run()
    refusals = [await scene.owner.get(one) for one in made_of_answers]
    assert {(refused.status_code, code_of(refused)) for refused in refusals} == {(409, "answers_removed")}
    assert data_of(await scene.owner.get(f"{path}/results"))["data"]["cells"] == before != {}


async def test_roles_decide_who_reads_and_who_erases(
    http: httpx.AsyncClient, services: WebServices, database: Database
) -> None:
    people = await stored_people(database)
    callers = {role: Caller(http, services.tokens.issue_access(people[role]).token) for role in people}
    session = await started_session(callers["owner"])
    participant = data_of(await Caller(http).post("/join", {"code": session["code"]}))["participant"]
    path = f"/sessions/{session['id']}/participants/{participant}"

    async def outcomes(role: Role) -> tuple[int, int]:
        read, erased = await callers[role].get(f"{path}/data"), await callers[role].post(f"{path}/erase")
        return read.status_code, erased.status_code

    assert await outcomes("viewer") == (403, 403)
    assert await outcomes("facilitator") == (200, 403)
    assert await outcomes("admin") == (200, 200)


async def test_a_retention_period_is_set_shown_and_on_record(http: httpx.AsyncClient, database: Database) -> None:
    owner = await registered(http)
    path = f"/surveys/{await published_survey(owner)}/retention"
    assert data_of(await owner.get(path)) == {"days": None, "version": 0}
    kept: tuple[int | None, ...] = (30, 30, None)
    for version, days in enumerate(kept):
        based_on = {"if-match": f'"{version}"'}
        saved = await owner.call("PUT", path, json={"days": days}, headers=based_on)
        assert data_of(saved) == data_of(await owner.get(path)) == {"days": days, "version": version + 1}
        assert saved.headers["etag"] == f'"{version + 1}"'
        late = await owner.call("PUT", path, json={"days": 5}, headers=based_on)
        assert (late.status_code, late.json()["data"]["current"]) == (412, version + 1)
    assert code_of(await owner.call("PUT", path, json={"days": 5})) == "if_match_missing"
    at_once = (owner.call("PUT", path, json={"days": None}, headers={"if-match": '"3"'}) for _ in range(10))
    assert sorted(one.status_code for one in await asyncio.gather(*at_once)) == [200] + [412] * 9
    for wrong in (0, 4_000, "soon"):
        assert (await owner.call("PUT", path, json={"days": wrong}, headers={"if-match": '"4"'})).status_code == 422
    organization = data_of(await owner.get("/auth/me"))["organization"]["id"]
    changes = [
        (event["before"], event["after"])
        for event in await recorded(database, organization)
        if event["action"] == "survey.retention_changed"
    ]
    assert changes == [
        ('{"retention_days":null}', '{"retention_days":30}'),
        ('{"retention_days":30}', '{"retention_days":null}'),
    ]
