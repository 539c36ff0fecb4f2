"""What every plan says that stands beside a session."""

from __future__ import annotations

from datetime import datetime

import msgspec


class SessionPlan(msgspec.Struct, frozen=True, kw_only=True):
    """``version`` rises with every edit. Nothing comes of it while it is not active. The kinds add a ``plan``."""

    session: str
    organization: str
    version: int
    is_active: bool
    changed_at: datetime
