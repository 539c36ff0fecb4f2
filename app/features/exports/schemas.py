"""What codebooks and scores look like over REST."""

from __future__ import annotations

import msgspec

from app.features.exports.sheet import SheetColumn


class Codebook(msgspec.Struct):
    """What the columns of an export mean, in their order."""

    session: str
    title: str
    survey: str
    version: int
    columns: list[SheetColumn]


class ScoreResource(msgspec.Struct):
    """Of the quiz questions that are revealed: ``answered`` of ``questions``, and what all of them can give."""

    points: int
    out_of: int
    correct: int
    answered: int
    questions: int


class Place(msgspec.Struct):
    rank: int
    participant: str
    points: int
    correct: int
    answered: int


class Leaderboard(msgspec.Struct):
    """``players``: all who answered a revealed quiz question."""

    players: int
    places: list[Place]
