"""`verify --audit` finds what somebody with access to the database did."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from app.features.audit import verification
from app.features.audit.check import Finding
from app.features.audit.model import Head, chained
from app.features.audit.repository import WALK_EVENTS, AuditLog
from app.features.audit.stored import document_of, event_id
from app.features.audit.verification import AuditVerifier
from app.infra.mongo import Database
from tests.builders.audit import AUDIT_KEY, audit_trail, recorded
from tests.unit.audit.test_chain import event

ORGANIZATION = "org_1"
LENGTH = WALK_EVENTS + 20


@pytest.fixture(autouse=True)
async def chain(database: Database) -> None:
    record = audit_trail(database).record
    await asyncio.gather(*(record(None, "a.b", str(n), organization=ORGANIZATION) for n in range(LENGTH)))


@pytest.fixture
def verifier(database: Database) -> AuditVerifier:
    return AuditVerifier(AuditLog(database, AUDIT_KEY), AUDIT_KEY)


async def found(verifier: AuditVerifier, **options: Any) -> Finding | None:
    return (await verifier.verify(ORGANIZATION, **options)).finding


async def test_a_sound_chain_is_followed_to_its_end(database: Database, verifier: AuditVerifier) -> None:
    last = (await recorded(database, ORGANIZATION))[-1]
    result = await verifier.verify(ORGANIZATION)
    assert (result.finding, result.head) == (None, Head(LENGTH, last["hash"], last["at"]))


async def test_a_changed_event_is_named(database: Database, verifier: AuditVerifier) -> None:
    changed = event_id(ORGANIZATION, WALK_EVENTS + 5)
    await database["audit_events"].update_one({"_id": changed}, {"$set": {"target": "another"}})
    assert await found(verifier) == Finding("changed", WALK_EVENTS + 5)


async def test_a_removed_event_is_named(database: Database, verifier: AuditVerifier) -> None:
    await database["audit_events"].delete_one({"_id": event_id(ORGANIZATION, 7)})
    assert await found(verifier) == Finding("removed", 7)


async def test_a_cut_end_is_found_by_what_is_kept_elsewhere(database: Database, verifier: AuditVerifier) -> None:
    for number in range(LENGTH - 3, LENGTH + 1):
        await database["audit_events"].delete_one({"_id": event_id(ORGANIZATION, number)})
    assert await found(verifier) == Finding("cut_off", LENGTH - 3)


async def test_what_is_recorded_after_a_cut_does_not_fill_it(database: Database, verifier: AuditVerifier) -> None:
    await database["audit_events"].delete_one({"_id": event_id(ORGANIZATION, LENGTH)})
    await audit_trail(database).record(None, "a.b", "later", organization=ORGANIZATION)
    assert await found(verifier) == Finding("removed", LENGTH)


async def test_a_chain_that_was_cut_and_attested_again_lacks_the_hash_noted_before(
    database: Database, verifier: AuditVerifier
) -> None:
    chain = await recorded(database, ORGANIZATION)
    assert await found(verifier, expected=chain[4]["hash"]) is None
    assert await found(verifier, expected="0" * 64) == Finding("not_in_chain", 0)


@pytest.mark.parametrize(
    ("change", "kind"),
    [({"number": 3}, "head_forged"), ({"hash": "0" * 64}, "head_forged"), ({"seal": "0" * 64}, "head_forged")],
)
async def test_a_forged_head_is_found(
    database: Database, verifier: AuditVerifier, change: dict[str, Any], kind: Any
) -> None:
    await database["audit_heads"].update_one({"_id": ORGANIZATION}, {"$set": change})
    assert await found(verifier) == Finding(kind, 0)


async def test_a_removed_head_is_found(
    database: Database, verifier: AuditVerifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "ATTESTED_WITHIN_S", 0.01)
    await database["audit_heads"].delete_one({"_id": ORGANIZATION})
    assert await found(verifier) == Finding("head_missing", 0)


async def test_the_first_event_may_stand_for_a_moment_before_it_is_attested(
    database: Database, verifier: AuditVerifier
) -> None:
    log = AuditLog(database, AUDIT_KEY)
    first = next(chained(Head(), [event(organization="org_2")], AUDIT_KEY))
    await log.append([first])
    verifying = asyncio.create_task(verifier.verify("org_2"))
    await asyncio.sleep(verification.ATTESTED_WITHIN_S / 5)
    await log.attest("org_2", first.head)
    assert (await verifying).finding is None


async def test_a_document_outside_of_the_chain_is_found(database: Database, verifier: AuditVerifier) -> None:
    far = document_of(next(chained(Head(10_000), [event()], AUDIT_KEY)))
    await database["audit_events"].insert_one(far)
    assert await found(verifier) == Finding("stray", 0)


async def test_another_history_under_the_same_secret_is_found(database: Database, verifier: AuditVerifier) -> None:
    chain = await recorded(database, ORGANIZATION)
    before, last = chain[-2], chain[-1]
    head = Head(LENGTH - 1, before["hash"], before["at"])
    other = document_of(next(chained(head, [event(at=last["at"])], AUDIT_KEY)))
    await database["audit_events"].replace_one({"_id": last["_id"]}, other)
    assert await found(verifier) == Finding("changed", LENGTH)


async def test_a_chain_that_grows_while_it_is_followed_is_sound(database: Database, verifier: AuditVerifier) -> None:
    record = audit_trail(database).record

    async def go_on() -> None:
        for number in range(60):
            await record(None, "a.b", str(number), organization=ORGANIZATION)

    growing = asyncio.create_task(go_on())
    while not growing.done():
        assert await found(verifier) is None
    assert (await verifier.verify(ORGANIZATION)).head.number == LENGTH + 60


async def test_every_organization_is_verified(database: Database, verifier: AuditVerifier) -> None:
    await database["organizations"].insert_one({"_id": "org_0", "name": "New", "created_at": event().at})
    assert await verifier.organizations() == ["org_0", ORGANIZATION]
    assert (await verifier.verify("org_0")).finding is None
