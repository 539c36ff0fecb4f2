"""The mails that invite a member, and that say when an organization is deleted, in English and German."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_date

from app.core.identity import new_id
from app.core.letters import Letter, one_line
from app.features.accounts.model import User
from app.http.devices import Language
from app.infra.mailer import Mail


def invitation_mail(to: str, *, language: Language, inviter: str, organization: str, link: str) -> Mail:
    """A mail of its own each time; the link works once, for seven days."""
    letter = (_german if language == "de" else _english)(inviter, one_line(organization), link)
    return Mail(to, letter.subject, letter.text(), letter.html(), f"member_invitation:{new_id('mail')}")


def _english(inviter: str, organization: str, link: str) -> Letter:
    return Letter(
        language="en",
        subject=f"You are invited to {organization}",
        before=(f"{inviter} invites you to work in {organization} on ImpactPulse.",),
        label="Accept the invitation",
        link=link,
        after=("The link works once, for seven days. If you do not know the sender, ignore this mail.",),
    )


def _german(inviter: str, organization: str, link: str) -> Letter:
    return Letter(
        language="de",
        subject=f"Einladung zu {organization}",
        before=(f"{inviter} lädt Sie ein, bei {organization} auf ImpactPulse mitzuarbeiten.",),
        label="Einladung annehmen",
        link=link,
        after=("Der Link gilt einmal und sieben Tage lang. Kennen Sie den Absender nicht, ignorieren Sie ihn.",),
    )


def deletion_mail(user: User, *, organization: str, due_at: datetime, link: str) -> Mail:
    """To the owner who asked for it."""
    write = _deletion_german if user.language == "de" else _deletion_english
    letter = write(user.name, one_line(organization), format_date(due_at, "long", locale=user.language), link)
    return Mail(user.email, letter.subject, letter.text(), letter.html(), f"organization_deletion:{new_id('mail')}")


def _deletion_english(name: str, organization: str, day: str, link: str) -> Letter:
    return Letter(
        language="en",
        subject=f"{organization} will be deleted on {day}",
        before=(
            f"Hello {name}, as you asked, {organization} will be deleted on {day}, with all its surveys and answers.",
            "Until then everything works as before. Take with you what you need; nothing comes back afterwards.",
        ),
        label="Keep the organization",
        link=link,
        after=("Was this not you? Keep the organization, and set a new password at once.",),
    )


def _deletion_german(name: str, organization: str, day: str, link: str) -> Letter:
    return Letter(
        language="de",
        subject=f"{organization} wird am {day} gelöscht",
        before=(
            f"Guten Tag {name}, wie gewünscht wird {organization} am {day} gelöscht, mit allen Umfragen und Antworten.",
            "Bis dahin geht alles weiter wie bisher. Nehmen Sie mit, was Sie brauchen; danach kommt nichts zurück.",
        ),
        label="Organisation behalten",
        link=link,
        after=("Das waren nicht Sie? Behalten Sie die Organisation und setzen Sie sofort ein neues Passwort.",),
    )
