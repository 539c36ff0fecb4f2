"""What the word lists find, and what they leave alone."""

from __future__ import annotations

import pytest

from app.features.audience.profanity import finds_profanity


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("What the FUCK?", ["en"]),
        ("So eine Scheiße!", ["de-AT"]),
        ("so eine SCHEISSE", ["de"]),
        ("putain, encore ?", ["fr"]),
        ("fuck", ["tlh"]),
    ],
)
def test_listed_words_are_found_in_any_case(text: str, languages: list[str]) -> None:
    assert finds_profanity(text, languages)


@pytest.mark.parametrize("text", ["When is lunch in Scunthorpe?", "Wie misst man Wirkung?", "Class assessment", ""])
def test_words_within_words_are_not(text: str) -> None:
    assert not finds_profanity(text, ["en", "de"])


def test_a_word_is_judged_by_the_languages_of_the_session() -> None:
    assert not finds_profanity("Scheiße", ["en"])
    assert not finds_profanity("Scheiße", ["tlh"]), "of which there is no list"
