"""Where people reach this installation."""

from __future__ import annotations

import msgspec


class PublicUrl(msgspec.Struct, frozen=True):
    """``base`` has no slash at its end."""

    base: str
