"""What mails say: languages, placeholders, and words of people that are nothing but words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from app.core.clock import utc_now
from app.features.invitations.model import Invitation
from app.features.mailings.model import MailText, ReminderPlan
from app.features.mailings.texts import OURS, PLACEHOLDERS, Links, letter_for, problems_of
from app.features.sessions.model import Session, first_state
from app.features.surveys.settings import SessionSettings

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
SESSION = Session(
    id="ses_1", organization="org_1", number=1, run=1, survey="srv_1", version=1, mode="open", title="Breakfast",
    code=None, slot=0, state=first_state("open", NOW), state_version=1, created_by="usr_1",
    created_at=NOW, updated_at=NOW,
    settings=SessionSettings(closes_at=datetime(2026, 3, 9, 17, tzinfo=UTC)),
)  # fmt: skip
ADA = Invitation(
    id="ivt_1", session="ses_1", organization="org_1", number=1, email="ada@example.org", address="ada@example.org",
    name="Ada", language="de-AT", timezone="Europe/Vienna", hash="0" * 64, created_at=NOW,
)  # fmt: skip
LINKS = Links("https://pulse.example/i#token=t", "https://pulse.example/unsubscribe/u")
PLAN = ReminderPlan(starts_at=NOW)
OWN = {"fr": {"first": MailText("Bonjour {name}", "{greeting}\n\n\nVoilà <b>{title}</b>: {closes} {title}", "Allez")}}


def letter(person: Invitation = ADA, plan: ReminderPlan = PLAN, **changes: Any) -> Any:
    session = msgspec.structs.replace(SESSION, **changes)
    return letter_for(person, session, plan, "first", organization="Tea & Co", links=LINKS)


def test_a_mail_speaks_the_language_of_its_reader_in_their_time() -> None:
    mail = letter()
    assert mail.language == "de"
    assert "Guten Tag Ada," in mail.text()
    assert "Offen bis 9. März 2026" in mail.text()
    assert "18:00:00 MEZ" in mail.text()
    assert "Keine Mails von Tea & Co mehr: https://pulse.example/unsubscribe/u" in mail.text()
    assert 'href="https://pulse.example/unsubscribe/u"' in mail.html()
    nobody = msgspec.structs.replace(ADA, language="tlh", name=None)
    assert letter(nobody).text().startswith("Hello,\n\n")


def test_texts_of_ones_own_stand_in_for_ours() -> None:
    mail = letter(msgspec.structs.replace(ADA, language="fr-CA"), msgspec.structs.replace(PLAN, texts=OWN))
    assert (mail.language, mail.subject, mail.label) == ("fr", "Bonjour Ada", "Allez")
    assert mail.before == (
        "Bonjour Ada,",
        "Voilà <b>Breakfast</b>: Ouvert jusqu’au 9 mars 2026, 18:00:00 +0100. Breakfast",
    )
    assert mail.after == ("Ce lien vous est personnel ; merci de ne pas le transmettre.",)
    assert mail.footer == "Ne plus recevoir de courriels de Tea & Co"
    japanese = letter(
        msgspec.structs.replace(ADA, language="ja"), msgspec.structs.replace(PLAN, texts=OWN, language="fr")
    )
    assert japanese.subject == "Bonjour Ada", "ours in Japanese would lack what the organization says"


@pytest.mark.parametrize("language", sorted(OURS))
def test_nothing_in_a_mail_is_in_another_language(language: str) -> None:
    mail, english = letter(msgspec.structs.replace(ADA, language=language)), OURS["en"]
    assert mail.language == language
    assert "{" not in mail.text()
    lines = {*mail.before, mail.label, *mail.after, mail.footer}
    in_english = letter(msgspec.structs.replace(ADA, language="en"))
    assert language == "en" or lines.isdisjoint({*in_english.before, in_english.label, *in_english.after})
    ours = OURS[language]
    assert set(ours.texts) == set(english.texts)
    assert not list(problems_of({language: ours.texts}))
    for kind, text in ours.texts.items():
        assert {"{greeting}", "{title}", "{closes}"} <= {
            f"{{{one}}}" for one in PLACEHOLDERS if f"{{{one}}}" in text.body
        }, kind
    assert ('dir="rtl"' in mail.html()) == (language == "ar")


def test_what_people_wrote_is_neither_markup_nor_a_placeholder() -> None:
    evil = msgspec.structs.replace(ADA, name="<img src=x> {title} {0.__class__}")
    mail = letter(evil, msgspec.structs.replace(PLAN, texts=OWN, language="fr"), title="A\r\nBcc: x@example.org")
    assert "<img" not in mail.html()
    assert "<b>" not in mail.html()
    assert "{title} {0.__class__}" in mail.text()
    assert mail.language == "de", "the reader's own language comes before the plan's"
    french = letter(msgspec.structs.replace(evil, language="fr"), msgspec.structs.replace(PLAN, texts=OWN))
    assert "\n" not in letter(title="A\r\nBcc: x@example.org").subject
    assert "{title}" in french.subject
    assert "<b>" not in french.html()


@pytest.mark.parametrize("text", ["{nme}", "{}", "Dear {name} {title.x}{x}"])
def test_a_placeholder_that_there_is_not_is_named(text: str) -> None:
    texts: Any = {"en": {"first": MailText("s", text, "b")}, "xx": {"first": MailText("{name}", "b", "b")}}
    found = [(problem.field, problem.code) for problem in problems_of(texts)]
    assert found[0] == ("en.first.body", "unknown_placeholder")
    assert found[-1] == ("xx", "unknown_language")


def test_the_same_arguments_make_the_same_mail() -> None:
    assert letter() == letter()
    assert utc_now().tzinfo is not None
