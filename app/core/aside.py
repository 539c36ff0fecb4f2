"""Work on whole bodies: what takes a millisecond for a page takes half a second for a file of many megabytes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
B = TypeVar("B", str, bytes)

LARGE_BYTES = 100_000
"""Of a text, characters."""


async def aside(work: Callable[[B], T], body: B) -> T:
    """``work(body)``, in a thread where the body is large: the event loop goes on meanwhile.

    That helps where work lets go of the interpreter, as compressing and hashing do, or consists of many short calls.
    """
    return await asyncio.to_thread(work, body) if len(body) >= LARGE_BYTES else work(body)
