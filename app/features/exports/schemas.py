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
    """Of the quiz questions that are revealed: ``answered`` of ``questions``, and what all of them can give.
    ``number``: by which the participant stands on the leaderboard."""

    number: int
    points: int
    out_of: int
    correct: int
    answered: int
    questions: int


class Place(msgspec.Struct):
    """``number`` counts the session's participants, as their list does; None for who is erased at this moment.
    ``name``: only in identified sessions, and for those who may read participants."""

    rank: int
    participant: str
    number: int | None
    name: str | None
    points: int
    correct: int
    answered: int


class Leaderboard(msgspec.Struct):
    """``players``: all who answered a revealed quiz question. ``tied``: how many more have the points of the last
    place, and are on no place only because there are so many of them."""

    players: int
    tied: int
    places: list[Place]


class Leader(msgspec.Struct):
    """``number``: as on the presenter's screens; None for who is erased at this moment."""

    rank: int
    number: int | None
    points: int


class OwnPlace(msgspec.Struct):
    """``rank``: equal points share one; None for who has answered no revealed quiz question, or is beyond the places
    that are worked out. ``tied``: how many more have the points of the last of ``leaders``."""

    rank: int | None
    players: int
    tied: int
    leaders: list[Leader]
