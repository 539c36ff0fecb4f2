"""The page docs/permissions.md, made from the table of permissions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from app.core.permissions import CHANNEL_PERMISSIONS, PERMISSIONS, ROLES_WITH, Permission, Role

HEAD = """\
# Permissions

A member may do what the role allows, and an API key what its scopes allow, but never more than its creator.
Operations in the OpenAPI document name their permission as `x-permission`; `GET /api/v1/auth/me` lists those of the
login. The database confirms what a token says: a changed role, a removed member, or an ended login or key takes
effect within two seconds, and open sockets are closed (4013 for another role, 4500 for an ended login or key, 4503
for a removed member). While Redis is away, sockets are checked every second instead.

A key belongs to the organization and outlives the membership of whoever created it; no key can hold `organization:own`.
Made from `app/core/permissions.py` by `make docs`; a test keeps it current.

"""
ROLES: tuple[Role, ...] = get_args(Role)


def permissions_page(operations: Mapping[Permission, list[str]]) -> str:
    """The whole page, as Markdown. ``operations``: permission → what needs it, such as ``GET /surveys``."""
    rows = [_row("permission", *ROLES), _row(*["---"] * (len(ROLES) + 1))]
    rows += [_row(f"`{one}`", *("yes" if role in ROLES_WITH[one] else "" for role in ROLES)) for one in PERMISSIONS]
    uses = [_row("permission", "operations and channels"), _row("---", "---")]
    for permission in PERMISSIONS:
        channels = [f"channel `{name}`" for name, needed in CHANNEL_PERMISSIONS.items() if needed == permission]
        named = [f"`{operation}`" for operation in operations.get(permission, [])]
        if named or channels:
            uses.append(_row(f"`{permission}`", ", ".join([*named, *channels])))
    return f"{HEAD}{_table(rows)}\n## What needs them\n\n{_table(uses)}"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _table(rows: list[str]) -> str:
    return "".join(f"{row}\n" for row in rows)
