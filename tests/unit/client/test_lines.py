"""The client against a server that says what a test tells it to: refusals, delays, nonsense, silence."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.typing import Subprotocol

from app.client import respondent as respondents
from app.client import socket as sockets
from app.client.line import Line
from app.client.respondent import Respondent
from app.client.socket import Refused, opened
from app.client.watcher import Watcher
from app.contracts.frames import SUBPROTOCOL, Pong
from tests.fixtures.waiting import until

NOW = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
CHANNEL = "session:ses_1:results"
Frame = dict[str, Any]


class Peer:
    """The server's end of one connection; remembers every frame that came."""

    def __init__(self, connection: ServerConnection, received: list[Frame]) -> None:
        self._connection = connection
        self._received = received

    async def send(self, kind: str, **fields: Any) -> None:
        await self._connection.send(json.dumps({"type": kind, **fields}))

    async def next(self, kind: str) -> Frame:
        """The next frame of this type."""
        while True:
            frame: Frame = json.loads(await self._connection.recv())
            self._received.append(frame)
            if frame["type"] == kind:
                return frame

    async def welcome(self, *, ping_interval_s: float = 20) -> None:
        await self.next("hello")
        fields = {"role": "participant", "ping_interval_s": ping_interval_s, "max_frame_bytes": 65_536}
        await self.send("welcome", connection="con_1", token_expires_at=NOW, server_time=NOW, **fields)

    async def refuse(self, request: Frame, code: str, **fields: Any) -> None:
        await self.send("error", id=request["id"], code=code, message=code, **{"temporary": False, **fields})

    async def ack(self, request: Frame) -> None:
        keyed = {"key": request["key"], "receipt": "r"} if "key" in request else {}
        await self.send("ack", id=request["id"], status="accepted", at=NOW, **keyed)

    async def hear_out(self) -> None:
        """Read all that the client has to say so far."""
        await self.send("ping")
        await self.next("pong")

    async def close(self, code: int) -> None:
        await self._connection.close(code)


Script = Callable[[Peer], Awaitable[None]]


@asynccontextmanager
async def server(*scripts: Script) -> AsyncIterator[tuple[str, list[Frame]]]:
    """One script for each connection in turn, the last for all further ones; then the connection stays open."""
    left, received = list(scripts), list[Frame]()

    async def talk(connection: ServerConnection) -> None:
        script = left.pop(0) if len(left) > 1 else left[0]
        await script(Peer(connection, received))
        await connection.wait_closed()

    async with serve(talk, "127.0.0.1", 0, subprotocols=[Subprotocol(SUBPROTOCOL)], close_timeout=1) as running:
        port = next(iter(running.sockets)).getsockname()[1]
        yield f"ws://127.0.0.1:{port}", received


def of(received: list[Frame], kind: str) -> list[Frame]:
    return [frame for frame in received if frame["type"] == kind]


def at_once() -> float:
    """Chance that makes every pause as short as it can be."""
    return 0.0


async def test_an_answer_goes_out_again_under_its_key_when_the_server_asks_for_patience() -> None:
    async def script(peer: Peer) -> None:
        await peer.welcome()
        await peer.refuse(await peer.next("submit"), "queue_full", temporary=True, retry_after_ms=10)
        await peer.refuse(await peer.next("submit"), "queue_full", temporary=True)
        await peer.ack(await peer.next("submit"))
        await peer.ack(await peer.next("submit"))

    async with server(script) as (url, received), Respondent(url, "token", "ses_1", randomness=at_once) as ada:
        await until(lambda: ada.connects == 1)
        assert (await ada.answer("q1", {"q1": "tea"})).receipt == "r"
        first, second, third = of(received, "submit")
        assert first == second == third
        assert first["revision"] == 1
        assert ada.sends == 3
        await ada.answer("q1", {"q1": "coffee"})
        assert of(received, "submit")[-1]["revision"] == 2
        assert [ack.status for ack in ada.acked.values()] == ["accepted", "accepted"]


async def test_an_answer_that_no_frame_holds_is_refused_here_and_costs_no_connection() -> None:
    async def script(peer: Peer) -> None:
        await peer.welcome()
        await peer.ack(await peer.next("submit"))

    async with server(script) as (url, received), Respondent(url, "token", "ses_1", randomness=at_once) as ada:
        await until(lambda: ada.connects == 1)
        with pytest.raises(Refused) as refused:
            await ada.answer("form", {f"q{number}": "x" * 4_000 for number in range(17)})
        assert refused.value.code == "too_large"
        await ada.answer("form", {"q1": "x" * 4_000})
        assert [frame["revision"] for frame in of(received, "submit")] == [1]
        assert ada.connects == 1


async def test_an_answer_that_is_refused_for_good_is_told_with_its_fields() -> None:
    fields = [{"field": "answers.q1", "message": "no such option", "code": "unknown_option"}]

    async def script(peer: Peer) -> None:
        await peer.welcome()
        await peer.refuse(await peer.next("submit"), "invalid_answers", fields=fields)
        await peer.refuse(await peer.next("submit"), "question_closed")
        await peer.hear_out()

    async with server(script) as (url, received), Respondent(url, "token", "ses_1", randomness=at_once) as ada:
        await until(lambda: ada.connects == 1)
        with pytest.raises(Refused) as refusal:
            await ada.answer("q1", {"q1": "milk"})
        assert (refusal.value.code, [one.field for one in refusal.value.fields]) == ("invalid_answers", ["answers.q1"])
        with pytest.raises(Refused) as refusal:
            await ada.answer("q1", {"q1": "tea"})
        assert (refusal.value.code, tuple(refusal.value.fields)) == ("question_closed", ())
        await until(lambda: bool(of(received, "pong")))
        assert len(of(received, "submit")) == 2


async def test_a_server_that_falls_silent_is_left_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "SILENCE_MARGIN_S", 0.05)

    async def falls_silent(peer: Peer) -> None:
        await peer.welcome(ping_interval_s=0.05)

    async def talks(peer: Peer) -> None:
        await peer.welcome()

    async with server(falls_silent, talks) as (url, _), Line(url, "token", randomness=at_once) as ada:
        await until(lambda: ada.connects == 2)
        assert len(ada.absences_s) == 1


async def test_an_answer_without_an_answer_is_sent_again_and_acked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(respondents, "RESEND_AFTER_S", 0.05)

    async def script(peer: Peer) -> None:
        await peer.welcome()
        await peer.next("submit")
        again = await peer.next("submit")
        await peer.ack(again)
        await peer.ack(again)

    async with server(script) as (url, received), Respondent(url, "token", "ses_1", randomness=at_once) as ada:
        await until(lambda: ada.connects == 1)
        await ada.answer("q1", {"q1": "tea"})
        assert len({frame["key"] for frame in of(received, "submit")}) == 1


async def test_what_waits_in_the_outbox_goes_out_when_the_line_is_back() -> None:
    async def lost(peer: Peer) -> None:
        await peer.welcome()
        await peer.next("submit")
        await peer.close(4001)

    async def back(peer: Peer) -> None:
        await peer.welcome()
        await peer.ack(await peer.next("submit"))

    async with server(lost, back) as (url, received), Respondent(url, "token", "ses_1", randomness=at_once) as ada:
        await until(lambda: ada.connects == 1)
        await ada.answer("q1", {"q1": "tea"})
        assert ada.connects == 2
        first, second = of(received, "submit")
        assert first == second


async def test_revisions_go_out_one_after_the_other_and_one_that_is_refused_leaves_no_gap() -> None:
    async def script(peer: Peer) -> None:
        await peer.welcome()
        first = await peer.next("submit")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(peer.next("submit"), 0.05)
        await peer.ack(first)
        await peer.refuse(await peer.next("submit"), "invalid_answers")
        await peer.ack(await peer.next("submit"))

    async with server(script) as (url, received), Respondent(url, "token", "ses_1", randomness=at_once) as ada:
        await until(lambda: ada.connects == 1)
        drinks = ("tea", "milk", "coffee")
        said = await asyncio.gather(*(ada.answer("q1", {"q1": drink}) for drink in drinks), return_exceptions=True)
        assert isinstance(said[1], Refused)
        assert [frame["answers"]["q1"] for frame in of(received, "submit")] == list(drinks)
        assert [frame["revision"] for frame in of(received, "submit")] == [1, 2, 2]


async def test_an_answer_goes_out_once_more_however_often_the_server_says_to_wait() -> None:
    async def script(peer: Peer) -> None:
        await peer.welcome()
        first = await peer.next("submit")
        for _ in range(3):
            await peer.refuse(first, "rate_limited", temporary=True, retry_after_ms=20)
        again = await peer.next("submit")
        await peer.refuse(again, "queue_full", temporary=True, retry_after_ms=150)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(peer.next("submit"), 0.1)
        await peer.ack(again)

    async with server(script) as (url, received), Respondent(url, "token", "ses_1", randomness=at_once) as ada:
        await until(lambda: ada.connects == 1)
        await ada.answer("q1", {"q1": "tea"})
        assert len(of(received, "submit")) == 2
        assert ada.waiting == 0


async def test_a_screen_asks_again_for_what_it_was_refused_for_the_moment_and_heals_a_gap() -> None:
    def results(entries: int) -> Frame:
        return {"entries": entries, "cells": {"q1@1": {"n": entries}}}

    async def script(peer: Peer) -> None:
        await peer.welcome()
        await peer.refuse(await peer.next("subscribe"), "unavailable", temporary=True)
        await peer.ack(await peer.next("subscribe"))
        fields = {"channel": CHANNEL, "epoch": 1, "as_of": NOW}
        await peer.send("snapshot", version=1, data=results(1), **fields)
        await peer.send("delta", version=9, data=results(9), **{"from": 8}, **fields)
        again = await peer.next("subscribe")
        assert again["since"] == {"epoch": 1, "version": 1}
        await peer.ack(again)
        await peer.send("snapshot", version=9, data=results(9), **fields)
        await peer.send("delta", version=9, data=results(9), **{"from": 8}, **fields)

    async with server(script) as (url, _), Watcher(url, "token", [CHANNEL], randomness=at_once) as screen:
        await until(lambda: screen.views[CHANNEL].results().entries == 9)
        assert [error.code for error in screen.errors] == ["unavailable"]
        assert screen.subscribed == {CHANNEL}
        assert screen.changed.is_set()
        assert screen.views[CHANNEL].gaps == 1
        assert vars(screen)["_later"] == {}, "nothing is left of what it has asked for again"


async def test_a_screen_that_was_told_when_to_ask_again_does_not_ask_before() -> None:
    async def script(peer: Peer) -> None:
        await peer.welcome()
        await peer.refuse(await peer.next("subscribe"), "rate_limited", temporary=True, retry_after_ms=60_000)
        await peer.hear_out()

    async with server(script) as (url, received), Watcher(url, "token", [CHANNEL], randomness=at_once) as screen:
        await until(lambda: bool(of(received, "pong")))
        assert [error.code for error in screen.errors] == ["rate_limited"]
        assert len(of(received, "subscribe")) == 1


async def test_a_screen_that_may_not_look_does_not_ask_again() -> None:
    async def script(peer: Peer) -> None:
        await peer.welcome()
        await peer.refuse(await peer.next("subscribe"), "forbidden")
        await peer.send("error", code="rate_limited", message="slower", temporary=True)
        await peer.hear_out()

    async with server(script) as (url, received), Watcher(url, "token", [CHANNEL], randomness=at_once) as screen:
        await until(lambda: bool(of(received, "pong")))
        assert [error.code for error in screen.errors] == ["forbidden", "rate_limited"]
        assert len(of(received, "subscribe")) == 1
        assert screen.subscribed == set()


async def test_a_line_that_is_told_to_stay_away_is_over_and_says_why() -> None:
    async def script(peer: Peer) -> None:
        await peer.next("hello")
        await peer.send("error", code="token_invalid", message="who are you?", temporary=False)
        await peer.close(4500)

    async with server(script) as (url, _), Line(url, "token", randomness=at_once) as line:
        await until(lambda: line.is_over)
        assert line.last_refusal is not None
        assert (line.last_refusal.code, line.last_close_code, line.connects) == ("token_invalid", 4500, 0)
        assert not await line.send(Pong())
        line.drop()


async def test_a_server_that_speaks_out_of_turn_is_refused() -> None:
    async def script(peer: Peer) -> None:
        await peer.send("ping")

    async with server(script) as (url, _), opened(url) as socket:
        assert socket.close_code is None
        with pytest.raises(Refused) as refusal:
            await socket.hello("token")
        assert refusal.value.code == "protocol"


async def test_a_line_comes_back_when_a_draining_server_says() -> None:
    async def draining(peer: Peer) -> None:
        await peer.welcome()
        await peer.send("draining", reconnect_after_ms=1)
        await peer.close(4001)

    async def steady(peer: Peer) -> None:
        await peer.welcome()
        await peer.send("ping")
        await peer.next("pong")

    async with server(draining, steady) as (url, received), Line(url, "token") as line:
        await until(lambda: bool(of(received, "pong")))
        assert line.connects == 2


def test_a_line_that_was_never_entered_is_not_over() -> None:
    line = Line("ws://127.0.0.1:1", "token")
    assert not line.is_over
    line.drop()
