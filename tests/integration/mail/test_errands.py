"""Nobody waits for mail; what is taken is sent before the process ends."""

from __future__ import annotations

import asyncio
import logging

import pytest

from app.core.errors import MailUnavailable
from app.http.origins import Origin, current_origin, enter
from app.infra.errands import RUNNERS, Errands, Postman, running_errands
from app.infra.mailer import Mail


def mail(key: str) -> Mail:
    return Mail("ada@example.org", f"About {key}", "text", "<p>text</p>", key)


class Gate:
    """A mailer that waits for the test, then fails in the way it is told."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.open = asyncio.Event()
        self.sent: list[str] = []
        self._fault = fault

    async def send(self, mail: Mail) -> None:
        await self.open.wait()
        if self._fault is not None and mail.key == "0":
            raise self._fault
        self.sent.append(mail.key)


async def test_a_postman_takes_mail_without_waiting_and_all_of_it_is_sent_before_the_end() -> None:
    gate = Gate()
    async with running_errands(last_round_s=5.0) as errands:
        for number in range(RUNNERS + 3):
            await Postman(gate, errands).send(mail(str(number)))
        assert gate.sent == []
        gate.open.set()
    assert sorted(gate.sent) == [str(number) for number in range(RUNNERS + 3)]


async def test_what_finds_no_time_before_the_end_is_told(caplog: pytest.LogCaptureFixture) -> None:
    async with running_errands(last_round_s=0.01) as errands:
        for number in range(RUNNERS + 3):
            await Postman(Gate(), errands).send(mail(str(number)))
    (told,) = [record for record in caplog.records if "dropped" in record.message]
    assert vars(told)["errands"] == RUNNERS + 3


@pytest.mark.parametrize("fault", [MailUnavailable(), ValueError("a defect")], ids=lambda fault: type(fault).__name__)
async def test_an_errand_that_fails_is_logged_and_does_not_stop_the_next(
    fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    gate = Gate(fault)
    gate.open.set()
    with caplog.at_level(logging.WARNING):
        async with running_errands(last_round_s=5.0) as errands:
            for number in range(2 * RUNNERS):
                await Postman(gate, errands).send(mail(str(number)))
    assert len(gate.sent) == 2 * RUNNERS - 1
    assert "An errand failed" in caplog.text
    assert ("Traceback" in caplog.text) == isinstance(fault, ValueError)


async def test_a_full_bag_refuses_instead_of_growing() -> None:
    postman = Postman(Gate(), Errands(capacity=1))
    await postman.send(mail("a"))
    with pytest.raises(MailUnavailable):
        await postman.send(mail("b"))


async def test_an_errand_belongs_to_the_request_that_asked_for_it() -> None:
    seen: list[str] = []

    async def look() -> None:
        seen.append(current_origin().request)

    async with running_errands(last_round_s=5.0) as errands:
        enter(Origin("req_1", "192.0.2.1"))
        errands.add(look)
        enter(Origin("req_2", "192.0.2.2"))
    assert seen == ["req_1"]
