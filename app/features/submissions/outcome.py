"""What became of one entry of a batch."""

from __future__ import annotations

import msgspec

from app.core.errors import AppError
from app.features.submissions.model import Entry


class Written(msgspec.Struct, frozen=True):
    """A majority holds the entry since this very write."""

    entry: Entry


class Repeated(msgspec.Struct, frozen=True):
    """The same key with the same payload was stored before; this is that entry."""

    entry: Entry


class Refused(msgspec.Struct, frozen=True):
    """Nothing was written; ``error`` says why."""

    error: AppError


Outcome = Written | Repeated | Refused
