"""The audit log over REST: pages, filters, and exports that an outsider can verify."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.features.audit import reading
from app.infra.mongo import Database
from app.wiring.web import WebServices
from tests.builders.audit import audit_trail, recorded
from tests.builders.members import stored_people
from tests.builders.rest import Caller, code_of, data_of, registered

SCRIPT = Path(__file__).parents[3] / "docs/verify_audit_export.py"
EVENTS = 30


@pytest.fixture
async def owner(http: httpx.AsyncClient) -> Caller:
    return await registered(http)


@pytest.fixture
async def organization(owner: Caller) -> str:
    return str(data_of(await owner.get("/auth/me"))["organization"]["id"])


@pytest.fixture
async def chain(owner: Caller, organization: str, database: Database) -> list[dict[str, Any]]:
    """A chain of ``EVENTS`` events; every tenth is of another action and target."""
    audit = audit_trail(database)
    for number in range(len(await recorded(database, organization)) + 1, EVENTS + 1):
        action, target = ("survey.published", "srv_rare") if number % 10 == 0 else ("survey.edited", f"srv_{number}")
        await audit.record(None, action, target, organization=organization, after={"n": number, "é": 1.5})
    return await recorded(database, organization)


async def numbers(owner: Caller, query: str = "", limit: int = 7) -> list[int]:
    """The numbers of all events of a list, over all of its pages."""
    found: list[int] = []
    cursor = ""
    while True:
        page = data_of(await owner.get(f"/audit-events?limit={limit}{query}{cursor}"))
        assert len(page["items"]) <= limit
        found += [item["number"] for item in page["items"]]
        if page["next_cursor"] is None:
            return found
        cursor = f"&cursor={page['next_cursor']}"


async def test_pages_hold_every_event_once_in_the_order_that_is_asked_for(
    owner: Caller, chain: list[dict[str, Any]]
) -> None:
    for limit in (7, EVENTS, 100):
        assert await numbers(owner, limit=limit) == list(range(EVENTS, 0, -1))
        assert await numbers(owner, "&sort=at", limit=limit) == list(range(1, EVENTS + 1))
    assert await numbers(owner, "&sort=at&target=srv_rare", limit=2) == [10, 20, 30]
    page = data_of(await owner.get("/audit-events?sort=at&limit=5"))
    turned = await owner.get(f"/audit-events?sort=-at&limit=5&cursor={page['next_cursor']}")
    assert (turned.status_code, code_of(turned)) == (422, "cursor_mismatch")


async def test_an_event_is_shown_with_what_proves_it(owner: Caller, chain: list[dict[str, Any]]) -> None:
    last, *_, first = data_of(await owner.get("/audit-events?limit=100"))["items"]
    assert (first["number"], first["action"], first["before"]) == (1, chain[0]["action"], None)
    assert (last["after"], last["hash"]) == ({"n": EVENTS, "é": 1.5}, chain[-1]["hash"])
    assert "seal" not in last


@pytest.mark.parametrize("first_step", [3, 200])
async def test_filters_are_joined(
    owner: Caller, chain: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, first_step: int
) -> None:
    monkeypatch.setattr(reading, "FIRST_STEP", first_step)
    tens = [number for number in range(EVENTS, 0, -1) if number % 10 == 0]
    for limit in (1, 2, 50):
        assert await numbers(owner, "&action=survey.published", limit) == tens
        assert await numbers(owner, "&target=srv_rare&actor=system", limit) == tens
    assert await numbers(owner, "&target=srv_rare&action=survey.edited") == []
    own = [document["number"] for document in reversed(chain) if document["actor"] == chain[0]["actor"]]
    assert await numbers(owner, f"&actor={chain[0]['actor']}") == own


async def test_a_search_for_what_is_rare_ends_and_goes_on(
    owner: Caller, chain: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("FIRST_STEP", 2), ("LARGEST_STEP", 4), ("MOST_STEPS", 2)):
        monkeypatch.setattr(reading, name, value)
    first = chain[0]["action"]
    page = data_of(await owner.get(f"/audit-events?action={first}"))
    assert (page["items"], page["next_cursor"] is None) == ([], False)
    assert await numbers(owner, f"&action={first}") == [1]


async def test_time_bounds_take_the_beginning_and_leave_the_end(owner: Caller, chain: list[dict[str, Any]]) -> None:
    times = [document["at"] for document in chain]

    def within(keep: Callable[[Any], bool]) -> list[int]:
        return [number for number in range(EVENTS, 0, -1) if keep(times[number - 1])]

    for at in (times[0], times[9], times[-1], times[-1] + timedelta(days=1), times[0] - timedelta(days=1)):
        text = at.isoformat().replace("+00:00", "Z")
        assert await numbers(owner, f"&since={text}") == within(lambda time, at=at: time >= at)  # type: ignore[misc]
        assert await numbers(owner, f"&until={text}") == within(lambda time, at=at: time < at)  # type: ignore[misc]
    naive = times[9].replace(tzinfo=None).isoformat()
    assert await numbers(owner, f"&since={naive}") == within(lambda time: time >= times[9])


@pytest.mark.parametrize("query", ["since=soon", "cursor=x", "limit=0", f"actor={'x' * 65}"])
async def test_a_wrong_parameter_is_refused(owner: Caller, query: str) -> None:
    assert (await owner.get(f"/audit-events?{query}")).status_code == 422


async def test_only_who_may_read_it_reads_it(
    http: httpx.AsyncClient, chain: list[dict[str, Any]], services: WebServices, database: Database
) -> None:
    of_another = data_of(await (await registered(http, "eve")).get("/audit-events"))["items"]
    assert of_another
    assert {item["id"] for item in of_another}.isdisjoint(document["id"] for document in chain)
    for role, member in (await stored_people(database)).items():
        caller = Caller(http, services.tokens.issue_access(member).token)
        for path in ("", "/export.ndjson", "/export.csv"):
            answer = await caller.get(f"/audit-events{path}")
            assert answer.status_code == (200 if role in ("owner", "admin") else 403)


def verified(path: Path, *expected: str) -> tuple[int, str]:
    """What the script says that stands in the documents."""
    run = subprocess.run([sys.executable, SCRIPT, path, *expected], capture_output=True, text=True, check=False)
    assert run.stderr == ""
    return run.returncode, run.stdout.strip()


@pytest.mark.parametrize("kind", ["ndjson", "csv"])
async def test_an_outsider_verifies_an_export(
    owner: Caller, organization: str, database: Database, chain: list[dict[str, Any]], tmp_path: Path, kind: str
) -> None:
    record = audit_trail(database).record
    await asyncio.gather(*(record(None, "a.b", '"=x,\n', organization=organization) for _ in range(250)))
    response = await owner.get(f"/audit-events/export.{kind}")
    assert f'filename="audit-events.{kind}"' in response.headers["content-disposition"]
    whole, changed, cut, gap = (tmp_path / f"{name}.{kind}" for name in ("whole", "changed", "cut", "gap"))
    whole.write_bytes(response.content)
    last = (await recorded(database, organization))[-1]["hash"]
    assert await asyncio.to_thread(verified, whole, last) == (0, f"{EVENTS + 250} events, sound up to {last}")

    lines = response.content.splitlines(keepends=True)
    head = 1 if kind == "csv" else 0
    changed.write_bytes(response.content.replace(b"srv_7", b"srv_8"))
    gap.write_bytes(b"".join(lines[: head + 3] + lines[head + 4 :]))
    cut.write_bytes(b"".join(lines[: head + 20]))
    assert await asyncio.to_thread(verified, changed) == (1, "event 7 was changed")
    assert await asyncio.to_thread(verified, gap) == (1, "event 4 is missing")
    assert await asyncio.to_thread(verified, cut) == (0, f"20 events, sound up to {chain[19]['hash']}")
    assert await asyncio.to_thread(verified, cut, last) == (1, f"{last} is not in this chain of 20 events")


async def test_the_two_exports_say_the_same(owner: Caller, chain: list[dict[str, Any]]) -> None:
    lines = [json.loads(line) for line in (await owner.get("/audit-events/export.ndjson")).text.splitlines()]
    rows = list(csv.DictReader(io.StringIO((await owner.get("/audit-events/export.csv")).text)))
    assert rows == [{name: "" if value is None else str(value) for name, value in line.items()} for line in lines]
    assert [line["hash"] for line in lines] == [document["hash"] for document in chain]
