"""What submissions look like over REST: the same fields as the socket's ``submit`` and ``ack``."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.contracts.frames import Answers, Identifier, Key


class SubmissionBody(msgspec.Struct, forbid_unknown_fields=True):
    """Answers under a client-made key; sent again unchanged until a receipt comes."""

    key: Key
    part: Identifier
    attempt: Annotated[int, Meta(ge=1, le=1_000)]
    revision: Annotated[int, Meta(ge=1, le=10_000)]
    answers: Answers


class ReceiptResource(msgspec.Struct):
    """A majority of the database holds the entry; the same key gets the same receipt again."""

    status: Literal["accepted", "duplicate"]
    key: str
    receipt: str
    at: datetime
