"""A key of an organization: its text is shown once, only its hash is kept."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import msgspec

from app.core.errors import TokenInvalid
from app.core.folding import folded
from app.core.identity import new_id
from app.core.permissions import Permission
from app.core.principals import Member
from app.features.accounts.doorkeeper import KEY_PREFIX
from app.infra.tokens import Credentials

MAX_KEYS = 50
"""Per organization; an expired key counts until it is deleted."""

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
_ID_PREFIX = "key"
_SECRET_BYTES = 32


class ApiKey(msgspec.Struct, frozen=True):
    """``slot``: 1 to MAX_KEYS, unique within the organization while the key exists. ``created_by``: a user or another
    key; ``maker``: the user in either case, empty in keys of a former release."""

    id: str
    organization: str
    slot: int
    name: str
    scopes: tuple[Permission, ...]
    hash: str
    created_by: str
    created_at: datetime
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    maker: str = ""

    def place(self, key: str) -> tuple[str, datetime, str]:
        """Where it stands among others, by ``name`` or by age."""
        return folded(self.name) if key == "name" else "", self.created_at, self.id

    @property
    def made_by(self) -> str | None:
        """The user who answers for it. None where another key made it and nothing says who had that one."""
        return self.maker or (None if self.created_by.startswith(f"{_ID_PREFIX}_") else self.created_by)

    def credentials(self) -> Credentials:
        """What the key may do: a member of the organization, under the key's own name, within its scopes."""
        member = Member(self.id, self.organization, "viewer", self.id, frozenset(self.scopes), maker=self.made_by or "")
        return Credentials(member, self.expires_at or NEVER)


def new_key() -> tuple[str, str]:
    """The id of a new key and its text, ``ipk_<rest of the id>_<secret>``."""
    key_id = new_id(_ID_PREFIX)
    return key_id, f"{KEY_PREFIX}{key_id.removeprefix(f'{_ID_PREFIX}_')}_{secrets.token_urlsafe(_SECRET_BYTES)}"


def key_id_in(text: str) -> str:
    """The id that a key's text names; not proven before the hashes are compared. Raises TokenInvalid."""
    lookup, separator, secret = text.removeprefix(KEY_PREFIX).partition("_")
    if not (lookup.isascii() and lookup.isalnum() and separator and secret):
        raise TokenInvalid
    return f"{_ID_PREFIX}_{lookup}"
