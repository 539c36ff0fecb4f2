"""What may be done, and who may do it: the single table behind guards, sockets, documents and the web app."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Role = Literal["owner", "admin", "facilitator", "viewer"]

Permission = Literal[
    "surveys:read",
    "surveys:write",
    "surveys:publish",
    "sessions:read",
    "sessions:control",
    "audience:moderate",
    "results:read",
    "results:export",
    "participants:read",
    "participants:erase",
    "invitations:manage",
    "members:read",
    "members:manage",
    "organization:read",
    "organization:manage",
    "organization:own",
    "api_keys:manage",
    "audit:read",
    "images:write",
    "webhooks:manage",
]
PERMISSIONS: tuple[Permission, ...] = get_args(Permission)

_EVERYBODY: frozenset[Role] = frozenset({"owner", "admin", "facilitator", "viewer"})
_FACILITATORS: frozenset[Role] = _EVERYBODY - {"viewer"}
_ADMINS: frozenset[Role] = frozenset({"owner", "admin"})
_OWNER: frozenset[Role] = frozenset({"owner"})

ROLES_WITH: Mapping[Permission, frozenset[Role]] = {
    "surveys:read": _EVERYBODY,
    "surveys:write": _FACILITATORS,
    "surveys:publish": _FACILITATORS,
    "sessions:read": _EVERYBODY,
    "sessions:control": _FACILITATORS,
    "audience:moderate": _FACILITATORS,
    "results:read": _EVERYBODY,
    "results:export": _FACILITATORS,
    "participants:read": _FACILITATORS,
    "participants:erase": _ADMINS,
    "invitations:manage": _FACILITATORS,
    "members:read": _EVERYBODY,
    "members:manage": _ADMINS,
    "organization:read": _EVERYBODY,
    "organization:manage": _ADMINS,
    "organization:own": _OWNER,
    "api_keys:manage": _ADMINS,
    "audit:read": _ADMINS,
    "images:write": _FACILITATORS,
    "webhooks:manage": _ADMINS,
}

CHANNEL_PERMISSIONS: Mapping[str, Permission] = {
    "results": "results:read",
    "state": "sessions:read",
    "presence": "sessions:read",
    "reports": "results:export",
    "questions": "results:read",
    "reactions": "sessions:read",
}
"""What a member needs to subscribe to a session's channel, by the last part of its name."""

MEMBER_CHANNELS = frozenset({"reports", "reactions"})
"""Those that participants never see."""


def permissions_of(role: Role) -> frozenset[Permission]:
    """All that a role may do."""
    return frozenset(permission for permission in PERMISSIONS if role in ROLES_WITH[permission])
