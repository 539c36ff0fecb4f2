"""The results table: in the terminal, and in the README between its markers."""

from __future__ import annotations

from pathlib import Path

from loadtests.figures import Budget, Figure

README_PATH = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"


def results_table(figures: list[Figure], budgets: dict[str, Budget]) -> str:
    """A Markdown table in the order of the budgets; a figure that was not measured has no line."""
    by_name = {figure.budget: figure for figure in figures}
    lines = ["| what | goal | measured | | how |", "|---|---|---|---|---|"]
    for name, budget in budgets.items():
        if (figure := by_name.get(name)) is not None:
            verdict = "✓" if budget.holds(figure.value) else "**missed**"
            measured = f"{figure.value:.3g} {budget.unit}"
            lines.append(f"| {budget.title} | {budget} | {measured} | {verdict} | {figure.detail} |")
    return "\n".join(lines)


def write_into_readme(text: str, path: Path = README_PATH) -> None:
    """Replace what stands between the markers. Raises ValueError when a marker is missing."""
    readme = path.read_text(encoding="utf-8")
    before, after = readme.index(BEGIN) + len(BEGIN), readme.index(END)
    path.write_text(f"{readme[:before]}\n{text}\n{readme[after:]}", encoding="utf-8")
