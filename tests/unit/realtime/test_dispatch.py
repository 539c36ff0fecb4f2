"""What a client is told when we fail in a way that nobody expected."""

from __future__ import annotations

from typing import Any, cast

import msgspec

from app.contracts.frames import Submit
from app.core.clock import monotonic, utc_now
from realtime.dispatch import Dispatcher
from tests.builders.rest import new_key
from tests.unit.realtime.test_connection import LIMITS, new_connection


class Defective:
    """Every service, each with a defect."""

    def __getattr__(self, name: str) -> Any:
        raise ZeroDivisionError("the traceback stays here")


async def test_a_defect_of_ours_never_makes_a_phone_drop_its_answer() -> None:
    broken = cast("Any", Defective())
    dispatcher = Dispatcher(
        hub=broken,
        doorkeeper=broken,
        submissions=broken,
        controls=broken,
        audience=broken,
        reactions=broken,
        limits=LIMITS,
        clock=utc_now,
        ticks=monotonic,
    )
    connection, wire = new_connection()
    submit = Submit(id="s1", key=new_key(), session="ses_1", part="q", attempt=1, revision=1, answers={"q": "a"})
    await dispatcher.handle(connection, msgspec.json.encode(submit), is_text=True)
    await connection.settle()
    (error,) = wire.frames
    assert (error["type"], error["id"], error["code"], error["temporary"]) == ("error", "s1", "internal_error", True)
    assert "traceback" not in error["message"]
