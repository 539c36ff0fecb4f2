"""Somebody else between the check of an edit and its write: a real second request, in the one moment that decides."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any

import pytest


def overtake(
    patch: pytest.MonkeyPatch, repository: object, method: str, other: Callable[[], Coroutine[Any, Any, object]]
) -> None:
    """The next call of ``method`` waits until ``other`` is done; those of ``other``, and later ones, do not."""
    write: Callable[..., Coroutine[Any, Any, Any]] = getattr(repository, method)

    async def second(*arguments: Any, **named: Any) -> Any:
        patch.setattr(repository, method, write)
        await asyncio.create_task(other(), context=Context())  # with a request id of its own
        return await write(*arguments, **named)

    patch.setattr(repository, method, second)


def always(patch: pytest.MonkeyPatch, repository: object, method: str, answer: object) -> None:
    """Every call loses, as under others that never rest."""

    async def lost(*_arguments: Any, **_named: Any) -> object:
        return answer

    patch.setattr(repository, method, lost)
