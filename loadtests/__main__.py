"""``python -m loadtests [SCENARIO …] [--write]``: measure, print the table, and keep it in the README."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import uvloop

from loadtests.figures import Budget, Figure, load_budgets
from loadtests.machine import describe_machine
from loadtests.report import results_table, write_into_readme
from loadtests.scenarios import burst, export, fanout, folding, latency, memory, reconnect, throughput, watching
from loadtests.stack import Stack

SCENARIOS: dict[str, Callable[[Stack], Awaitable[list[Figure]]]] = {
    "throughput": throughput.measure,
    "burst": burst.measure,
    "latency": latency.measure,
    "fanout": fanout.measure,
    "memory": memory.measure,
    "folding": folding.measure,
    "export": export.measure,
    "reconnect": reconnect.measure,
    "watching": watching.measure,
}


def main() -> int:
    """0 where every measured figure reaches its goal, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m loadtests", description=__doc__)
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=f"some of: {', '.join(SCENARIOS)} (all)")
    parser.add_argument("--write", action="store_true", help="write the table into loadtests/README.md")
    options = parser.parse_args()
    if unknown := set(options.scenarios) - set(SCENARIOS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    budgets = load_budgets()
    figures: list[Figure] = []
    for name in options.scenarios or SCENARIOS:
        print(f"── {name}", flush=True)
        measured = _run(name)
        figures += measured
        for figure in measured:
            print(_line(figure, budgets[figure.budget]), flush=True)
    if options.write:
        write_into_readme(_page(figures, budgets))
    return 0 if all(budgets[figure.budget].holds(figure.value) for figure in figures) else 1


def _run(name: str) -> list[Figure]:
    """A fresh stack for each scenario, so that none pays for another's leftovers."""
    with Stack() as stack:
        try:
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                return runner.run(_measured(name, stack))
        except BaseException:
            for part in ("gateway", "relay"):
                print(f"── log of the {part}\n{stack.log_of(part)[-4_000:]}", file=sys.stderr)
            raise


async def _measured(name: str, stack: Stack) -> list[Figure]:
    return await SCENARIOS[name](stack)


def _line(figure: Figure, budget: Budget) -> str:
    verdict = "ok    " if budget.holds(figure.value) else "MISSED"
    return f"{verdict} {budget.title}: {figure.value:.3g} {budget.unit} (goal {budget})\n       {figure.detail}"


def _page(figures: list[Figure], budgets: dict[str, Budget]) -> str:
    command = " ".join(["python -m loadtests", *sys.argv[1:]])
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"\n`{command}`, {when}, on {describe_machine()}.\n\n{results_table(figures, budgets)}\n"


if __name__ == "__main__":
    sys.exit(main())
