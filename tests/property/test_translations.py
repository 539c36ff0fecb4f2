"""A survey in another language: the nearest text that there is, and nothing but texts changed."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from app.features.surveys.model import SurveyContent
from app.features.surveys.questions import Nps, Option, Scale, ScaleLabel, SingleChoice
from app.features.surveys.sections import Section

CONTENT = SurveyContent(
    title="Breakfast",
    description="What do you have?",
    questions=(
        SingleChoice(id="q1", title="Tea or coffee?", options=(Option("tea", "Tea"), Option("coffee", "Coffee"))),
        Scale(id="q2", title="How hungry?", labels=(ScaleLabel(1, "Not at all"), ScaleLabel(5, "Very"))),
        Nps(id="q3", title="Would you?", min_label="No", max_label="Yes"),
    ),
    sections=(Section(id="s1", title="Drinks", questions=("q1",)), Section(id="s2", questions=("q2", "q3"))),
)
PATHS = list(CONTENT.texts())
TAGS = ("de", "de-AT", "fr", "en-GB")
texts = st.dictionaries(st.sampled_from(PATHS), st.sampled_from(["", "eins", "zwei", "drei"]))
translations = st.dictionaries(st.sampled_from(TAGS), texts)
wanted = st.lists(st.sampled_from((*TAGS, "en", "de-CH", "it")), max_size=3)


def test_every_text_has_a_path_that_names_ids_and_no_places() -> None:
    assert CONTENT.texts() == {
        "title": "Breakfast",
        "description": "What do you have?",
        "questions.q1.title": "Tea or coffee?",
        "questions.q1.options.tea.label": "Tea",
        "questions.q1.options.coffee.label": "Coffee",
        "questions.q2.title": "How hungry?",
        "questions.q2.labels.1.label": "Not at all",
        "questions.q2.labels.5.label": "Very",
        "questions.q3.title": "Would you?",
        "questions.q3.min_label": "No",
        "questions.q3.max_label": "Yes",
        "sections.s1.title": "Drinks",
    }


@given(translations, wanted)
def test_each_text_is_the_nearest_that_there_is(have: dict[str, dict[str, str]], languages: list[str]) -> None:
    content = msgspec.structs.replace(CONTENT, translations=have)
    shown = content.localized(languages)
    assert shown.language in {"en", *have}
    for path, original in CONTENT.texts().items():
        nearest = [have.get(tag, {}).get(path) for tag in (shown.language, shown.language.partition("-")[0])]
        assert shown.texts()[path] == next((text for text in nearest if text), original)


@given(translations, wanted)
def test_nothing_but_texts_and_the_language_changes(have: dict[str, dict[str, str]], languages: list[str]) -> None:
    content = msgspec.structs.replace(CONTENT, translations=have)
    shown = content.localized(languages)
    back = {"own": CONTENT.texts()}
    restored = msgspec.structs.replace(shown, translations={"en-ZA": back["own"]}).localized(["en-ZA"])
    assert msgspec.structs.replace(restored, language="en", translations={}) == CONTENT


@given(translations)
def test_whoever_asks_for_nothing_gets_the_original(have: dict[str, dict[str, str]]) -> None:
    content = msgspec.structs.replace(CONTENT, translations=have)
    assert content.localized([]) == content
