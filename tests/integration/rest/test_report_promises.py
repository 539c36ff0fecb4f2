"""What holds for screens holds for reports: small groups stay hidden, and what is kept no longer is not told."""

from __future__ import annotations

import io
from datetime import timedelta

import httpx
import pypdf

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.reports.maker import ReportMaker
from app.infra.mongo import Database
from app.wiring.reports import report_maker
from app.wiring.upkeep import run_upkeep
from app.wiring.web import WebServices
from tests.builders.reports import downloaded, ended, made, requested, working
from tests.builders.rest import Caller, answer, code_of, data_of, joined, keep_answers_for, published_survey, registered
from tests.builders.sessions import Silent
from tests.fixtures.gateways import running_relay
from tests.fixtures.waiting import until


async def said_on_paper(ada: Caller, session: str, maker: ReportMaker | None = None) -> tuple[str, str]:
    """The text of a PDF, and what it says about its verification; without ``maker`` a worker makes it."""
    if maker is None:
        report = await made(ada, session, "pdf")
    else:
        asked = await requested(ada, session, "pdf")
        await maker.make(asked["id"], is_last=True)
        report = await ended(ada, asked["id"])
    pdf = pypdf.PdfReader(io.BytesIO(await downloaded(ada, report["id"])))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    return text, report["manifest"]["verdict"]


async def answer_all(http: httpx.AsyncClient, database: Database, session: dict[str, str], words: list[str]) -> None:
    """Each by somebody else; all are counted when this returns. A relay that rebuilds would not know who is new."""

    async def is_settled() -> bool:
        return await database["checkpoints"].find_one({"rebuilding": False}) is not None

    await until(is_settled)
    for word in words:
        form = answer("form", None) | {"answers": {"q1": "tea", "q3": word}}
        data_of(await (await joined(http, session)).post(f"/sessions/{session['id']}/submissions", form))

    async def is_counted() -> bool:
        tally = await database["tallies"].find_one({"_id": session["id"]})
        stored = await database["entries"].count_documents({"session": session["id"]})
        return tally is not None and bool(tally["entries"] == stored)

    await until(is_counted)


async def test_paper_shows_small_groups_as_little_as_screens_do(
    http: httpx.AsyncClient, settings: Settings, database: Database, services: WebServices
) -> None:
    ada = await registered(http)
    maker = report_maker(database, services.sessions, services.participants, Silent())
    run = {"survey": await published_survey(ada), "mode": "open", "settings": {"min_group_size": 3}}
    session = data_of(await ada.post("/sessions", run))
    async with running_relay(settings):
        await answer_all(http, database, session, ["quiet", "calm"])
        text, _ = await said_on_paper(ada, session["id"], maker)
        assert text.count("Hidden: too few people have answered") == 2
        assert "1. Tea or coffee? Hidden" in text
        assert "2. How awake are you? n = 0 Nobody has answered this question." in text
        assert ("quiet" in text, "Tea 2" in text) == (False, False)
        await answer_all(http, database, session, ["loud"])
        text, _ = await said_on_paper(ada, session["id"], maker)
        assert ("quiet 1" in text, "Tea 3" in text, "moves on only when at least 3 people" in text) == (True,) * 3


async def test_when_the_log_is_gone_paper_tells_what_was_kept(
    http: httpx.AsyncClient, settings: Settings, database: Database
) -> None:
    ada = await registered(http)
    survey = await published_survey(ada)
    session = data_of(await ada.post("/sessions", {"survey": survey, "mode": "open"}))
    path = f"/sessions/{session['id']}"
    async with running_relay(settings), working(settings):
        await answer_all(http, database, session, ["unusual", "often", "often", "often"])
        text, verdict = await said_on_paper(ada, session["id"])
        assert (verdict, "unusual 1" in text, "Tea 4 100.0 %" in text) == ("agrees", True, True)
        data_of(await ada.post(f"{path}/control", {"action": "end"}))
        await keep_answers_for(ada, survey, 1)
        ended = {"state.ended_at": utc_now() - timedelta(days=2)}
        await database["sessions"].update_one({"_id": session["id"]}, {"$set": ended})
        done = await run_upkeep(settings)
        assert (done.answers.logs_removed, done.reports_removed) == (1, 1), "the file with the unusual word goes too"
        assert code_of(await ada.post(f"{path}/reports", {"format": "xlsx"})) == "answers_removed"
        text, verdict = await said_on_paper(ada, session["id"])
        assert (verdict, "unusual" in text, "Tea 4 100.0 %" in text, "often 3" in text) == (
            "not_counted",
            False,
            True,
            True,
        )


async def test_a_participant_who_polls_is_told_at_once_when_results_are_shown_or_hidden_by_a_setting(
    http: httpx.AsyncClient, settings: Settings, database: Database, services: WebServices
) -> None:
    ada = await registered(http)
    run = {"survey": await published_survey(ada), "mode": "open", "settings": {"results_for": "nobody"}}
    session = data_of(await ada.post("/sessions", run))
    path = f"/sessions/{session['id']}"
    async with running_relay(settings):
        await answer_all(http, database, session, ["word"])
    phone = await joined(http, session)
    hidden = await phone.get(f"{path}/results")
    assert data_of(hidden)["data"]["cells"] == {}
    for version, shown_to in enumerate(("after_answer", "nobody"), start=1):
        change = {"settings": {"results_for": shown_to}}
        data_of(await ada.call("PATCH", path, json=change, headers={"if-match": f'"{version}"'}))
        again = await phone.get(f"{path}/results", if_none_match=hidden.headers["etag"])
        assert (again.status_code, again.headers["etag"] != hidden.headers["etag"]) == (200, True)
        hidden = again
    assert (await phone.get(f"{path}/results", if_none_match=hidden.headers["etag"])).status_code == 304
    change = {"settings": {"results_for": "revealed"}}
    data_of(await ada.call("PATCH", path, json=change, headers={"if-match": '"3"'}))
    assert data_of(await phone.get(f"{path}/results"))["data"]["cells"] == {}
    data_of(await ada.post(f"{path}/control", {"action": "reveal", "question": "q3"}))
    assert set(data_of(await phone.get(f"{path}/results"))["data"]["cells"]) == {"q3@1"}
