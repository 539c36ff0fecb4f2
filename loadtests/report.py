"""The results: a table in the terminal, and all that were ever kept in the README, each with its command, date and
machine."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import msgspec

from loadtests.figures import Budget, Figure

README_PATH = Path(__file__).with_name("README.md")
RESULTS_PATH = Path(__file__).with_name("results.json")
PLOTS = Path(__file__).with_name("plots")
BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"


class Run(msgspec.Struct, frozen=True):
    """What was called, when, and on what."""

    command: str
    when: str
    machine: str

    def __str__(self) -> str:
        return f"`{self.command}`, {self.when}, on {self.machine}."


class Result(msgspec.Struct, frozen=True, omit_defaults=True):
    """A figure that is kept until the same is measured again; its picture is a file of the budget's name."""

    budget: str
    value: float
    detail: str
    run: Run
    has_plot: bool = False


def results_table(figures: list[Figure], budgets: dict[str, Budget]) -> str:
    """A Markdown table in the order of the budgets; a figure that was not measured has no line."""
    by_name = {figure.budget: figure for figure in figures}
    lines = ["| what | goal | measured | | how |", "|---|---|---|---|---|"]
    for name, budget in budgets.items():
        if (figure := by_name.get(name)) is not None:
            verdict = "✓" if budget.is_reached(figure.value) else "**missed**"
            measured = f"{figure.value:.3g} {budget.unit}".rstrip()
            lines.append(f"| {budget.title} | {budget} | {measured} | {verdict} | {figure.detail} |")
    return "\n".join(lines)


def keep(
    figures: list[Figure],
    run: Run,
    budgets: dict[str, Budget],
    *,
    results: Path = RESULTS_PATH,
    readme: Path = README_PATH,
    plots: Path = PLOTS,
) -> None:
    """Put these in place of what was measured of the same before, and write the page anew."""
    measured = {figure.budget: figure for figure in figures}
    kept = [result for result in read_results(results) if result.budget not in measured]
    for figure in figures:
        if figure.plot is not None:
            plots.mkdir(exist_ok=True)
            (plots / f"{figure.budget}.svg").write_text(figure.plot, encoding="utf-8")
        kept.append(Result(figure.budget, figure.value, figure.detail, run, figure.plot is not None))
    text = msgspec.json.format(msgspec.json.encode(kept), indent=1).decode()
    results.write_text(f"{text}\n", encoding="utf-8")
    write_into_readme(page(kept, budgets, plots.name), readme)


def read_results(path: Path = RESULTS_PATH) -> list[Result]:
    """What was kept; nothing where nothing was."""
    return msgspec.json.decode(path.read_bytes(), type=list[Result]) if path.exists() else []


def page(results: list[Result], budgets: dict[str, Budget], plots: str) -> str:
    """A table for each run, and its pictures, in the order in which they were measured."""
    parts = []
    by_run = sorted(results, key=lambda result: (result.run.when, result.run.command))
    for run, group in groupby(by_run, key=lambda result: result.run):
        of_run = list(group)
        figures = [Figure(result.budget, result.value, result.detail) for result in of_run]
        parts += [str(run), results_table(figures, budgets)]
        parts += [f"![{budgets[one.budget].title}]({plots}/{one.budget}.svg)" for one in of_run if one.has_plot]
    return "\n" + "\n\n".join(parts) + "\n"


def write_into_readme(text: str, path: Path = README_PATH) -> None:
    """Replace what stands between the markers. Raises ValueError when a marker is missing."""
    readme = path.read_text(encoding="utf-8")
    before, after = readme.index(BEGIN) + len(BEGIN), readme.index(END)
    path.write_text(f"{readme[:before]}\n{text}\n{readme[after:]}", encoding="utf-8")
