"""A report that cannot be made: tried again, told as a defect in the end, and never left with a file or a person in it
that should be gone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.core.errors import Unavailable
from app.features.reports.maker import ReportMaker
from app.features.reports.material import Material
from app.features.reports.tables import write_json
from app.infra.mongo import Database
from app.wiring.reports import BUCKET, report_maker
from tests.builders.reports import requested
from tests.builders.rest import Caller, answer, data_of, joined, registered, started_session
from tests.builders.sessions import Silent, participant_service, session_service

Meanwhile = Callable[[], Awaitable[object]]


class Writing:
    """Writes JSON, after whatever shall happen meanwhile, which happens once."""

    def __init__(self, meanwhile: Meanwhile) -> None:
        self._meanwhile: Meanwhile | None = meanwhile

    async def __call__(self, material: Material, path: Path) -> None:
        if self._meanwhile is not None:
            meanwhile, self._meanwhile = self._meanwhile, None
            await meanwhile()
        await write_json(material, path)


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http)


@pytest.fixture
async def session(ada: Caller) -> dict[str, Any]:
    return await started_session(ada, "open")


@pytest.fixture
def maker(database: Database) -> ReportMaker:
    return report_maker(database, session_service(database), participant_service(database), Silent())


def write_after(maker: ReportMaker, meanwhile: Meanwhile) -> None:
    maker._writers.single = {**maker._writers.single, "json": Writing(meanwhile)}


async def files(database: Database) -> int:
    return int(await database[f"{BUCKET}.files"].count_documents({}))


async def test_a_defect_is_raised_until_the_last_attempt_which_says_so(
    ada: Caller, session: dict[str, Any], database: Database, maker: ReportMaker
) -> None:
    async def fail() -> None:
        raise ZeroDivisionError

    report = (await requested(ada, session["id"], "json"))["id"]
    for is_last, state in ((False, "running"), (True, "failed")):
        write_after(maker, fail)
        with pytest.raises(ZeroDivisionError):
            await maker.make(report, is_last=is_last)
        assert data_of(await ada.get(f"/reports/{report}"))["state"] == state
    assert data_of(await ada.get(f"/reports/{report}"))["error"]["code"] == "internal_error"
    await maker.make(report, is_last=False)  # somebody has the job run again
    assert data_of(await ada.get(f"/reports/{report}"))["state"] == "done"
    assert await files(database) == 1


async def test_a_report_that_is_deleted_while_it_is_made_leaves_no_file(
    ada: Caller, session: dict[str, Any], database: Database, maker: ReportMaker
) -> None:
    report = (await requested(ada, session["id"], "json"))["id"]

    async def deleted() -> None:
        data_of(await ada.call("DELETE", f"/reports/{report}"))

    write_after(maker, deleted)
    await maker.make(report, is_last=False)
    assert (await ada.get(f"/reports/{report}")).status_code == 404
    assert await files(database) == 0


async def test_whoever_is_erased_while_a_report_is_made_is_in_none(
    http: httpx.AsyncClient, ada: Caller, session: dict[str, Any], database: Database, maker: ReportMaker
) -> None:
    phone, path = await joined(http, session), f"/sessions/{session['id']}/submissions"
    data_of(await phone.post(path, answer("form", None) | {"answers": {"q1": "tea"}}))
    report = (await requested(ada, session["id"], "json"))["id"]

    async def erased() -> None:
        data_of(await phone.call("DELETE", "/participants/me"))

    write_after(maker, erased)
    with pytest.raises(Unavailable, match="erased"):
        await maker.make(report, is_last=False)
    assert data_of(await ada.get(f"/reports/{report}"))["state"] == "running"
    await maker.make(report, is_last=True)
    assert data_of(await ada.get(f"/reports/{report}"))["state"] == "done"
    assert await files(database) == 1, "the file of the first attempt is gone"
