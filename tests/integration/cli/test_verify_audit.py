"""`impactpulse verify --audit` as it is called."""

from __future__ import annotations

from app.core.settings import Settings
from app.infra.mongo import Database
from tests.builders.audit import audit_trail, recorded
from tests.fixtures.commands import impactpulse


async def verify(settings: Settings, *arguments: str) -> tuple[int, str]:
    """Exit code and everything that was printed."""
    shown = await impactpulse(settings, "verify", *arguments)
    return shown.exit_code, shown.output


async def test_all_chains_are_followed_and_their_heads_printed(settings: Settings, database: Database) -> None:
    audit = audit_trail(database)
    for organization in ("org_1", "org_2", "org_2"):
        await audit.record(None, "survey.edited", "srv_1", organization=organization)
    heads = [(await recorded(database, organization))[-1]["hash"] for organization in ("org_1", "org_2")]
    code, said = await verify(settings, "--audit")
    assert code == 0
    assert said.splitlines() == [
        f"org_1: 1 events, sound up to {heads[0]}",
        f"org_2: 2 events, sound up to {heads[1]}",
    ]
    assert (await verify(settings, "--audit", "org_2", "--expect", heads[1]))[0] == 0
    code, said = await verify(settings, "--audit", "org_2", "--expect", heads[0])
    assert code == 1
    assert "the expected hash is not in the chain" in said


async def test_the_first_wrong_event_is_named(settings: Settings, database: Database) -> None:
    audit = audit_trail(database)
    for _ in range(3):
        await audit.record(None, "survey.edited", "srv_1", organization="org_1")
    await database["audit_events"].update_one({"_id": "org_1:2"}, {"$set": {"actor": "usr_9"}})
    first = (await recorded(database, "org_1"))[0]["hash"]
    code, said = await verify(settings, "--audit")
    assert code == 1
    assert said.splitlines() == [
        f"org_1: 1 events, sound up to {first}",
        "  event 2: it is not what was recorded: its content does not give its hash",
    ]


async def test_a_call_that_makes_no_sense_says_how(settings: Settings) -> None:
    for arguments in ((), ("--expect", "x"), ("--audit", "--expect", "x"), ("ses_1", "--expect", "x")):
        code, said = await verify(settings, *arguments)
        assert code == 2
        assert "Name a session" in said
