"""Several sessions, or rounds, of one survey in one report: which of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import msgspec
from msgspec import Meta

from app.contracts.frames import Identifier

MAX_SIDES = 24


class ReportSide(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``round``: that of a live session, the attempt of an open one."""

    session: Identifier
    round: Annotated[int, Meta(ge=1, le=1_000)] = 1


Sides = tuple[ReportSide, ...]


class Compared(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``sides`` in their order, each measured against the first; the session that the report is asked for is one of
    them. Null: the survey over time, which is all its sessions in the order in which they began (the latest 24 of
    them); the report then names them."""

    sides: Annotated[Sides, Meta(min_length=1, max_length=MAX_SIDES)] | None = None


def others_than(session: str, compared: Compared | None) -> tuple[str, ...]:
    """The further sessions of a report that was asked for in this one, each once."""
    sides = (compared.sides if compared is not None else None) or ()
    return unique(side.session for side in sides if side.session != session)


def rounds_of(session: str, compared: Compared | None) -> frozenset[int]:
    """Those of a session that are among the sides."""
    sides = (compared.sides if compared is not None else None) or ()
    return frozenset(side.round for side in sides if side.session == session)


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Each once, in the order in which they come."""
    return tuple(dict.fromkeys(names))
