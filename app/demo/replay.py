"""The demo from end to end: publish, let the crowd answer, and hold the served results against the file."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.contracts.frames import ResultsData
from app.demo.crowd import Crowd
from app.demo.expected import Cells, differences, expected_cells
from app.demo.plans import plan_of
from app.demo.report import DemoOptions, DemoReport, Tally
from app.demo.studio import RunningSession, Studio
from app.demo.survey import CSV_PATH, QUESTIONS, respondents

SETTLE_S = 60.0
"""How long the relay may need to fold the last entries (it may just have been killed)."""

POLL_S = 0.2


OnStart = Callable[[RunningSession], None]


async def run_demo(
    options: DemoOptions, console: Console | None = None, *, on_start: OnStart = lambda _: None
) -> DemoReport:
    """Replay the file; the report says whether the results are exact. ``on_start`` is told of the session at once.

    Raises:
        ServerRefused: the login, the set-up or answers are refused.
        TimeoutError: the server was away for too long.
    """
    shown = console or Console()
    tally = Tally()
    async with Studio(options.base_url) as studio:
        await studio.log_in(options.email, options.password)
        session = await studio.start_session("live" if options.live else "open")
        shown.print(f"Watch it: [bold]{options.base_url}/app/sessions/{session.id}[/]   join it: {session.join_url}")
        on_start(session)
        started = time.monotonic()
        try:
            await _let_answer(options, studio, session, tally, shown)
        except ExceptionGroup as failures:  # of the crowd: the first says what is wrong
            raise failures.exceptions[0] from None
        seconds = time.monotonic() - started
        results = await _settled(studio, session.id, len(tally.receipts))
    expected = expected_cells(CSV_PATH, options.respondents)
    served = _cells_of_first_round(results)
    return DemoReport(
        session=session.id,
        join_url=session.join_url,
        seconds=seconds,
        tally=tally,
        entries=results.entries,
        expected=expected,
        served=served,
        differences=differences(expected, served),
    )


async def _let_answer(
    options: DemoOptions, studio: Studio, session: RunningSession, tally: Tally, console: Console
) -> None:
    plans = [plan_of(person, options.seed) for person in respondents(options.respondents)]
    socket_url = f"{options.base_url.replace('http', 'ws', 1)}/ws"
    crowd = Crowd(studio, session, socket_url, per_second=options.speed, seed=options.seed, tally=tally)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("Respondents answer", total=len(plans) * (len(QUESTIONS) if options.live else 1))
        if options.live:
            order = [question.id for question in QUESTIONS]
            await crowd.answer_questions(plans, order, lambda: progress.advance(bar))
        else:
            await crowd.answer_forms(plans, lambda: progress.advance(bar))


async def _settled(studio: Studio, session: str, entries: int) -> ResultsData:
    """The results once they hold all acked entries, or what they are when patience ends."""
    end = time.monotonic() + SETTLE_S
    while True:
        results = await studio.results(session)
        if results.entries >= entries or time.monotonic() > end:
            return results
        await asyncio.sleep(POLL_S)


def _cells_of_first_round(results: ResultsData) -> Cells:
    """Question → counters; a cell of any other round keeps its full name, and so shows up as a difference."""
    return {cell.removesuffix("@1"): counters for cell, counters in results.cells.items()}
