"""What mails say: ours in English and German, or an organization's own, with placeholders that are only words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec
from babel import Locale
from babel.dates import format_datetime

from app.core.errors import FieldError
from app.core.letters import Letter, one_line
from app.features.invitations.model import Invitation
from app.features.mailings.model import MailText, ReminderPlan, WaveKind
from app.features.mailings.selection import zone_of
from app.features.sessions.model import Session
from app.features.surveys.languages import best_of, is_known

PLACEHOLDERS = ("greeting", "name", "title", "organization", "closes")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_BLANK = re.compile(r"\n\s*\n")

OURS: Mapping[str, Mapping[WaveKind, MailText]] = {
    "en": {
        "first": MailText(
            "{title}: your opinion, please",
            "{greeting}\n\n{organization} asks for your answers: {title}.\n\n{closes}",
            "Answer now",
        ),
        "reminder": MailText(
            "Reminder: {title}",
            "{greeting}\n\nyour answers to {title} are still missing. It would be good to have them.\n\n{closes}",
            "Answer now",
        ),
        "last_call": MailText(
            "Last call: {title}",
            "{greeting}\n\n{title} closes soon, and your answers are still missing.\n\n{closes}",
            "Answer now",
        ),
    },
    "de": {
        "first": MailText(
            "{title}: Ihre Meinung ist gefragt",
            "{greeting}\n\n{organization} bittet um Ihre Antworten: {title}.\n\n{closes}",
            "Jetzt antworten",
        ),
        "reminder": MailText(
            "Erinnerung: {title}",
            "{greeting}\n\nIhre Antworten zu {title} fehlen noch. Wir würden uns darüber freuen.\n\n{closes}",
            "Jetzt antworten",
        ),
        "last_call": MailText(
            "Letzte Gelegenheit: {title}",
            "{greeting}\n\n{title} endet bald, und Ihre Antworten fehlen noch.\n\n{closes}",
            "Jetzt antworten",
        ),
    },
}
_PERSONAL = {
    "en": "This link is for you alone; please do not pass it on.",
    "de": "Dieser Link gilt nur für Sie; bitte geben Sie ihn nicht weiter.",
}
_UNSUBSCRIBE = {
    "en": "No more mail from {organization}",
    "de": "Keine Mails von {organization} mehr",
}
_GREETING = {"en": ("Hello {name},", "Hello,"), "de": ("Guten Tag {name},", "Guten Tag,")}
_CLOSES = {"en": "Open until {moment}.", "de": "Offen bis {moment}."}


class Links(msgspec.Struct, frozen=True):
    """Of one person."""

    answer: str
    unsubscribe: str


def letter_for(
    invitation: Invitation, session: Session, plan: ReminderPlan, kind: WaveKind, *, organization: str, links: Links
) -> Letter:
    """The mail to one person, in the language that suits them best; the same for the same arguments."""
    available = {*OURS, *plan.texts}
    language = best_of([*filter(None, (invitation.language, plan.language)), "en"], available) or "en"
    text = plan.texts.get(language, {}).get(kind) or OURS[_ours(language)][kind]
    words = _words(invitation, session, plan, language, organization)
    paragraphs = (filled(part, words).strip() for part in _BLANK.split(text.body))
    return Letter(
        language=language,
        subject=one_line(filled(text.subject, words)),
        before=tuple(part for part in paragraphs if part),
        label=filled(text.button, words),
        link=links.answer,
        after=(_PERSONAL[_ours(language)],),
        footer=_UNSUBSCRIBE[_ours(language)].format(organization=one_line(organization)),
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


def _words(
    invitation: Invitation, session: Session, plan: ReminderPlan, language: str, organization: str
) -> dict[str, str]:
    named, nameless = _GREETING[_ours(language)]
    closes, closes_at = "", session.settings.closes_at
    if closes_at is not None:
        locale = Locale.parse(language, sep="-")
        moment = format_datetime(closes_at, "long", tzinfo=zone_of(invitation, plan), locale=locale)
        closes = _CLOSES[_ours(language)].format(moment=moment)
    return {
        "greeting": named.format(name=invitation.name) if invitation.name else nameless,
        "name": invitation.name or "",
        "title": session.title,
        "organization": organization,
        "closes": closes,
    }


def _ours(language: str) -> str:
    return "de" if language.partition("-")[0] == "de" else "en"
