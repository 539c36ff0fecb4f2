"""What must hold when all is quiet: acked ⊆ stored, each key once, tally == recount == every screen."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from typing import Any

from pymongo import MongoClient

from app.client.respondent import Respondent
from app.client.view import ChannelView
from loadtests.facilitator import Facilitator, Session
from loadtests.stack import DATABASE, Stack

QUIET_WITHIN_S = 60.0
LOOK_EVERY_S = 0.5


async def faults_of(
    stack: Stack, facilitator: Facilitator, session: Session, guests: Iterable[Respondent], screens: list[ChannelView]
) -> Counter[str]:
    """How many of which kind of fault; none is an empty counter."""
    acked = {key for guest in guests for key in guest.acked}
    with MongoClient[dict[str, Any]](stack.mongo.url) as client:
        entries = client[DATABASE]["entries"].find({"session": session.id}, {"key": True})
        stored = Counter(entry["key"] for entry in entries)
    results = await facilitator.wait_for_entries(session, stored.total())
    verified = await asyncio.to_thread(stack.run, "verify", session.id)
    shown_otherwise = await _wrong_screens(screens, results["data"])
    return +Counter(
        {
            "acknowledged answers not stored": len(acked - stored.keys()),
            "keys stored twice": sum(times - 1 for times in stored.values()),
            "tallies that differ from the recount": int(verified.returncode != 0),
            "screens that show something else": shown_otherwise,
            "versions that fell on a screen": sum(screen.falls for screen in screens),
        }
    )


async def _wrong_screens(screens: list[ChannelView], data: dict[str, Any]) -> int:
    """After the time that a screen has to heal."""
    loop = asyncio.get_running_loop()
    until = loop.time() + QUIET_WITHIN_S
    while True:
        wrong = sum(_shown(screen) != (data["entries"], _without_zeros(data["cells"])) for screen in screens)
        if not wrong or loop.time() > until:
            return wrong
        await asyncio.sleep(LOOK_EVERY_S)


def _shown(screen: ChannelView) -> tuple[int, dict[str, dict[str, int]]]:
    results = screen.results()
    return results.entries, results.cells


def _without_zeros(cells: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    kept = {cell: {name: value for name, value in counters.items() if value} for cell, counters in cells.items()}
    return {cell: counters for cell, counters in kept.items() if counters}
