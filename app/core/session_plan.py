"""What every plan says that stands beside a session."""

from __future__ import annotations

from datetime import datetime

import msgspec


class SessionPlan(msgspec.Struct, frozen=True, kw_only=True):
    """``version`` rises with every edit. Nothing comes of it while it is not active. ``plan``: what its authors write;
    each kind has its own."""

    session: str
    organization: str
    version: int
    is_active: bool
    changed_at: datetime
    plan: msgspec.Struct

    def parts(self) -> dict[str, object]:
        """What an edit can change, by name."""
        return {"version": self.version, "is_active": self.is_active, **msgspec.structs.asdict(self.plan)}
