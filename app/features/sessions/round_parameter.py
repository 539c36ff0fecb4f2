"""The query parameter ``round``, wherever results are asked for."""

from __future__ import annotations

from litestar.params import QueryParameter

from app.features.sessions.model import MAX_ROUNDS


def round_parameter(otherwise: str) -> QueryParameter:
    """A round or an attempt by its number, from 1; ``otherwise`` says what holds without it."""
    description = f"A round of a live session, an attempt of an open one. Without it: {otherwise}"
    return QueryParameter(name="round", required=False, ge=1, le=MAX_ROUNDS, description=description)
