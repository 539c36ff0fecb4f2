"""A question of every type, with settings by chance, and valid answers to it as a phone would send them."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, get_args

import msgspec

from app.contracts.frames import AnswerValue
from app.features.surveys.questions import Axis, Option, OtherOption, PictureOption, Question, ScaleLabel
from app.features.surveys.questions.calendar import FIRST_DAY, LAST_DAY

TYPES: dict[str, type[Any]] = {kind.__struct_config__.tag: kind for kind in get_args(Question)}
WORDS = ("yes", "Yes!", "no", "perhaps", "$a.b%", "naïve", "=1+1", "+", "-2", "@x", "a,b", 'say "so"')
MAILS = ("ada@example.org", "Ada.L@Example.ORG", "grace@navy.example.com")
PHONES = ("+49 30 123456", "030 123456", "+1 (202) 555-0143", "+44 20 7946 0958")

Settings = dict[str, Any]
Chance = random.Random


def options(count: int, *, last_is_exclusive: bool = False) -> tuple[Option, ...]:
    ids = [f"o{number}" for number in range(1, count + 1)]
    return tuple(Option(one, one.upper(), last_is_exclusive and one == ids[-1]) for one in ids)


def _choice(chance: Chance) -> Settings:
    count = chance.randint(3, 6)
    return {
        "options": options(count, last_is_exclusive=chance.random() < 0.5),
        "other": OtherOption("Other", 40) if chance.random() < 0.5 else None,
    }


def _pictures(chance: Chance) -> Settings:
    found = options(chance.randint(3, 5), last_is_exclusive=chance.random() < 0.5)
    most = chance.randint(1, 2)
    pictures = tuple(PictureOption(one.id, one.label, f"img_{one.id}", "", one.exclusive) for one in found)
    return {"options": pictures, "max_choices": most, "min_choices": chance.randint(1, most)}


def _ranking(chance: Chance) -> Settings:
    count = chance.randint(2, 6)
    most = chance.choice([None, chance.randint(1, count)])
    return {"options": options(count), "min_ranked": chance.randint(1, most or count), "max_ranked": most}


def _matrix(chance: Chance) -> Settings:
    rows = tuple(Option(f"r{number}", f"Row {number}") for number in range(1, chance.randint(2, 5)))
    columns = options(chance.randint(2, 5))
    return {
        "rows": rows,
        "columns": columns,
        "per_row": chance.choice(["one", "many"]),
        "all_rows": chance.random() < 0.5,
    }


def _range(chance: Chance) -> Settings:
    least = chance.randint(-50, 50)
    return {"min": float(least), "max": float(least + chance.choice([1, 10, 99, 100, 5_000])), "unit": "kg"}


def _slider(chance: Chance) -> Settings:
    step = chance.choice([0.1, 0.25, 1.0, 5.0])
    return {"min": -1.0, "max": -1.0 + 40 * step, "step": step}


def _date(chance: Chance) -> Settings:
    first = date(2000, 1, 1) + timedelta(days=chance.randint(0, 9_000))
    return {"earliest": first, "latest": first + timedelta(days=chance.choice([0, 99, 100, 3_000, 9_000]))}


def without_bounds(tag: str, chance: Chance) -> Settings:
    """Any of the bounds that an author may leave out."""
    left_out = {"date": ("earliest", "latest"), "multiple_choice": ("max_choices",), "ranking": ("max_ranked",)}
    return {name: None for name in left_out.get(tag, ()) if chance.random() < 0.5}


def _quiz(chance: Chance) -> Settings:
    found = options(chance.randint(2, 6))
    correct = tuple(one.id for one in chance.sample(found, chance.randint(1, len(found))))
    return {
        "options": found,
        "correct": correct,
        "points": chance.randint(1, 10_000),
        "scoring": chance.choice(["flat", "speed"]),
        "time_limit_s": chance.randint(5, 600),
    }


def _grid(chance: Chance) -> Settings:
    items = tuple(Option(f"i{number}", f"Item {number}") for number in range(1, chance.randint(2, 5)))
    return {"items": items, "x_axis": Axis("Effort"), "y_axis": Axis("Value", "low", "high")}


SETTINGS: dict[str, Callable[[Chance], Settings]] = {
    "single_choice": _choice,
    "dropdown": _choice,
    "multiple_choice": lambda chance: {**_choice(chance), "max_choices": chance.choice([None, 2])},
    "picture_choice": _pictures,
    "consent": lambda _: {"text": "My answers may be kept."},
    "ranking": _ranking,
    "matrix": _matrix,
    "points": lambda chance: {"options": options(chance.randint(2, 6)), "total": chance.choice([1, 10, 100, 1_000])},
    "scale": lambda _: {"min": -3, "max": 3, "labels": (ScaleLabel(-3, "Bad"), ScaleLabel(3, "Good"))},
    "number": lambda chance: {**_range(chance), "decimals": chance.randint(0, 2)},
    "slider": _slider,
    "date": _date,
    "time": lambda chance: {"earliest": "06:15", "latest": chance.choice(["06:15", "22:10"])},
    "phone": lambda _: {"region": "DE"},
    "quiz": _quiz,
    "grid_2x2": _grid,
}


def new_question(tag: str, chance: Chance, **fixed: Any) -> Question:
    """One that can be published."""
    allow_na = tag not in ("consent", "statement") and chance.random() < 0.5
    settings = {
        "id": tag,
        "title": f"The {tag}",
        "allow_na": allow_na,
        **(SETTINGS[tag](chance) if tag in SETTINGS else {}),
    }
    question: Question = TYPES[tag](**{**settings, **fixed})
    assert list(question.problems()) == []
    return question


def _one(question: Any, chance: Chance) -> AnswerValue:
    if question.other and chance.random() < 0.3:
        return {"other": chance.choice(WORDS)}
    return str(chance.choice(question.options).id)


def _several(question: Any, chance: Chance) -> AnswerValue:
    plain = [one.id for one in question.options if not one.exclusive]
    exclusive = [one.id for one in question.options if one.exclusive]
    if exclusive and chance.random() < 0.2:
        return exclusive
    other = getattr(question, "other", None) is not None and chance.random() < 0.3
    least = max(question.min_choices - other, 0 if other else 1)
    most = min(question.max_choices or len(plain), len(plain) + other) - other
    chosen = chance.sample(plain, chance.randint(least, max(least, most)))
    return {"chosen": chosen, "other": chance.choice(WORDS)} if other else chosen


def _ranked(question: Any, chance: Chance) -> AnswerValue:
    most = question.max_ranked or len(question.options)
    chosen = chance.sample(question.options, chance.randint(question.min_ranked or len(question.options), most))
    return [option.id for option in chosen]


def _in_rows(question: Any, chance: Chance) -> AnswerValue:
    rows = question.rows if question.all_rows else chance.sample(question.rows, chance.randint(1, len(question.rows)))
    if question.per_row == "one":
        return {row.id: chance.choice(question.columns).id for row in rows}
    counts = {row.id: chance.randint(1, len(question.columns)) for row in rows}
    return {row: [one.id for one in chance.sample(question.columns, count)] for row, count in counts.items()}


def _shared_out(question: Any, chance: Chance) -> AnswerValue:
    cuts = sorted(chance.randint(0, question.total) for _ in question.options[1:])
    edges = [0, *cuts, question.total]
    return {one.id: edges[i + 1] - edges[i] for i, one in enumerate(question.options)}


def _stepped(question: Any, chance: Chance) -> AnswerValue:
    return float(question.min + float(chance.randint(0, question.steps) * question.step_size))


def _clock(question: Any, chance: Chance) -> AnswerValue:
    first, last = (int(time[:2]) * 60 + int(time[3:]) for time in (question.earliest, question.latest))
    minutes = chance.randint(first, last)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _day(question: Any, chance: Chance) -> AnswerValue:
    first, last = question.earliest or FIRST_DAY, question.latest or LAST_DAY
    return str(first + timedelta(days=chance.randint(0, (last - first).days)))


ANSWERS: dict[str, Callable[[Any, Chance], AnswerValue]] = {
    "single_choice": _one,
    "dropdown": _one,
    "multiple_choice": _several,
    "picture_choice": _several,
    "yes_no": lambda _, chance: chance.choice(["yes", "no"]),
    "consent": lambda _, chance: chance.choice(["agreed", "declined"]),
    "ranking": _ranked,
    "matrix": _in_rows,
    "points": _shared_out,
    "scale": lambda question, chance: chance.randint(question.min, question.max),
    "nps": lambda _, chance: chance.randint(0, 10),
    "number": lambda question, chance: round(_numeric(_stepped(question, chance)), question.decimals),
    "slider": lambda question, chance: round(_numeric(_stepped(question, chance)), 2),
    "date": _day,
    "time": _clock,
    "short_text": lambda _, chance: chance.choice(WORDS),
    "long_text": lambda _, chance: "\r\n".join(chance.choices(WORDS, k=chance.randint(1, 6))),
    "email": lambda _, chance: chance.choice(MAILS),
    "phone": lambda _, chance: chance.choice(PHONES),
    "quiz": lambda question, chance: [
        one.id for one in chance.sample(question.options, chance.randint(1, len(question.options)))
    ],
    "grid_2x2": lambda question, chance: {
        item.id: [chance.randint(0, 100), chance.randint(0, 100)] for item in question.items
    },
}
"""Every type that takes answers."""


def _numeric(value: AnswerValue) -> float:
    assert isinstance(value, float)
    return value


def tag_of(question: msgspec.Struct) -> str:
    return str(question.__struct_config__.tag)


def new_answer(question: Question, chance: Chance) -> AnswerValue:
    """A valid answer as it is sent."""
    if question.allow_na and chance.random() < 0.1:
        return {"na": True}
    return ANSWERS[tag_of(question)](question, chance)
