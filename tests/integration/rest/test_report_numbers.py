"""The sample survey in every format: each figure equals one that is counted from the file by other means."""

from __future__ import annotations

import csv
import io
import json
import math
import statistics
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import httpx
import msgspec
import openpyxl
import pypdf
import pytest

from app.contracts.frames import AnswerValue
from app.core.identity import new_id
from app.core.settings import Settings
from app.demo.expected import PARTY_OF
from app.demo.survey import CANDIDATES, CSV_PATH, EDUCATION, QUESTIONS, TITLE, respondents
from app.features.sessions.model import Session
from app.features.submissions.model import NewSubmission, entry_from
from app.features.submissions.repository import EntryLog
from app.features.surveys.model import FORM
from app.infra.mongo import Database
from app.wiring.web import WebServices
from tests.builders.entries import draft_of, new_key
from tests.builders.reports import downloaded, made, members, working
from tests.builders.rest import Caller, data_of, publish, registered
from tests.fixtures.gateways import running_relay
from tests.fixtures.waiting import until

with CSV_PATH.open(newline="", encoding="utf-8") as file:
    FILE = list(csv.DictReader(file))
LABELS = {"vote": [label for _, label in CANDIDATES], "educ": ["", *(label for _, label in EDUCATION)]}
FORMULA = "=cmd|'/c calc'!A1"


class Sample:
    ada: Caller
    session: str


@pytest.fixture
async def sample(
    http: httpx.AsyncClient, services: WebServices, settings: Settings, database: Database
) -> AsyncIterator[Sample]:
    """All 944 sheets in the log and in the tally; a worker is there."""
    sample = Sample()
    sample.ada = await registered(http)
    questions = json.loads(msgspec.json.encode(QUESTIONS))
    survey = data_of(await sample.ada.post("/surveys", {"title": TITLE, "questions": questions}))["id"]
    data_of(await publish(sample.ada, survey))
    sample.session = data_of(await sample.ada.post("/sessions", {"survey": survey, "mode": "open"}))["id"]
    me = data_of(await sample.ada.get("/auth/me"))
    session = (await services.sessions.get(me["organization"]["id"], sample.session)).session
    async with running_relay(settings), working(settings):
        entries = [_entry(session, person.answers) for person in respondents()]
        await EntryLog(database).append_many(entries)

        async def is_counted() -> bool:
            results = data_of(await sample.ada.get(f"/sessions/{sample.session}/results"))
            return bool(results["data"]["entries"] == len(entries))

        await until(is_counted, within_s=30, every_s=0.2)
        yield sample


def _entry(session: Session, answers: dict[str, AnswerValue]) -> Any:
    submission = NewSubmission(key=new_key(), session=session.id, part=FORM, attempt=1, revision=1, answers=answers)
    return entry_from(draft_of(session, submission, new_id("par")), None)


def counted(column: str, rows: list[dict[str, str]] = FILE) -> Counter[str]:
    return Counter(row[column] for row in rows)


def numbers(column: str) -> list[int]:
    return [int(row[column]) for row in FILE]


def wilson(share: float, n: int) -> tuple[float, float]:
    """As the roots of (p - share)² = z² p (1 - p) / n."""
    z = statistics.NormalDist().inv_cdf(0.975)
    a, b, c = 1 + z * z / n, -(2 * share + z * z / n), share * share
    root = math.sqrt(b * b - 4 * a * c)
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


async def test_the_workbook_holds_the_numbers_of_the_file(sample: Sample) -> None:
    report = await made(sample.ada, sample.session, "xlsx")
    assert report["manifest"]["verdict"] == "agrees"
    assert (report["manifest"]["rows"], report["manifest"]["position"]["entries"]) == (len(FILE), len(FILE))
    book = openpyxl.load_workbook(io.BytesIO(await downloaded(sample.ada, report["id"])))
    assert book.sheetnames[:4] == ["Manifest", "Answers", "Codebook", "1 vote"]
    rows: list[Any] = list(book["Answers"].values)
    names = {name: place for place, name in enumerate(rows[0])}
    typed = Counter(tuple(row[names[column]] for column in ("age", "popul", "income", "TVnews")) for row in rows[1:])
    assert typed == Counter(tuple(int(row[c]) for c in ("age", "popul", "income", "TVnews")) for row in FILE)
    assert {type(row[names["first_at"]]).__name__ for row in rows[1:]} == {"datetime"}

    def table(sheet: str) -> dict[str, tuple[Any, ...]]:
        return {str(row[0]): row[1:] for row in book[sheet].values if row[0] is not None}

    for place, label in enumerate(LABELS["vote"]):
        count = counted("vote")[str(place)]
        told = table("1 vote")[label]
        assert told[0] == count
        assert told[1:4] == pytest.approx((count / len(FILE), *wilson(count / len(FILE), len(FILE))))
    for degree, label in list(enumerate(LABELS["educ"]))[1:]:
        assert table("9 educ")[label][0] == counted("educ")[str(degree)]
    for value, count in counted("TVnews").items():
        assert table("7 TVnews")[value][0] == count
    parties = Counter(PARTY_OF[row["PID"]] for row in FILE)
    assert {label: told[0] for label, told in table("3 party").items() if label in parties} == parties
    for sheet, column in (("8 age", "age"), ("7 TVnews", "TVnews"), ("10 income", "income"), ("4 selfLR", "selfLR")):
        said, values = table(sheet), numbers(column)
        assert said["Mean"][0] == pytest.approx(statistics.mean(values))
        assert said["Standard deviation"][0] == pytest.approx(statistics.stdev(values))
        assert said["Median"][0] == statistics.median(values)
    bins = {label: row[0] for label, row in table("11 popul").items() if label[0].isdigit()}
    within = {label: range(int(label.split("–")[0]), int(label.split("–")[1]) + 1) for label in bins}
    assert bins == {label: sum(one in span for one in numbers("popul")) for label, span in within.items()}
    assert sum(bins.values()) == len(FILE)


async def test_the_paper_says_the_numbers_of_the_file_and_can_be_read_aloud(sample: Sample) -> None:
    report = await made(sample.ada, sample.session, "pdf")
    pdf = pypdf.PdfReader(io.BytesIO(await downloaded(sample.ada, report["id"])))
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert (root["/Lang"], pdf.metadata.title if pdf.metadata else "") == ("en", TITLE)
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure"} <= set(_roles(root["/StructTreeRoot"]))
    pages = [page.extract_text() for page in pdf.pages]
    text = " ".join(" ".join(pages).split())
    assert "Verified These numbers were counted anew from the log of answers" in text
    for place, label in enumerate(LABELS["vote"]):
        count = counted("vote")[str(place)]
        low, high = wilson(count / len(FILE), len(FILE))
        assert f"{label} {count} {count / len(FILE):.1%}".replace("%", " %") in text
        assert f"{low * 100:.1f}–{high * 100:.1f}" in text
    for column in ("age", "income", "PID"):
        values = numbers(column)
        told = (statistics.mean(values), statistics.stdev(values), statistics.median(values))
        for value in told:
            assert f"{value:.2f}" in text, column
    assert report["manifest"]["position"]["digest"] in text.replace(" ", "")


def _roles(node: Any) -> list[str]:
    """Of all elements of the structure."""
    found: list[str] = []
    waiting = [node]
    while waiting:
        one = waiting.pop().get_object() if hasattr(waiting[-1], "get_object") else waiting.pop()
        if isinstance(one, dict):
            found += [str(one["/S"])] if "/S" in one else []
            waiting += [one["/K"]] if "/K" in one else []
        elif isinstance(one, list):
            waiting += one
    return found


async def test_a_part_of_the_answers_is_counted_as_a_part_of_the_file(sample: Sample) -> None:
    where = {"op": "and", "conditions": [{"op": "is", "question": "vote", "value": "dole"},
                                         {"op": "at_least", "question": "age", "value": 50}]}  # fmt: skip
    report = await made(sample.ada, sample.session, "xlsx", filters={"questions": ["educ", "age"], "where": where},
                        options={"language": "de"})  # fmt: skip
    part = [row for row in FILE if row["vote"] == "1" and int(row["age"]) >= 50]
    assert (report["manifest"]["rows"], report["manifest"]["verdict"]) == (len(part), "agrees")
    book = openpyxl.load_workbook(io.BytesIO(await downloaded(sample.ada, report["id"])))
    assert book.sheetnames == ["Herkunft", "Antworten", "Codebuch", "1 age", "2 educ"]
    told = {row[0]: row[1] for row in book["2 educ"].values if row[0] is not None}
    degrees = Counter(row["educ"] for row in part)
    assert told["n"] == len(part)
    assert [told[label] for label in LABELS["educ"][1:]] == [degrees[str(place)] for place in range(1, 8)]


async def test_spss_reads_what_was_written(sample: Sample) -> None:
    report = await made(sample.ada, sample.session, "spss")
    files = members(await downloaded(sample.ada, report["id"]))
    rows = list(csv.DictReader(io.StringIO(files["answers.csv"], newline="")))
    syntax = files["answers.sps"]
    variables = [line.split() for line in syntax.partition("/VARIABLES=\n")[2].partition(".\nDATASET")[0].splitlines()]
    assert [name for name, _ in variables] == list(rows[0])
    for name, form in variables:
        if form.startswith("A"):
            assert max(len(row[name].encode()) for row in rows) == int(form[1:]), "as wide as its longest text"
        else:
            assert all(cell.lstrip("-").isdigit() for row in rows if (cell := row[name])), name
    assert "VALUE LABELS vote\n  'clinton' 'Bill Clinton'\n  'dole' 'Bob Dole'." in syntax
    assert "VALUE LABELS PID\n  0 'Strong Democrat'" in syntax
    assert "VARIABLE LEVEL PID (ORDINAL)." in syntax
    assert max(len(line.encode()) for line in syntax.splitlines()) <= 251
    assert Counter(row["vote"] for row in rows) == {
        name: counted("vote")[str(place)] for place, (name, _) in enumerate(CANDIDATES)
    }


async def test_no_cell_of_a_workbook_is_a_formula(http: httpx.AsyncClient, settings: Settings) -> None:
    ada = await registered(http)
    questions = [{"type": "short_text", "id": "word", "title": FORMULA, "max_length": 40}]
    survey = data_of(await ada.post("/surveys", {"title": FORMULA, "questions": questions}))["id"]
    data_of(await publish(ada, survey))
    session = data_of(await ada.post("/sessions", {"survey": survey, "mode": "open"}))
    phone = Caller(http, data_of(await Caller(http).post("/join", {"code": session["code"]}))["token"])
    form = {"key": "0190a8f0-0000-7000-8000-0000000000ff", "part": "form", "attempt": 1, "revision": 1,
            "answers": {"word": FORMULA}}  # fmt: skip
    data_of(await phone.post(f"/sessions/{session['id']}/submissions", form))
    async with working(settings):
        report = await made(ada, session["id"], "xlsx", options={"revisions": True})
    book = openpyxl.load_workbook(io.BytesIO(await downloaded(ada, report["id"])))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert sum(cell.value == FORMULA for cell in cells) >= 4, "the answer, its revision, the title, the label"
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
