"""What accounts write to people, in both languages."""

from __future__ import annotations

import string

import pytest

from app.core.letters import Letter, one_line
from app.features.accounts.mail_texts import ENGLISH, GERMAN, TEXTS, Occasion, mail_to
from app.features.accounts.model import User
from app.http.devices import Language

LINK = "https://pulse.example/verify-email#token=abc"


def fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same_things() -> None:
    assert set(ENGLISH) == set(GERMAN)
    for occasion, english in ENGLISH.items():
        german = GERMAN[occasion]
        assert fields(english.before) == fields(german.before), occasion
        assert bool(english.label) == bool(german.label)
        assert bool(english.after) == bool(german.after)


@pytest.mark.parametrize("language", sorted(TEXTS))
@pytest.mark.parametrize("occasion", sorted(ENGLISH))
def test_every_mail_is_complete_and_of_its_own(language: Language, occasion: Occasion) -> None:
    user = User("usr_1", "Ada {name} <i>", "ada@example.org", "", language=language)
    link = LINK if ENGLISH[occasion].label else ""
    mail, again = (mail_to(user, occasion, link=link, count=3) for _ in range(2))
    assert mail.key != again.key
    assert (LINK in mail.text, LINK in mail.html) == (bool(link), bool(link))
    assert "Ada {name} <i>" in mail.text
    assert "<i>" not in mail.html
    assert f'<html lang="{language}" dir="ltr">' in mail.html


def test_a_letter_without_a_link_has_no_button() -> None:
    letter = Letter(language="en", subject="S & T", before=("One",), after=("Two",))
    assert letter.text() == "One\n\nTwo\n\nImpactPulse\n"
    assert "<a " not in letter.html()
    assert "<title>S &amp; T</title>" in letter.html()
    assert one_line("a\r\nBcc: eve@example.org  b") == "a Bcc: eve@example.org b"
