"""While a large body is compressed, tagged or compared, the event loop goes on for everybody else."""

from __future__ import annotations

import asyncio
import base64
import gzip
import random
import threading
from collections.abc import Awaitable, Callable
from functools import partial

import pytest
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.core.aside import LARGE_BYTES, aside
from app.http.compression import Compression
from app.http.conditional_reads import ConditionalReads
from app.http.idempotency import _fingerprint

LARGE = b'{"content":"' + base64.b64encode(random.Random(7).randbytes(9_000_000)) + b'"}'
SMALL = LARGE[: LARGE_BYTES - 3] + b'"}'
ENOUGH_TURNS = 10
"""Work on the loop itself leaves it one or two, work beside it as many as fit into its time: hundreds."""


def answering(body: bytes) -> ASGIApp:
    """An application that answers everything with this."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    return app


async def asked(app: ASGIApp, encoding: str) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    headers = [(b"accept-encoding", encoding.encode())]
    scope = {"type": "http", "method": "GET", "path": "/api/v1/surveys/srv_1/export", "headers": headers}
    await app(scope, receive, send)  # type: ignore[arg-type]
    return sent


async def turns_during(work: Awaitable[object]) -> int:
    """How often the loop comes round until the work is done."""
    task, turns = asyncio.ensure_future(work), 0
    while not task.done():
        await asyncio.sleep(0)
        turns += 1
    await task
    return turns


WAYS: dict[str, Callable[[bytes], Awaitable[object]]] = {
    "brotli": lambda body: asked(Compression(answering(body)), "br"),
    "gzip": lambda body: asked(Compression(answering(body)), "gzip"),
    "tag": lambda body: asked(ConditionalReads(answering(body)), ""),
    "fingerprint": lambda body: aside(partial(_fingerprint, "POST /api/v1/surveys/import?\n"), body),
}


@pytest.mark.parametrize("way", WAYS)
async def test_the_loop_goes_on_beside_a_large_body(way: str) -> None:
    assert await turns_during(WAYS[way](SMALL)) < ENOUGH_TURNS <= await turns_during(WAYS[way](LARGE))


async def test_a_large_body_is_answered_with_as_a_small_one_is() -> None:
    tags = []
    for body in (SMALL, LARGE):
        start, content = await asked(Compression(ConditionalReads(answering(body))), "gzip")
        headers = dict(start["headers"])  # type: ignore[typeddict-item]
        assert headers[b"content-encoding"] == b"gzip"
        assert headers[b"content-length"] == str(len(content["body"])).encode()  # type: ignore[typeddict-item]
        assert gzip.decompress(content["body"]) == body  # type: ignore[typeddict-item]
        tags.append(headers[b"etag"])
    assert len(set(tags)) == 2


async def test_only_what_is_large_costs_a_thread() -> None:
    here = threading.get_ident()
    assert await aside(lambda _: threading.get_ident(), SMALL) == here
    assert await aside(lambda _: threading.get_ident(), LARGE) != here
