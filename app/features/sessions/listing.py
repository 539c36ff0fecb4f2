"""What a list of sessions may be narrowed to, as conditions of the database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from app.features.sessions.model import Mode, Status
from app.infra.listing import Filter, holding


class SessionFilter(msgspec.Struct, frozen=True):
    """None asks for nothing, and so do no ``statuses``; archived sessions show only where they are asked for.
    ``title``: what it holds."""

    survey: str | None = None
    statuses: tuple[Status, ...] = ()
    mode: Mode | None = None
    title: str | None = None


def conditions_of(wanted: SessionFilter, now: datetime) -> Filter:
    """All that ``wanted`` says but the survey, which has an index of its own."""
    mode = {"mode": wanted.mode} if wanted.mode else {}
    return {**_any_of(wanted.statuses, now), **mode, **holding("title_key", wanted.title)}


def _any_of(statuses: tuple[Status, ...], now: datetime) -> dict[str, Any]:
    if not statuses:
        return {"archived_at": None}
    return {"$or": [_standing(status, now) for status in statuses]}


def _standing(status: Status, now: datetime) -> dict[str, Any]:
    """The same as ``Session.status`` says of one session."""
    if status == "archived":
        return {"archived_at": {"$ne": None}}
    if status == "ended":
        return {"archived_at": None, "state.phase": "ended"}
    unended = {"archived_at": None, "state.phase": {"$in": ["lobby", "running"]}}
    has_closed, opens_later = {"$lte": now}, {"$gt": now}
    if status == "closed":
        return {**unended, "settings.closes_at": has_closed}
    is_open = {**unended, "settings.closes_at": {"$not": has_closed}}
    if status == "scheduled":
        return {**is_open, "settings.opens_at": opens_later}
    return {**is_open, "settings.opens_at": {"$not": opens_later}, "state.phase": status}
