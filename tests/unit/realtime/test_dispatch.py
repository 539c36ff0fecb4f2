"""What a client is told when we fail in a way that nobody expected, and in which language it is refused."""

from __future__ import annotations

from typing import Any, cast

import msgspec
import pytest

from app.contracts.frames import Submit
from app.core.clock import monotonic, utc_now
from app.core.errors import QuotaFull
from app.core.principals import Participant
from app.features.submissions.model import NewSubmission, Receipt
from realtime.dispatch import Dispatcher
from tests.builders.rest import new_key
from tests.unit.realtime.test_connection import LIMITS, new_connection


class Defective:
    """Every service, each with a defect."""

    def __getattr__(self, name: str) -> Any:
        raise ZeroDivisionError("the traceback stays here")


def dispatcher_to(submissions: object) -> Dispatcher:
    broken = cast("Any", Defective())
    return Dispatcher(
        hub=broken,
        doorkeeper=broken,
        submissions=cast("Any", submissions),
        controls=broken,
        audience=broken,
        reactions=broken,
        limits=LIMITS,
        clock=utc_now,
        ticks=monotonic,
    )


async def test_a_defect_of_ours_never_makes_a_phone_drop_its_answer() -> None:
    dispatcher = dispatcher_to(Defective())
    connection, wire = new_connection()
    submit = Submit(id="s1", key=new_key(), session="ses_1", part="q", attempt=1, revision=1, answers={"q": "a"})
    await dispatcher.handle(connection, msgspec.json.encode(submit), is_text=True)
    await connection.settle()
    (error,) = wire.frames
    assert (error["type"], error["id"], error["code"], error["temporary"]) == ("error", "s1", "internal_error", True)
    assert "traceback" not in error["message"]


class Full:
    """Takes nothing, and says which languages it was asked to say so in."""

    async def submit(self, _: Participant, submission: NewSubmission) -> Receipt:
        raise QuotaFull(",".join(submission.languages))


@pytest.mark.parametrize(("language", "said"), [("DE-at", "de-AT"), (None, QuotaFull.default_message)])
async def test_a_frame_says_in_which_language_it_would_be_refused(language: str | None, said: str) -> None:
    connection, wire = new_connection()
    submit = Submit("s1", new_key(), "ses_1", "q", 1, 1, {"q": "a"}, language)
    await dispatcher_to(Full()).handle(connection, msgspec.json.encode(submit), is_text=True)
    await connection.settle()
    assert [(one["code"], one["message"]) for one in wire.frames] == [("quota_full", said)]
