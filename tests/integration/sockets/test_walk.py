"""The whole walk over real sockets: hello, subscribe, submit, ack, delta; control; who sees what."""

from __future__ import annotations

import asyncio
from typing import Any

from app.client.respondent import Respondent
from app.client.watcher import Watcher
from app.core.settings import Settings
from app.features.reports.model import Wanted
from app.features.sessions.model import Command
from app.infra.mongo import Database
from tests.builders.reports import working
from tests.builders.rest import new_key
from tests.builders.sessions import CHOICE, CHOICES
from tests.builders.sockets import Room, new_room, raw_socket
from tests.fixtures.gateways import Gateway
from tests.fixtures.waiting import until

QUESTION = CHOICE.id


def submission(room: Room, value: str, **changes: object) -> dict[str, object]:
    key = new_key()
    return {
        "type": "submit", "id": key[-12:], "key": key, "session": room.id, "part": QUESTION, "attempt": 1,
        "revision": 1, "answers": {QUESTION: value}, **changes,
    }  # fmt: skip


async def test_an_answer_reaches_the_dashboard(live_gateway: Gateway, settings: Settings, database: Database) -> None:
    room = await new_room(settings, database)
    url = live_gateway.socket_url
    async with raw_socket(url) as screen, raw_socket(url) as phone:
        welcome = await screen.hello(room.member_token())
        assert (welcome["type"], welcome["role"], welcome["max_frame_bytes"]) == ("welcome", "owner", 65_536)
        assert (await phone.hello(room.participant_token()))["role"] == "participant"
        results = room.channel("results")
        assert (await screen.ask(type="subscribe", id="r1", channel=results))["status"] == "accepted"
        empty = await screen.receive("snapshot", channel=results)
        assert (empty["epoch"], empty["version"], empty["data"]) == (0, 0, {"entries": 0, "cells": {}})
        assert (await screen.ask(type="control", id="c1", session=room.id, action="open", question=QUESTION))[
            "type"
        ] == "ack"
        first = submission(room, "red")
        ack = await phone.ask(**first)
        assert (ack["type"], ack["status"], ack["key"]) == ("ack", "accepted", first["key"])
        shown = await screen.receive("snapshot", channel=results)
        assert shown["data"] == {"entries": 1, "cells": {f"{QUESTION}@1": {"n": 1, "o:red": 1}}}
        again = await phone.ask(**first)
        assert (again["status"], again["receipt"], again["at"]) == ("duplicate", ack["receipt"], ack["at"])
        await phone.ask(**submission(room, "blue", revision=2))
        delta = await screen.receive("delta", channel=results)
        assert delta["from"] == shown["version"]
        assert delta["data"]["cells"] == {f"{QUESTION}@1": {"o:red": 0, "o:blue": 1}}


async def test_a_second_tap_goes_no_further_than_the_first(
    gateway: Gateway, settings: Settings, database: Database
) -> None:
    room = await new_room(settings, database)
    async with raw_socket(gateway.socket_url) as host:
        await host.hello(room.member_token("facilitator"))
        await host.ask(type="control", id="c1", session=room.id, action="open", question=QUESTION)
        for tap in ("c2", "c3"):
            going_on = {"type": "control", "id": tap, "session": room.id, "action": "next", "after": QUESTION}
            assert (await host.ask(**going_on))["type"] == "ack"
        await host.ask(type="subscribe", id="s", channel=room.channel("state"))
        state = await host.receive("snapshot", channel=room.channel("state"))
        assert state["data"]["question"] == CHOICES.id


async def test_who_still_sees_the_lobby_leads_nobody_back_and_sees_where_the_room_is(
    gateway: Gateway, settings: Settings, database: Database
) -> None:
    room = await new_room(settings, database)
    async with raw_socket(gateway.socket_url) as host:
        await host.hello(room.member_token("facilitator"))
        begin = {"type": "control", "session": room.id, "action": "open", "question": QUESTION, "phase": "lobby"}
        assert (await host.ask(id="c1", **begin))["type"] == "ack"
        await host.ask(type="control", id="c2", session=room.id, action="next", after=QUESTION)
        assert (await host.ask(id="c3", **begin))["type"] == "ack"
        await host.ask(type="subscribe", id="s", channel=room.channel("state"))
        state = await host.receive("snapshot", channel=room.channel("state"))
        assert state["data"]["question"] == CHOICES.id


async def test_control_from_the_socket_reaches_every_phone(
    gateway: Gateway, settings: Settings, database: Database
) -> None:
    room = await new_room(settings, database)
    phones = [Watcher(gateway.socket_url, room.participant_token(), [room.channel("state")]) for _ in range(30)]
    async with asyncio.TaskGroup() as group, raw_socket(gateway.socket_url) as facilitator:
        for phone in phones:
            await phone.__aenter__()
        await until(lambda: all(phone.views[room.channel("state")].position for phone in phones))
        await facilitator.hello(room.member_token("facilitator"))
        for number, action in enumerate(["open", "close", "reveal", "round", "hide", "end"]):
            request = {"type": "control", "id": str(number), "session": room.id, "action": action, "question": QUESTION}
            assert (await facilitator.ask(**request))["type"] == "ack", action
        await until(lambda: {phone.views[room.channel("state")].data["phase"] for phone in phones} == {"ended"})
        for phone in phones:
            group.create_task(phone.__aexit__())
    assert {phone.views[room.channel("state")].falls for phone in phones} == {0}


async def test_participants_see_revealed_results_only(
    live_gateway: Gateway, settings: Settings, database: Database
) -> None:
    room = await new_room(settings, database)
    results = room.channel("results")
    await live_gateway.services.sessions.control(room.owner, room.id, Command("open", QUESTION))
    phone = Watcher(live_gateway.socket_url, room.participant_token(), [results])
    screen = Watcher(live_gateway.socket_url, room.member_token("viewer"), [results])
    voter = Respondent(live_gateway.socket_url, room.participant_token(), room.id)
    async with phone, screen, voter:
        await until(lambda: results in phone.subscribed)
        await voter.answer(QUESTION, {QUESTION: "red"})
        await until(lambda: screen.views[results].results().entries == 1)
        assert phone.views[results].results().cells == {}
        await live_gateway.services.sessions.control(room.owner, room.id, Command("reveal", QUESTION))
        await until(lambda: phone.views[results].results().cells == {f"{QUESTION}@1": {"n": 1, "o:red": 1}})
        await voter.answer(QUESTION, {QUESTION: "blue"})
        await until(lambda: phone.views[results].results().cells == {f"{QUESTION}@1": {"n": 1, "o:blue": 1}})
        await live_gateway.services.sessions.control(room.owner, room.id, Command("hide", QUESTION))
        await until(lambda: phone.views[results].results().cells == {})
        await voter.answer(QUESTION, {QUESTION: "green"})
        await until(lambda: "o:green" in screen.views[results].results().cells[f"{QUESTION}@1"])
        assert phone.views[results].results().cells == {}


async def test_presence_counts_participants_not_sockets(
    gateway: Gateway, settings: Settings, database: Database
) -> None:
    room = await new_room(settings, database)
    presence = room.channel("presence")
    known = room.participant()
    screen = Watcher(gateway.socket_url, room.member_token(), [presence])
    tokens = [room.participant_token(known), room.participant_token(known), room.participant_token()]

    def connected(screen: Watcher) -> Any:
        seen = screen.views[presence].data
        return seen and seen["connected"]

    async with screen:
        lines = [Watcher(gateway.socket_url, token, [room.channel("state")]) for token in tokens]
        for line in lines:
            await line.__aenter__()
        await until(lambda: connected(screen) == 2)
        await lines[2].__aexit__()
        await until(lambda: connected(screen) == 1)
        await lines[0].__aexit__()
        await lines[1].__aexit__()
        await until(lambda: connected(screen) == 0)


async def test_members_see_how_far_a_report_is(gateway: Gateway, settings: Settings, database: Database) -> None:
    room = await new_room(settings, database)
    reports = room.channel("reports")
    async with Watcher(gateway.socket_url, room.member_token("facilitator"), [reports]) as screen:
        await until(lambda: screen.views[reports].data == {"reports": {}})
        report = await gateway.services.reports.request(room.owner, room.id, Wanted(format="json"))
        queued = {"reports": {report.id: {"state": "queued", "progress": 0}}}
        await until(lambda: screen.views[reports].data == queued)
        async with working(settings):
            made = {"reports": {report.id: {"state": "done", "progress": 100}}}
            await until(lambda: screen.views[reports].data == made)
