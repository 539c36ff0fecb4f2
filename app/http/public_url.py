"""Where people reach this installation."""

from __future__ import annotations

import msgspec


class PublicUrl(msgspec.Struct, frozen=True):
    """``base`` has no slash at its end."""

    base: str

    def page(self, path: str, token: str) -> str:
        """A page of the web app with a secret in its fragment, which browsers send to no server and in no referrer."""
        return f"{self.base}{path}#token={token}"
