"""A measured figure beside its goal."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

BUDGETS_PATH = Path(__file__).with_name("budgets.toml")


@dataclass(frozen=True, slots=True)
class Budget:
    """A goal: ``at_least`` or ``at_most`` this many ``unit``; or an ``aim`` at so few, which is no failure to miss."""

    title: str
    unit: str
    at_least: float | None = None
    at_most: float | None = None
    aim: float | None = None

    def holds(self, value: float) -> bool:
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)

    def is_reached(self, value: float) -> bool:
        """Whether the goal holds, and the aim too."""
        return self.holds(value) and (self.aim is None or value <= self.aim)

    def __str__(self) -> str:
        if self.aim is not None:
            return f"aim: ≤ {self.aim:g} {self.unit}".rstrip()
        sign, bound = ("≥", self.at_least) if self.at_least is not None else ("≤", self.at_most)
        return f"{sign} {bound:g} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the results: the budget's name, the measured value, how it came about, and perhaps a picture of it
    (SVG)."""

    budget: str
    value: float
    detail: str
    plot: str | None = None


def load_budgets(path: Path = BUDGETS_PATH) -> dict[str, Budget]:
    """Budgets by name. Raises TypeError for an unknown key."""
    return {name: Budget(**entry) for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items()}
