"""Over real sockets: who is removed is let go, and participants see the results that their session shows them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.contracts.close_codes import CloseCode
from tests.builders.rest import Caller, answer, data_of, joined, published_survey, registered
from tests.builders.sockets import RawSocket, raw_socket
from tests.fixtures.gateways import Gateway
from tests.fixtures.waiting import until


async def running(http: httpx.AsyncClient, mode: str = "open", **settings: Any) -> tuple[Caller, dict[str, Any]]:
    ada = await registered(http)
    body = {"survey": await published_survey(ada), "mode": mode, "settings": settings}
    return ada, data_of(await ada.post("/sessions", body))


def form(**changes: Any) -> dict[str, Any]:
    return answer("q1", "tea", **changes) | {"part": "form"}


async def subscribed(socket: RawSocket, phone: Caller, session: dict[str, Any]) -> dict[str, Any]:
    """The participants' first snapshot of the results."""
    channel = f"session:{session['id']}:results"
    await socket.hello(phone.token or "")
    await socket.send(type="subscribe", id="s1", channel=channel)
    return await socket.receive("snapshot", channel=channel)


@pytest.mark.parametrize("way", ["removed", "erased", "erased by themselves"])
async def test_a_removed_participants_sockets_are_closed_for_good(live_gateway: Gateway, way: str) -> None:
    async with httpx.AsyncClient(base_url=live_gateway.base_url) as http:
        ada, session = await running(http)
        phone, other = await joined(http, session), await joined(http, session)
        path = f"/sessions/{session['id']}/participants"
        who = data_of(await ada.get(path))["items"][-1]["id"]
        url = live_gateway.socket_url
        async with raw_socket(url) as watching, raw_socket(url) as silent, raw_socket(url) as staying:
            await subscribed(watching, phone, session)
            await silent.hello(phone.token or "")
            await subscribed(staying, other, session)
            if way == "removed":
                assert (await ada.call("DELETE", f"{path}/{who}")).status_code == 204
            elif way == "erased":
                data_of(await ada.post(f"{path}/{who}/erase"))
            else:
                data_of(await phone.call("DELETE", "/participants/me"))
            assert await watching.closed() == CloseCode.REMOVED
            assert await silent.closed() == CloseCode.REMOVED
            assert (await staying.ask(type="submit", id="a", session=session["id"], **form()))["type"] == "ack"
        for frame in (
            {"type": "subscribe", "id": "b", "channel": f"session:{session['id']}:state"},
            {"type": "submit", "id": "c", "session": session["id"], **form()},
        ):
            async with raw_socket(url) as back:
                await back.hello(phone.token or "")
                await back.send(**frame)
                assert await back.closed() == CloseCode.REMOVED
                # Where the news of the removal reaches this gateway only now, it closes before the refusal is written.
                assert {said["code"] for said in back.frames[1:]} <= {"participant_removed"}


@pytest.mark.parametrize("results_for", ["nobody", "after_close", "after_answer"])
async def test_participants_see_the_results_that_their_session_shows(live_gateway: Gateway, results_for: str) -> None:
    async with httpx.AsyncClient(base_url=live_gateway.base_url) as http:
        ada, session = await running(http, results_for=results_for)
        phone, other = await joined(http, session), await joined(http, session)
        results = f"/sessions/{session['id']}/results"

        async def seen_by(caller: Caller) -> set[str]:
            return set(data_of(await caller.get(results))["data"]["cells"])

        async def is_counted() -> bool:
            return await seen_by(ada) == {"q1@1"}

        data_of(await phone.post(f"/sessions/{session['id']}/submissions", form()))
        await until(is_counted)
        data_of(await ada.post(f"/sessions/{session['id']}/control", {"action": "reveal", "question": "q1"}))
        answered = {"q1@1"} if results_for == "after_answer" else set()
        assert (await seen_by(phone), await seen_by(other)) == (answered, set())
        async with raw_socket(live_gateway.socket_url) as socket, raw_socket(live_gateway.socket_url) as own:
            assert set((await subscribed(own, phone, session))["data"]["cells"]) == answered
            assert (await subscribed(socket, other, session))["data"]["cells"] == {}
            data_of(await ada.post(f"/sessions/{session['id']}/control", {"action": "end"}))
            if results_for == "after_close":
                channel = f"session:{session['id']}:results"
                assert set((await socket.receive("snapshot", channel=channel))["data"]["cells"]) == {"q1@1"}
                assert await seen_by(other) == {"q1@1"}
            else:
                assert await seen_by(other) == set()
