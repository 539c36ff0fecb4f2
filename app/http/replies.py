"""Whole responses on their way out, to be looked at and changed; streams pass untouched."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import cast

from litestar.datastructures import MutableScopeHeaders
from litestar.types import HTTPResponseStartEvent, Message, Send


@dataclass
class Reply:
    """A response that is sent in one piece. Change its fields; the length header follows by itself."""

    status: int
    headers: MutableScopeHeaders
    body: bytes


Rewrite = Callable[[Reply], Awaitable[None]]


def rewriting(send: Send, rewrite: Rewrite) -> Send:
    """``send`` with ``rewrite`` applied to the response before its first byte leaves."""
    held: list[HTTPResponseStartEvent] = []

    async def send_rewritten(message: Message) -> None:
        if message["type"] == "http.response.start":
            held.append(message)
            return
        if message["type"] != "http.response.body" or not held:
            await send(message)
            return
        start = held.pop()
        if not message.get("more_body"):
            reply = Reply(start["status"], MutableScopeHeaders.from_message(start), message["body"])
            await rewrite(reply)
            start["status"] = reply.status
            if reply.body != message["body"]:
                message["body"] = reply.body
                reply.headers["content-length"] = str(len(reply.body))
        await send(cast("Message", start))
        await send(message)

    return send_rewritten
