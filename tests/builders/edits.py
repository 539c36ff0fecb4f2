"""What every operation that edits is sent, field by field, and where its effect is read: the promise, written by hand.

Each field of a body must be here with two different values. A field that nothing has stored shows one of them at most.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.builders.edited_questions import QUESTIONS, condition

Json = dict[str, Any]


@dataclass(frozen=True)
class Scene:
    """What there is to edit: ``ids`` by the names that paths use, and an image."""

    ids: dict[str, str]
    image: str
    colleague: str
    owner: str
    tags: tuple[str, str]


@dataclass(frozen=True)
class Edit:
    """``bodies`` are sent one after the other. ``read``: what to get afterwards, if not the path itself; ``part``: what
    of it shows what was sent. ``refused``: bodies with a field that is promised not to change, each with its code."""

    bodies: list[Json]
    read: str = ""
    part: Callable[[Json], Json] = lambda shown: shown
    refused: list[tuple[Json, str]] = field(default_factory=list)


def edits(scene: Scene) -> dict[str, Edit]:
    """By the operation's id in the OpenAPI document."""
    return {
        "editProfile": Edit([{"name": "Ada"}, {"name": "Ada L."}]),
        "editOrganization": Edit([{"name": "Acme"}, {"name": "Acme & Co."}]),
        "requireSecondFactor": Edit(
            [{"required": True}, {"required": False}],
            read="/organizations/current",
            part=lambda shown: {"required": shown["require_second_factor"]},
        ),
        "changeMemberRole": Edit([{"role": "viewer"}, {"role": "facilitator"}]),
        "putSurveyDefaults": Edit(
            [
                {"theme": {"logo": scene.image, "colour": "#15803d"}, "retention_days": 90},
                {"theme": {"logo": None, "colour": None}, "retention_days": None},
            ]
        ),
        "editSession": _session(),
        "judgeAudienceQuestion": Edit(
            [{"state": "shown"}, {"state": "answered"}, {"pinned": True}, {"pinned": False}],
            read="/sessions/{session_id}/audience-questions",
            part=lambda shown: shown["questions"][0],
        ),
        "putReminderPlan": _reminder_plan(),
        "putReportPlan": _report_plan(scene),
        "editSurvey": _survey(scene),
        "setSurveyRetention": Edit([{"days": 30}, {"days": None}]),
        "putSurveyTags": Edit(
            [
                {
                    "tags": [
                        {"id": scene.tags[1], "name": "Praise", "colour": "green"},
                        {"id": scene.tags[0], "name": "Wishes", "colour": "blue"},
                    ]
                },
                {"tags": [{"id": scene.tags[0], "name": "Wishes", "colour": "blue"}]},
            ]
        ),
        "editWebhook": Edit(
            [
                {"url": "https://example.org/a", "events": ["session.ended"], "description": "A", "enabled": False},
                {"url": "https://example.org/b", "events": ["survey.published"], "description": "", "enabled": True},
            ]
        ),
    }


def _session() -> Edit:
    """Fields that stay as they were for who has joined are refused; the others are sent one by one."""
    changes: list[Json] = [
        {"attempts": 3},
        {"attempts": 5},
        {"audience_questions": "moderated"},
        {"audience_questions": "open"},
        {"opens_at": "2030-01-01T08:00:00Z"},
        {"opens_at": None},
        {"closes_at": None},
        {"closes_at": "2031-01-01T08:00:00Z"},
        {"may_change_answers": False},
        {"may_change_answers": True},
        {"open_to": "invited"},
        {"open_to": "everybody"},
        {"reactions": True},
        {"reactions": False},
        {"results_for": "nobody"},
        {"results_for": "after_close"},
        {"quotas": [QUOTA | {"limit": 20}]},
        {"quotas": [QUOTA | {"limit": 20, "message": "Too late."}]},
    ]
    promised: list[tuple[Json, str]] = [
        ({"identity": "identified"}, "not_editable"),
        ({"min_group_size": 5, "quotas": []}, "not_editable"),
        ({"quotas": [QUOTA | {"id": "other"}]}, "not_editable"),
        ({"quotas": [QUOTA | {"question": "q2", "options": ["1"]}]}, "not_a_choice"),
    ]
    kept: list[Json] = [{"identity": "anonymous"}, {"min_group_size": None}]
    return Edit(
        [{"title": "Lunch"}, {"title": "Dinner"}, *({"settings": change} for change in [*changes, *kept])],
        refused=[({"settings": change}, code) for change, code in promised],
    )


QUOTA: Json = {"id": "tea", "question": "q1", "options": ["tea"], "limit": 10, "message": ""}


def _reminder_plan() -> Edit:
    text = {"subject": "Hello {name}", "body": "Please answer.", "button": "Answer"}
    other = {"subject": "Hi {name}", "body": "It is time.", "button": "Go"}
    return Edit(
        [
            {
                "active": True,
                "plan": {
                    "starts_at": "2030-03-02T08:00:00Z",
                    "reminder_days": [3, 7],
                    "last_call_hours": 24,
                    "quiet_hours": {"start": "21:00", "end": "07:30"},
                    "timezone": "Europe/Berlin",
                    "language": "de",
                    "texts": {"en": {"first": text}, "de": {"reminder": other}},
                },
            },
            {
                "active": False,
                "plan": {
                    "starts_at": "2030-03-03T08:00:00Z",
                    "reminder_days": [],
                    "last_call_hours": None,
                    "quiet_hours": {"start": "22:00", "end": "06:00"},
                    "timezone": "UTC",
                    "language": "en",
                    "texts": {},
                },
            },
        ]
    )


def _report_plan(scene: Scene) -> Edit:
    weekly = {
        "every": "week",
        "weekday": 5,
        "at": "07:45",
        "timezone": "Europe/Berlin",
        "format": "xlsx",
        "language": "de",
        "over_time": True,
        "recipients": [scene.colleague],
    }
    daily = {
        "every": "day",
        "weekday": 1,
        "at": "08:00",
        "timezone": "UTC",
        "format": "pdf",
        "language": "en",
        "over_time": False,
        "recipients": [scene.owner, scene.colleague],
    }
    return Edit([{"active": True, "plan": weekly}, {"active": False, "plan": daily}])


WHEN = condition("x", "1", 1)


def _survey(scene: Scene) -> Edit:
    settings = {
        "opens_at": None,
        "closes_at": None,
        "identity": "anonymous",
        "open_to": "everybody",
        "attempts": 1,
        "may_change_answers": True,
        "results_for": "revealed",
        "min_group_size": None,
        "quotas": [QUOTA],
        "audience_questions": "off",
        "reactions": False,
    }
    other_settings = {
        "opens_at": "2030-01-01T08:00:00Z",
        "closes_at": "2031-01-01T08:00:00Z",
        "identity": "identified",
        "open_to": "invited",
        "attempts": 2,
        "may_change_answers": False,
        "results_for": "after_close",
        "min_group_size": 5,
        "quotas": [{"id": "b", "question": "b", "options": ["x"], "limit": 2, "message": "Gone."}],
        "audience_questions": "moderated",
        "reactions": True,
    }
    return Edit(
        [
            {
                "title": "Breakfast",
                "description": "",
                "language": "en",
                "theme": {"logo": None, "colour": None},
                "settings": settings,
                "sections": [
                    {"id": "a", "title": "A", "description": "", "questions": ["x"], "show_if": None},
                    {
                        "id": "b",
                        "title": "B",
                        "description": "2",
                        "questions": ["y"],
                        "show_if": condition("x", "1", 1),
                    },
                ],
                "translations": {},
                "questions": QUESTIONS[0],
            },
            {
                "title": "Frühstück",
                "description": "Am Morgen",
                "language": "de",
                "theme": {"logo": scene.image, "colour": "#15803d"},
                "settings": other_settings,
                "sections": [],
                "translations": {"en": {"title": "Breakfast"}},
                "questions": QUESTIONS[1],
            },
        ]
    )
