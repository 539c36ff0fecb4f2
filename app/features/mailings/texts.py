"""What mails say: ours in several languages, or an organization's own, with placeholders that are only words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from babel import Locale
from babel.dates import format_datetime

from app.core.errors import FieldError
from app.core.letters import Letter, one_line
from app.features.invitations.model import Invitation
from app.features.mailings.model import MailText, ReminderPlan, WaveKind
from app.features.mailings.selection import zone_of
from app.features.sessions.model import Session
from app.features.surveys.languages import best_of, is_known, language_of

PLACEHOLDERS = ("greeting", "name", "title", "organization", "closes")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_BLANK = re.compile(r"\n\s*\n")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``texts`` of ours, and what surrounds anybody's. ``{moment}`` has its own form in each language."""

    greeting: str
    greeting_nameless: str
    closes: str
    personal: str
    unsubscribe: str
    texts: dict[WaveKind, MailText]


OURS: Mapping[str, Words] = {
    file.stem: msgspec.json.decode(file.read_bytes(), type=Words)
    for file in sorted(Path(__file__).with_name("words").glob("*.json"))
}
EVERYBODYS = ("en", "de")
"""Where an organization has its own words, readers of other languages get those: ours would lack what they say."""


class Links(msgspec.Struct, frozen=True):
    """Of one person."""

    answer: str
    unsubscribe: str


def letter_for(
    invitation: Invitation, session: Session, plan: ReminderPlan, kind: WaveKind, *, organization: str, links: Links
) -> Letter:
    """The mail to one person, in the language that suits them best; the same for the same arguments."""
    available = {*plan.texts, *(EVERYBODYS if plan.texts else OURS)}
    language = best_of([*filter(None, (invitation.language, plan.language)), "en"], available) or "en"
    ours = _ours(language)
    text = plan.texts.get(language, {}).get(kind) or ours.texts[kind]
    words = _filling(invitation, session, plan, language, organization)
    paragraphs = (filled(part, words).strip() for part in _BLANK.split(text.body))
    return Letter(
        language=language,
        direction=language_of(language).direction,
        subject=one_line(filled(text.subject, words)),
        before=tuple(part for part in paragraphs if part),
        label=filled(text.button, words),
        link=links.answer,
        after=(ours.personal,),
        footer=filled(ours.unsubscribe, {"organization": one_line(organization)}),
        footer_link=links.unsubscribe,
    )


def filled(text: str, words: Mapping[str, str]) -> str:
    """Each placeholder replaced by its word, once: what stands in a word is no placeholder."""
    return _PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), text)


def problems_of(texts: Mapping[str, Mapping[WaveKind, MailText]]) -> Iterator[FieldError]:
    """Languages and placeholders that there are not; the paths start at the texts."""
    for language, by_kind in texts.items():
        if not is_known(language):
            yield FieldError("This is no language that anybody knows.", "unknown_language", language)
        for kind, text in by_kind.items():
            for field in ("subject", "body", "button"):
                for unknown in sorted(set(_PLACEHOLDER.findall(getattr(text, field))) - set(PLACEHOLDERS)):
                    message = f"There is no placeholder {{{unknown}}}."
                    yield FieldError(message, "unknown_placeholder", f"{language}.{kind}.{field}")


def _filling(
    invitation: Invitation, session: Session, plan: ReminderPlan, language: str, organization: str
) -> dict[str, str]:
    ours, closes, closes_at = _ours(language), "", session.settings.closes_at
    if closes_at is not None:
        locale = Locale.parse(language, sep="-")
        moment = format_datetime(closes_at, "long", tzinfo=zone_of(invitation, plan), locale=locale)
        closes = filled(ours.closes, {"moment": moment})
    name = invitation.name or ""
    return {
        "greeting": filled(ours.greeting, {"name": name}) if name else ours.greeting_nameless,
        "name": name,
        "title": session.title,
        "organization": organization,
        "closes": closes,
    }


def _ours(language: str) -> Words:
    return OURS[best_of([language, "en"], OURS) or "en"]
