"""A survey that leaves as a file and comes back is the same survey; only its images have other ids."""

from __future__ import annotations

import base64
import random
from datetime import UTC, datetime
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from app.features.surveys.conditions import And, Answered, AtLeast, Condition, Includes, Is, Not, Or
from app.features.surveys.model import SurveyContent
from app.features.surveys.schemas import NewSurvey
from app.features.surveys.sections import Section
from app.features.surveys.settings import Quota, SessionSettings
from app.features.surveys.theme import Theme
from app.features.surveys.transfer import FORMAT, EmbeddedImage, SurveyFile, with_image_ids
from tests.builders.question_types import TYPES, new_question

LEAVES: st.SearchStrategy[Condition] = st.sampled_from(
    [Answered("scale"), Is("number", 2.5), Is("dropdown", "o1"), Includes("multiple_choice", "o2"), AtLeast("nps", 7)]
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda all_of_them: And(tuple(all_of_them))),
        st.lists(inner, min_size=1, max_size=3).map(lambda any_of_them: Or(tuple(any_of_them))),
    ),
    max_leaves=6,
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
QUOTAS = st.builds(
    Quota,
    id=st.just("warm"),
    question=st.just("single_choice"),
    options=st.just(("o1", "o2")),
    limit=st.integers(1, 99),
)
SETTINGS = st.builds(
    SessionSettings,
    opens_at=st.none() | MOMENTS,
    closes_at=st.none() | MOMENTS,
    identity=st.sampled_from(["anonymous", "identified"]),
    attempts=st.integers(1, 100),
    may_change_answers=st.booleans(),
    results_for=st.sampled_from(["nobody", "revealed", "after_answer", "after_close"]),
    min_group_size=st.none() | st.integers(2, 100),
    quotas=st.lists(QUOTAS, max_size=2).map(tuple),
)
THEMES = st.builds(
    Theme, logo=st.none() | st.just("img_logo"), colour=st.none() | st.sampled_from(["#000000", "#2563eb"])
)


@st.composite
def contents(draw: st.DrawFn) -> SurveyContent:
    """Of every type a question, in sections or not, with whatever a survey can have."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    shown = st.none() | CONDITIONS
    questions = [new_question(tag, chance, show_if=draw(shown)) for tag in draw(st.permutations(sorted(TYPES)))]
    cut = draw(st.integers(1, len(questions) - 1))
    pages = [questions[:cut], questions[cut:]] if draw(st.booleans()) else []
    content = SurveyContent(
        title=draw(TEXTS.filter(bool)),
        description=draw(TEXTS),
        questions=tuple(questions),
        sections=tuple(
            Section(id=f"s{number}", title=draw(TEXTS), questions=tuple(one.id for one in page), show_if=draw(shown))
            for number, page in enumerate(pages)
        ),
        settings=draw(SETTINGS),
        language=draw(st.sampled_from(["en", "de-AT"])),
        theme=draw(THEMES),
    )
    paths = st.sampled_from(sorted(content.texts()))
    translations = st.dictionaries(st.sampled_from(["fr", "pt-BR"]), st.dictionaries(paths, TEXTS, max_size=5))
    return msgspec.structs.replace(content, translations=draw(translations))


def travelled(content: SurveyContent, images: dict[str, EmbeddedImage]) -> SurveyFile:
    """What is read from the bytes that were written."""
    survey = NewSurvey(**msgspec.structs.asdict(content))
    return msgspec.json.decode(
        msgspec.json.encode(SurveyFile(format=FORMAT, survey=survey, images=images)), type=SurveyFile
    )


@settings(max_examples=40, deadline=None)
@given(contents())
def test_a_survey_comes_back_from_a_file_as_it_left(content: SurveyContent) -> None:
    named = sorted({image for _, image in content.images()})
    picture = EmbeddedImage("image/png", base64.b64encode(b"pixels").decode())
    file = travelled(content, dict.fromkeys(named, picture))
    assert file.survey.content() == content
    assert sorted(file.images) == named
    there = {image: f"img_new_{position}" for position, image in enumerate(named)}
    taken_in = with_image_ids(file.survey.content(), there)
    assert [image for _, image in taken_in.images()] == [there[image] for _, image in content.images()]
    assert with_image_ids(taken_in, {new: old for old, new in there.items()}) == content


@given(contents())
@settings(max_examples=10, deadline=None)
def test_a_second_journey_writes_the_same_bytes(content: SurveyContent) -> None:
    first: Any = travelled(content, {})
    second = travelled(first.survey.content(), {})
    assert msgspec.json.encode(first) == msgspec.json.encode(second)
