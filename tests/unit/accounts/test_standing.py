"""What is remembered of standings, and for how long."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from app.contracts.events import StandingChanged
from app.core.errors import Removed, TokenRevoked
from app.core.principals import Member
from app.features.accounts import standing as module
from app.features.accounts.model import role_of
from app.features.accounts.standing import MEMORY_S, Standing, Standings

ADA = Member("usr_ada", "org_1", "owner", "fam_1")
BOB = Member("usr_bob", "org_1", "viewer", "fam_2")
KEY = Member("key_1", "org_1", "viewer", "key_1", frozenset({"surveys:read"}))


def _nothing() -> None:
    pass


class Stored:
    """Standings that a test sets; counts how often it is asked."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.reads = 0
        self.meanwhile: Callable[[], None] = _nothing

    async def standings(self, members: Sequence[Member]) -> list[Standing]:
        self.reads += 1
        standing = self.standing
        meanwhile, self.meanwhile = self.meanwhile, _nothing
        meanwhile()
        return [standing] * len(members)


class House:
    """Standings over what is stored, with a clock and an ear of the test's."""

    def __init__(self) -> None:
        self.now = 0.0
        self.logins, self.keys = Stored(Standing("owner")), Stored(Standing("viewer"))
        self.told: list[StandingChanged] = []
        self.standings = Standings(logins=self.logins, keys=self.keys, publisher=self, ticks=lambda: self.now)

    async def publish(self, event: StandingChanged) -> bool:
        self.told.append(event)
        return True


async def test_the_database_is_asked_once_a_second_and_its_role_counts() -> None:
    house = House()
    house.logins.standing = Standing("viewer")
    assert [(await house.standings.confirmed(ADA)).role for _ in range(3)] == ["viewer"] * 3
    assert house.logins.reads == 1
    house.now = MEMORY_S
    await house.standings.confirmed(ADA)
    assert house.logins.reads == 2


@pytest.mark.parametrize(
    ("standing", "refusal"), [(Standing("owner", is_revoked=True), TokenRevoked), (Standing(None), Removed)]
)
async def test_who_stands_no_longer_is_refused(standing: Standing, refusal: type[Exception]) -> None:
    house = House()
    await house.standings.confirmed(ADA)
    house.logins.standing = standing
    await house.standings.announce(StandingChanged(login="fam_1"))
    for _ in range(2):
        with pytest.raises(refusal):
            await house.standings.confirmed(ADA)
    assert house.told == [StandingChanged(login="fam_1")]


async def test_news_of_others_leave_the_memory_alone() -> None:
    house = House()
    await house.standings.confirmed(ADA)
    for other in (
        StandingChanged(login="fam_2"),
        StandingChanged(user="usr_bob", organization="org_1"),
        StandingChanged(user="usr_ada", organization="org_2"),
    ):
        house.standings.forget(other)
    await house.standings.confirmed(ADA)
    assert house.logins.reads == 1


async def test_what_was_read_before_a_change_is_read_again() -> None:
    house = House()

    def revoke() -> None:
        house.logins.standing = Standing("owner", is_revoked=True)
        house.standings.forget(StandingChanged(user="usr_ada"))

    house.logins.meanwhile = revoke
    with pytest.raises(TokenRevoked):
        await house.standings.confirmed(ADA)
    assert house.logins.reads == 2


async def test_keys_are_asked_of_the_keys() -> None:
    house = House()
    house.keys.standing = Standing("viewer", is_revoked=True)
    found = await house.standings.recheck([ADA, KEY, BOB, KEY])
    assert {member: standing.is_revoked for member, standing in found.items()} == {ADA: False, KEY: True, BOB: False}
    assert (house.logins.reads, house.keys.reads) == (1, 1)


async def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_REMEMBERED", 2)
    house = House()
    for member in (ADA, BOB, KEY, ADA):
        await house.standings.confirmed(member)
    assert house.logins.reads == 3


def test_the_owner_is_who_the_organization_says() -> None:
    as_owner, as_viewer = {"role": "owner"}, {"role": "viewer"}
    assert role_of("ada", as_owner, {"owner": "ada"}) == "owner"
    assert role_of("ada", as_viewer, {"owner": "ada"}) == "owner"
    assert role_of("ada", as_owner, {"owner": "bob"}) == "admin"
    assert role_of("ada", as_viewer, {"owner": "bob"}) == "viewer"


def test_an_organization_of_before_is_owned_by_whose_membership_says_so() -> None:
    assert role_of("ada", {"role": "owner"}, {}) == "owner"
    assert role_of("bob", {"role": "facilitator"}, {}) == "facilitator"


def test_without_membership_or_organization_and_when_leaving_there_is_no_role() -> None:
    assert role_of("ada", None, {"owner": "ada"}) is None
    assert role_of("ada", {"role": "owner"}, None) is None
    assert role_of("ada", {"role": "viewer"}, {"owner": "bob", "leaving": ["ada"]}) is None
