"""``.venv/bin/python -m loadtests [SCENARIO …] [--write]``: measure, print, and keep the results in the README."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial

import uvloop

from loadtests.figures import Budget, Figure, load_budgets
from loadtests.machine import describe_machine
from loadtests.report import Run, keep
from loadtests.scenarios import (
    burst,
    crashes,
    export,
    fanout,
    folding,
    hall,
    latency,
    lecture,
    memory,
    peers,
    reconnect,
    rooms,
    scaling,
    slow,
    soak,
    stages,
    survey,
    throughput,
    watching,
)
from loadtests.stack import Stack

Scenario = Callable[[Stack], Awaitable[list[Figure]]]
OwnScenario = Callable[[], Awaitable[list[Figure]]]

ON_A_STACK: dict[str, Scenario] = {
    "throughput": throughput.measure,
    "burst": burst.measure,
    "latency": latency.measure,
    "fanout": fanout.measure,
    "memory": memory.measure,
    "folding": folding.measure,
    "reconnect": reconnect.measure,
    "peers": peers.measure,
    "crashes": crashes.measure,
    "lecture": lecture.measure,
    "survey": survey.measure,
    "rooms": rooms.measure,
    "hall": hall.measure,
    "slow": slow.measure,
    "export": export.measure,
}
"""Each gets a fresh one, so that none pays for another's leftovers."""

ON_THEIR_OWN: dict[str, OwnScenario] = {
    "watching": watching.measure,
    "stages": stages.measure,
    "scaling": scaling.measure,
    "soak": soak.measure,
}
"""They start what they need."""

SCENARIOS = (*ON_A_STACK, *ON_THEIR_OWN)
LONG = frozenset({"export", "soak"})
"""Each takes longer than all others together: only by name, or with ``--long``."""


def main() -> int:
    """0 where every measured figure reaches its goal, 1 otherwise; a missed aim is only shown."""
    options = _options()
    ON_THEIR_OWN["soak"] = partial(soak.measure, minutes=options.minutes)
    budgets = load_budgets()
    figures: list[Figure] = []
    for name in options.scenarios or [name for name in SCENARIOS if options.long or name not in LONG]:
        print(f"── {name}", flush=True)
        measured = _run(name)
        figures += measured
        for figure in measured:
            print(_line(figure, budgets[figure.budget]), flush=True)
        if options.write:
            keep(measured, _this_run(), budgets)
    return 0 if all(budgets[figure.budget].holds(figure.value) for figure in figures) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=".venv/bin/python -m loadtests", description=__doc__)
    known = ", ".join(SCENARIOS)
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=f"some of: {known} (all but the long ones)")
    parser.add_argument("--long", action="store_true", help=f"all, with {' and '.join(sorted(LONG))}")
    parser.add_argument("--minutes", type=float, default=soak.MINUTES, help="of the soak (%(default)g)")
    parser.add_argument("--write", action="store_true", help="keep the results in loadtests/README.md")
    options = parser.parse_args()
    if unknown := set(options.scenarios) - set(SCENARIOS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return options


def _run(name: str) -> list[Figure]:
    if name in ON_THEIR_OWN:
        return _finished(ON_THEIR_OWN[name])
    with Stack() as stack:
        try:
            return _finished(partial(ON_A_STACK[name], stack))
        except BaseException:
            for part in ("gateway", "relay"):
                print(f"── log of the {part}\n{stack.log_of(part)[-4_000:]}", file=sys.stderr)
            raise


def _finished(scenario: OwnScenario) -> list[Figure]:
    async def measured() -> list[Figure]:
        return await scenario()

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(measured())


def _line(figure: Figure, budget: Budget) -> str:
    verdict = "ok    " if budget.is_reached(figure.value) else "MISSED"
    return f"{verdict} {budget.title}: {figure.value:.3g} {budget.unit} (goal {budget})\n       {figure.detail}"


def _this_run() -> Run:
    command = " ".join([".venv/bin/python -m loadtests", *sys.argv[1:]])
    return Run(command, datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"), describe_machine())


if __name__ == "__main__":
    sys.exit(main())
