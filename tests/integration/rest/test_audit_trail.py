"""What members change stands in their organization's chain, with where it came from."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from app.core.principals import Participant
from app.features.audit.model import GENESIS, SYSTEM
from app.features.sessions.model import Command
from app.infra.mongo import Database
from tests.builders.audit import actions, audit_trail, recorded, recorded_changes
from tests.builders.members import stored_people
from tests.builders.rest import PASSWORD, QUESTIONS, Caller, data_of, registered, started_session
from tests.builders.sessions import new_member, session_service
from tests.builders.sessions import started_session as session_of
from tests.builders.sockets import raw_socket
from tests.fixtures.gateways import Gateway


async def organization_of(caller: Caller) -> str:
    return str(data_of(await caller.get("/auth/me"))["organization"]["id"])


async def test_what_exists_today_is_on_record(http: httpx.AsyncClient, database: Database) -> None:
    owner = await registered(http)
    organization = await organization_of(owner)
    survey = data_of(await owner.post("/surveys", {"title": "Breakfast", "questions": QUESTIONS}))
    path = f"/surveys/{survey['id']}"
    edit = {"title": "Lunch", "description": "", "questions": QUESTIONS}
    data_of(await owner.call("PUT", path, json=edit, headers={"if-match": '"1"'}))
    session = await started_session(owner, survey=None)
    control = f"/sessions/{session['id']}/control"
    for command in ({"action": "open", "question": "q1"}, {"action": "open", "question": "q1"}, {"action": "end"}):
        data_of(await owner.post(control, command))
    data_of(await owner.post("/auth/logout"))
    data_of(await Caller(http).post("/auth/login", {"email": "ada@example.org", "password": PASSWORD}))
    assert await actions(database, organization) == [
        *("login.succeeded", "account.registered"),
        *("survey.created", "survey.edited", "survey.created", "survey.published"),
        *("session.started", "session.controlled", "session.ended", "login.ended", "login.succeeded"),
    ]
    edited = (await recorded(database, organization))[3]
    assert json.loads(edited["before"]) == {"draft_version": 1, "title": "Breakfast"}
    assert json.loads(edited["after"]) == {"draft_version": 2, "title": "Lunch"}
    ((before, after),) = await recorded_changes(database, organization, "session.controlled")
    assert before.items() >= {"state_version": 1, "phase": "lobby", "question": None}.items()
    assert after.items() >= {"command": "open", "state_version": 2, "phase": "running", "question": "q1"}.items()
    ((before, after),) = await recorded_changes(database, organization, "session.ended")
    assert (before["phase"], after["phase"], "question" in before) == ("running", "ended", False)


async def test_an_event_says_who_when_and_from_where(http: httpx.AsyncClient, database: Database) -> None:
    owner = await registered(http)
    me = data_of(await owner.get("/auth/me"))
    response = await owner.call(
        "POST", "/surveys", json={"title": "T", "questions": []}, headers={"x-request-id": "a-request-of-mine"}
    )
    event = (await recorded(database, me["organization"]["id"]))[2]
    assert (event["actor"], event["target"]) == (me["user"]["id"], data_of(response)["id"])
    assert (event["request"], event["address"]) == ("a-request-of-mine", "127.0.0.1")
    assert event["login"].startswith("fam_")


async def test_a_command_by_socket_names_its_connection(gateway: Gateway, database: Database) -> None:
    member = (await stored_people(database))["owner"]
    session = (await session_of(database, member=member)).session
    token = gateway.services.tokens.issue_access(member).token
    async with raw_socket(gateway.socket_url) as socket:
        welcome = await socket.hello(token)
        await socket.ask(type="control", id="1", session=session.id, action="open", question="colour")
    event = (await recorded(database, member.organization))[-1]
    assert (event["action"], event["request"]) == ("session.controlled", welcome["connection"])
    assert (event["address"], json.loads(event["after"])["question"]) == ("127.0.0.1", "colour")


async def test_the_system_and_participants_can_be_actors(database: Database) -> None:
    audit = audit_trail(database)
    await audit.record(None, "session.erased", "ses_1", organization="org_1")
    await audit.record(Participant("par_1", "ses_1", "org_1"), "participant.erased", "par_1")
    first, second = await recorded(database, "org_1")
    assert (first["actor"], second["actor"]) == (SYSTEM, "par_1")
    assert (first["previous"], second["previous"]) == (GENESIS, first["hash"])
    with pytest.raises(ValueError, match="organization"):
        await audit.record(None, "session.erased", "ses_1")


async def test_commands_at_once_are_all_on_record(database: Database) -> None:
    member = new_member()
    session = (await session_of(database, member=member)).session
    service = session_service(database)
    await asyncio.gather(*(service.control(member, session.id, Command("reveal", q)) for q in ("colour", "mood")))
    assert (await actions(database, member.organization)).count("session.controlled") == 2
