"""The table of permissions, and what a member may do by it."""

from __future__ import annotations

from app.core.permissions import PERMISSIONS, ROLES_WITH, permissions_of
from app.core.principals import Member


def test_every_permission_is_somebodys_and_the_owner_has_all() -> None:
    assert set(ROLES_WITH) == set(PERMISSIONS)
    assert permissions_of("owner") == set(PERMISSIONS)


def test_each_role_may_all_that_the_one_below_may_and_more() -> None:
    assert permissions_of("viewer") < permissions_of("facilitator") < permissions_of("admin") < permissions_of("owner")


def test_a_viewer_only_reads_and_no_personal_traces() -> None:
    reading = {permission for permission in PERMISSIONS if permission.endswith(":read")}
    assert permissions_of("viewer") == reading - {"audit:read", "participants:read"}


def test_an_admin_may_all_but_own() -> None:
    assert set(PERMISSIONS) - permissions_of("admin") == {"organization:own"}


def test_a_key_may_what_its_scopes_say_whatever_its_role() -> None:
    key = Member("key_1", "org_1", "owner", "key_1", frozenset({"surveys:read"}))
    assert key.may("surveys:read")
    assert not key.may("surveys:write")
    assert Member("usr_1", "org_1", "owner", "fam_1").may("surveys:write")
