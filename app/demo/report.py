"""What a demo was asked to do and what came of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from app.contracts.frames import Ack
from app.demo.expected import Cells, Difference
from app.demo.plans import Habit
from app.demo.survey import QUESTIONS

MOST_DIFFERENCES_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOptions:
    """``speed``: respondents that arrive per second (live: answers per second). ``respondents``: at most 944."""

    base_url: str
    email: str
    password: str
    speed: float = 20.0
    respondents: int = 944
    seed: int = 1996
    live: bool = False


@dataclass(slots=True, kw_only=True)
class Tally:
    """What the crowd did and was told; one per demo."""

    sent: int = 0
    receipts: dict[str, str] = field(default_factory=dict)
    """Of every acked key."""
    changed_receipts: int = 0
    duplicate_acks: int = 0
    reconnects: int = 0
    habits: Counter[Habit] = field(default_factory=Counter)

    def note(self, key: str, ack: Ack) -> None:
        """Write down an ack; a key must get the same receipt every time."""
        receipt = str(ack.receipt)
        self.changed_receipts += self.receipts.setdefault(key, receipt) != receipt
        self.duplicate_acks += ack.status == "duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoReport:
    """``is_exact`` is the verdict: every counter as in the file, every acked key one entry under one receipt."""

    session: str
    join_url: str
    seconds: float
    tally: Tally
    entries: int
    expected: Cells
    served: Cells
    differences: list[Difference]

    @property
    def is_exact(self) -> bool:
        is_once = self.entries == len(self.tally.receipts) and not self.tally.changed_receipts
        return is_once and not self.differences


def print_report(report: DemoReport, console: Console) -> None:
    """The questions, what happened on the way, and the verdict."""
    table = Table(title="Served results against the counts of the file", title_justify="left")
    for column in ("question", "type", "answers in the file", "served", "counters", "wrong"):
        table.add_column(column, justify="left" if column in ("question", "type") else "right")
    for question in QUESTIONS:
        expected, served = report.expected.get(question.id, {}), report.served.get(question.id, {})
        wrong = sum(difference.question == question.id for difference in report.differences)
        kind = str(question.__struct_config__.tag)
        counts = (str(expected.get("n", 0)), str(served.get("n", 0)), str(len(expected)))
        table.add_row(question.id, kind, *counts, "[red]" + str(wrong) if wrong else "[green]0")
    console.print(table)
    for difference in report.differences[:MOST_DIFFERENCES_SHOWN]:
        console.print(
            f"  [red]{difference.question} {difference.counter}: the file has {difference.expected}, "
            f"served are {difference.served}"
        )
    tally = report.tally
    habits = ", ".join(f"{count} {habit}" for habit, count in tally.habits.most_common())
    console.print(f"Respondents: {habits}.")
    console.print(
        f"{tally.sent:,} submissions sent in {report.seconds:.1f} s, {len(tally.receipts):,} keys acked, "
        f"{tally.duplicate_acks:,} repeats recognized, {tally.reconnects:,} reconnects; "
        f"{report.entries:,} entries counted."
    )
    if report.is_exact:
        console.print("[bold green]Exact:[/] every acked answer is counted once, and every count equals the file's.")
    else:
        console.print("[bold red]Not exact:[/] the served results are not those of the file.")
    console.print(f"Recount from the log: [bold]impactpulse verify {report.session}[/]")
