"""The mail that invites a member, in English and German."""

from __future__ import annotations

from app.core.identity import new_id
from app.core.letters import Letter, one_line
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
