"""A question of every type, twice: no field has the same value in both."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def condition(question: str, option: str, value: float) -> Json:
    """One with every operator in it, and so of every shape."""
    return {
        "op": "and",
        "conditions": [
            {"op": "or", "conditions": [{"op": "answered", "question": question}]},
            {"op": "not", "condition": {"op": "is", "question": question, "value": option}},
            {"op": "includes", "question": question, "option": option},
            {"op": "at_least", "question": question, "value": value},
            {"op": "at_most", "question": question, "value": value + 1},
        ],
    }


PLAIN: Json = {"title": "One", "description": "", "required": False, "allow_na": False, "show_if": None}
CHANGED: Json = {
    "title": "Two",
    "description": "Again",
    "required": True,
    "allow_na": True,
    "show_if": condition("q2", "2", 2.5),
}
"""What every type has."""

AB: list[Json] = [{"id": "a", "label": "A", "exclusive": False}, {"id": "b", "label": "B", "exclusive": False}]
XY: list[Json] = [{"id": "x", "label": "X", "exclusive": False}, {"id": "y", "label": "Y", "exclusive": True}]
PICTURES: list[Json] = [
    {"id": "a", "label": "A", "image": "img_a", "alt": "An A", "exclusive": False},
    {"id": "b", "label": "B", "image": None, "alt": "", "exclusive": True},
]
CHOICE: tuple[Json, Json] = (
    {"options": AB, "other": {"label": "Other", "max_length": 40}, "shuffle": False},
    {"options": XY, "other": {"label": "Else", "max_length": 50}, "shuffle": True},
)

OWN: dict[str, tuple[Json, Json]] = {
    "single_choice": CHOICE,
    "dropdown": CHOICE,
    "multiple_choice": (
        CHOICE[0] | {"min_choices": 1, "max_choices": None},
        CHOICE[1] | {"min_choices": 2, "max_choices": 2},
    ),
    "picture_choice": (
        {"options": PICTURES, "shuffle": False, "min_choices": 1, "max_choices": 1},
        {"options": PICTURES[::-1], "shuffle": True, "min_choices": 2, "max_choices": 2},
    ),
    "yes_no": ({"yes_label": "Yes", "no_label": "No"}, {"yes_label": "Ja", "no_label": "Nein"}),
    "consent": ({"text": "They may be kept."}, {"text": "They may be quoted."}),
    "statement": ({}, {}),
    "ranking": (
        {"options": AB, "shuffle": False, "min_ranked": None, "max_ranked": None},
        {"options": XY, "shuffle": True, "min_ranked": 1, "max_ranked": 2},
    ),
    "matrix": (
        {"rows": AB, "columns": XY, "per_row": "one", "all_rows": True},
        {"rows": XY, "columns": AB, "per_row": "many", "all_rows": False},
    ),
    "points": (
        {"options": AB, "shuffle": False, "total": 100},
        {"options": XY, "shuffle": True, "total": 10},
    ),
    "scale": (
        {"min": 1, "max": 5, "labels": [{"value": 1, "label": "Low"}]},
        {"min": 0, "max": 6, "labels": [{"value": 6, "label": "High"}]},
    ),
    "nps": ({"min_label": "", "max_label": ""}, {"min_label": "No", "max_label": "Yes"}),
    "number": (
        {"min": 0.0, "max": 100.0, "decimals": 0, "unit": ""},
        {"min": -1.5, "max": 9.5, "decimals": 1, "unit": "kg"},
    ),
    "slider": (
        {"min": 0.0, "max": 100.0, "step": 1.0, "min_label": "", "max_label": "", "unit": ""},
        {"min": 1.0, "max": 2.0, "step": 0.5, "min_label": "Low", "max_label": "High", "unit": "l"},
    ),
    "date": ({"earliest": None, "latest": None}, {"earliest": "2026-01-01", "latest": "2026-12-31"}),
    "time": ({"earliest": "00:00", "latest": "23:59"}, {"earliest": "06:15", "latest": "22:10"}),
    "short_text": ({"max_length": 40}, {"max_length": 60}),
    "long_text": ({"max_length": 2000}, {"max_length": 100}),
    "email": ({}, {}),
    "phone": ({"region": None}, {"region": "DE"}),
    "grid_2x2": (
        {
            "items": AB,
            "x_axis": {"title": "Effort", "low_label": "", "high_label": ""},
            "y_axis": {"title": "Joy", "low_label": "", "high_label": ""},
        },
        {
            "items": XY,
            "x_axis": {"title": "Cost", "low_label": "low", "high_label": "high"},
            "y_axis": {"title": "Use", "low_label": "low", "high_label": "high"},
        },
    ),
    "quiz": (
        {"options": AB, "shuffle": False, "correct": ["a"], "points": 1000, "scoring": "flat", "time_limit_s": None},
        {"options": XY, "shuffle": True, "correct": ["x"], "points": 500, "scoring": "speed", "time_limit_s": 30},
    ),
}
"""Tag of a type → what it has beside that."""

QUESTIONS: tuple[list[Json], list[Json]] = (
    [{"type": tag, "id": f"{tag}-1", **PLAIN, **own[0]} for tag, own in OWN.items()],
    [{"type": tag, "id": f"{tag}-2", **CHANGED, **own[1]} for tag, own in OWN.items()],
)
