"""Walking a list page by page, in every order, while it changes."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from pymongo import IndexModel

from app.infra.listing import NUMBER, Asked, Order, Place, holding, listed
from app.infra.migrations.m0013_lists import by
from app.infra.mongo import Collection, Database

START = datetime(2026, 1, 1, tzinfo=UTC)
ORDERS = [Order(key, descending) for key in (NUMBER, "title_key", "updated_at") for descending in (False, True)]


class Row(msgspec.Struct):
    number: int
    updated_at: datetime


def row(number: int, chance: random.Random, organization: str = "org_1") -> dict[str, Any]:
    """One of few titles and moments, so that many rows are equal."""
    return {
        "_id": f"{organization}:{number}",
        "organization": organization,
        "number": number,
        "title_key": chance.choice(["", "a", "a b", "b", "z.*", "ä"]),
        "updated_at": START + timedelta(milliseconds=chance.randint(0, 3)),
        "open": chance.random() < 0.5,
    }


@pytest.fixture
async def rows(database: Database) -> Collection:
    collection = database["listed_rows"]
    number = IndexModel([("organization", 1), ("number", 1)], name="number", unique=True)
    await collection.create_indexes([number, by("title_key"), by("updated_at")])
    return collection


async def pages(rows: Collection, order: Order, limit: int, meddle: Any = None, **how: Any) -> list[dict[str, Any]]:
    """All documents of a walk; ``meddle`` is awaited between two pages."""
    seen: list[dict[str, Any]] = []
    after: Place | None = None
    while True:
        found = await listed(rows, {"organization": "org_1"}, Asked(order, limit, after), dict, **how)
        assert len(found.items) == limit or found.last is None
        seen += found.items
        after = found.last
        if after is None:
            return seen
        if meddle is not None:
            await meddle()


def sorted_like(documents: list[dict[str, Any]], order: Order) -> list[str]:
    in_order = sorted(documents, key=lambda one: (one[order.key], one[NUMBER]), reverse=order.descending)
    return [document["_id"] for document in in_order]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: f"{'-' * order.descending}{order.key}")
async def test_pages_hold_every_row_once_and_in_order(rows: Collection, order: Order) -> None:
    chance = random.Random(1)
    mine = [row(number, chance) for number in range(1, 451, 15)]
    await rows.insert_many([*mine, *(row(number, chance, "org_2") for number in range(1, 20))])
    fitting = [one for one in mine if one["open"] and "a" in one["title_key"]]
    for limit in (7, 50):
        for latest in (None, 450):
            found = await pages(rows, order, limit, latest=latest)
            assert [one["_id"] for one in found] == sorted_like(mine, order)
            conditions = {"open": True, **holding("title_key", "A")}
            found = await pages(rows, order, limit, latest=latest, conditions=conditions)
            assert [one["_id"] for one in found] == sorted_like(fitting, order)


async def test_a_row_that_cannot_be_read_is_left_out_and_the_walk_goes_on(
    rows: Collection, caplog: pytest.LogCaptureFixture
) -> None:
    await rows.insert_many([row(number, random.Random(1)) for number in range(1, 6)])
    await rows.update_many({"number": {"$in": [2, 5]}}, {"$set": {"updated_at": "some day"}})
    seen: list[int] = []
    after: Place | None = None
    for _ in range(3):
        asked = Asked(Order(NUMBER, descending=False), 2, after)
        found = await listed(rows, {"organization": "org_1"}, asked, lambda one: msgspec.convert(one, Row))
        seen, after = [*seen, *(one.number for one in found.items)], found.last
    assert (seen, after) == ([1, 3, 4], None)
    told = [vars(line)["id"] for line in caplog.records if line.getMessage() == "a document cannot be read"]
    assert told == ["org_1:2", "org_1:5"]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: f"{'-' * order.descending}{order.key}")
async def test_a_row_that_stays_is_neither_repeated_nor_skipped_while_others_move(
    rows: Collection, order: Order
) -> None:
    chance = random.Random(2)
    mine = [row(number, chance) for number in range(1, 41)]
    await rows.insert_many(mine)
    restless = {one["_id"] for one in mine if one["number"] % 3 == 0}
    added = iter(range(41, 1_000))

    async def meddle() -> None:
        moved = row(0, chance)
        await rows.update_one(
            {"_id": chance.choice(sorted(restless))},
            {"$set": {key: moved[key] for key in ("title_key", "updated_at")}},
        )
        await rows.delete_one({"_id": chance.choice(sorted(restless))})
        fresh = row(next(added), chance)
        restless.add(fresh["_id"])
        await rows.insert_one(fresh)

    seen = [one["_id"] for one in await pages(rows, order, 4, meddle, latest=40)]
    settled = [one for one in mine if one["_id"] not in restless]
    assert [one for one in seen if one not in restless] == sorted_like(settled, order)


@pytest.mark.parametrize(
    ("asked", "holders"),
    [("ÄRGER", 2), ("rgEr (1", 1), (".*", 1), ("[", 0), ("\\", 1), ("a b", 1), ("  ", 5), (None, 5), ("\x00", 5)],
)
async def test_what_is_looked_for_is_taken_as_it_is_written(rows: Collection, asked: str | None, holders: int) -> None:
    titles = ["arger (1)", "mehr arger", "a.*", "a\\b", "a b"]
    await rows.insert_many(
        [{**row(number, random.Random(3)), "title_key": title} for number, title in enumerate(titles, 1)]
    )
    found = await pages(rows, ORDERS[0], 10, conditions=holding("title_key", asked))
    assert len(found) == holders
