"""Which language somebody gets, and what screens need to know of it."""

from __future__ import annotations

import pytest

from app.features.surveys.languages import Language, best_of, fallbacks, is_known, language_of
from app.features.surveys.model import SurveyContent
from app.features.surveys.questions import Nps
from app.http.languages import wanted_languages


@pytest.mark.parametrize(
    ("wanted", "available", "best"),
    [
        (["de-AT"], ["en", "de"], "de"),
        (["de-AT"], ["en", "de", "de-AT"], "de-AT"),
        (["fr", "de"], ["en", "de"], "de"),
        (["pt"], ["en", "pt-BR"], "pt-BR"),
        (["zh-Hant-TW"], ["en", "zh"], None),
        (["zh-Hant-TW"], ["en", "zh", "zh-Hant"], "zh-Hant"),
        (["it"], ["en", "de"], None),
        ([], ["en"], None),
    ],
)
def test_the_nearest_language_is_chosen(wanted: list[str], available: list[str], best: str | None) -> None:
    assert best_of(wanted, available) == best


def test_a_language_falls_back_to_the_wider_one() -> None:
    assert list(fallbacks("sr-Latn-RS")) == ["sr-Latn-RS", "sr-Latn"]
    assert list(fallbacks("de-AT")) == ["de-AT", "de"]


def test_a_language_is_named_in_itself_with_its_direction() -> None:
    assert language_of("ar") == Language("ar", "العربية", "rtl")
    assert language_of("de-AT") == Language("de-AT", "Deutsch (Österreich)", "ltr")
    assert language_of("qqq") == Language("qqq", "qqq", "ltr")
    assert (is_known("de"), is_known("qqq")) == (True, False)


@pytest.mark.parametrize(
    ("language", "header", "wanted"),
    [
        (None, None, []),
        ("de", None, ["de"]),
        ("DE-at", "en", ["de-AT", "en"]),
        (None, "de-AT, de;q=0.9, en;q=0.5, *;q=0.1", ["de-AT", "de", "en"]),
        (None, "en;q=0.5,fr;q=0, ZH-hant-tw", ["zh-Hant-TW", "en"]),
        ("not a language", "de;q=x, ;;;, fr", ["fr"]),
    ],
)
def test_what_a_caller_reads_is_taken_from_the_request(
    language: str | None, header: str | None, wanted: list[str]
) -> None:
    assert wanted_languages(language, header) == wanted


def test_languages_that_cannot_be_are_named() -> None:
    content = SurveyContent(
        title="A survey",
        questions=(Nps(id="q1", title="?"),),
        language="qqq",
        translations={"qqq": {"title": "T"}, "qqx": {}, "de": {"questions.q1.title": "?", "questions.q2.title": "?"}},
    )
    assert [(problem.field, problem.code) for problem in content.problems()] == [
        ("language", "unknown_language"),
        ("translations.qqq", "unknown_language"),
        ("translations.qqq", "same_language"),
        ("translations.qqx", "unknown_language"),
        ("translations.de.questions.q2.title", "unknown_text"),
    ]
