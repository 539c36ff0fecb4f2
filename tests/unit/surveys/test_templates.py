"""Every template can be published as it is, in both languages."""

from __future__ import annotations

import pytest

from app.features.surveys.templates import Template, library, template_summaries
from app.features.surveys.translations import completeness


def test_there_are_enough_to_choose_from() -> None:
    assert len(library()) >= 14
    assert {one.category for one in library().values()} == {"education", "events", "product", "team"}


@pytest.mark.parametrize("one", library().values(), ids=library())
def test_a_template_can_be_published_in_both_languages(one: Template) -> None:
    for language in (None, "en", "de"):
        content = one.content_in(language)
        assert content.language == (language or "en")
        assert list(content.problems()) == []
        for tag, texts in content.translations.items():
            report = completeness(content, tag, texts)
            assert (report.missing, report.unknown) == ([], [])


@pytest.mark.parametrize("one", library().values(), ids=library())
def test_a_template_says_what_it_is_for(one: Template) -> None:
    assert set(one.about) == {"en", "de"}
    assert 1 <= one.minutes <= 10
    assert one.content_in("de").texts() == one.survey.content().localized(["de"]).texts()
    assert not any(question.required for question in one.survey.questions)


@pytest.mark.parametrize("one", library().values(), ids=library())
def test_the_labels_of_a_scale_are_balanced(one: Template) -> None:
    """As many steps below the middle as above, so that the wording leans to neither side."""
    for question in one.survey.questions:
        values = [label.value for label in getattr(question, "labels", ())]
        if values:
            low, high = question.min, question.max  # type: ignore[union-attr]  # only scales have labels
            assert sorted(low + high - value for value in values) == sorted(values)


def test_summaries_are_told_in_the_reader_s_language() -> None:
    (german,) = [one for one in template_summaries(["de-CH"]) if one.id == "nps"]
    assert german.title == "Würden Sie uns weiterempfehlen?"
    assert german.about.startswith("Der Net Promoter Score")
    (english,) = [one for one in template_summaries([]) if one.id == "nps"]
    assert english.about.startswith("The net promoter score")
