"""What accounts write to their users, in English and German."""

from __future__ import annotations

from typing import Literal

import msgspec

from app.core.identity import new_id
from app.core.letters import Letter
from app.features.accounts.model import User
from app.http.devices import Language
from app.infra.mailer import Mail

Occasion = Literal[
    "verify_email",
    "change_email",
    "email_change_asked",
    "email_changed",
    "reset_password",
    "password_changed",
    "second_factor_enabled",
    "second_factor_disabled",
    "recovery_code_used",
    "login_reused",
    "account_deleted",
]


class Text(msgspec.Struct, frozen=True):
    """``{name}``, ``{email}`` and ``{count}`` are filled in; ``label`` names the link, if there is one."""

    subject: str
    before: str
    label: str = ""
    after: str = ""


_NOT_YOU = "Was this not you? Set a new password at once, from the login page: it ends every login of your account."
_NOT_YOU_DE = (
    "Das waren nicht Sie? Setzen Sie sofort auf der Anmeldeseite ein neues Passwort: das beendet alle Anmeldungen "
    "Ihres Kontos."
)

ENGLISH: dict[Occasion, Text] = {
    "verify_email": Text(
        "Confirm your e-mail address",
        "Hello {name}, please confirm that {email} is your address.",
        "Confirm the address",
        "The link works once, for two days. If you have not made an account, ignore this mail.",
    ),
    "change_email": Text(
        "Confirm your new e-mail address",
        "Hello {name}, please confirm that your account shall have the address {email} from now on.",
        "Confirm the address",
        "The link works once, for two days. Until then nothing changes.",
    ),
    "email_change_asked": Text(
        "Your e-mail address is about to change",
        "Hello {name}, somebody who knows your password wants to give your account another address: {email}.",
        after=_NOT_YOU,
    ),
    "email_changed": Text(
        "Your e-mail address was changed",
        "Hello {name}, your account now has the address {email}; this one is no longer in use.",
        after=_NOT_YOU,
    ),
    "reset_password": Text(
        "Set a new password",
        "Hello {name}, with this link you set a new password. It ends every login of your account.",
        "Set a new password",
        "The link works once, for one hour. If you have not asked for it, ignore this mail: nothing has changed.",
    ),
    "password_changed": Text(
        "Your password was changed",
        "Hello {name}, your account has a new password, and your other logins were ended.",
        after=_NOT_YOU,
    ),
    "second_factor_enabled": Text(
        "Two-step login is on",
        "Hello {name}, from now on your account asks for a code of your authenticator app at each login.",
        after=_NOT_YOU,
    ),
    "second_factor_disabled": Text(
        "Two-step login is off",
        "Hello {name}, your account no longer asks for a code at login: the password alone is enough.",
        after=_NOT_YOU,
    ),
    "recovery_code_used": Text(
        "A recovery code was used",
        "Hello {name}, somebody logged in with one of your recovery codes; {count} are left.",
        after=_NOT_YOU,
    ),
    "login_reused": Text(
        "We ended one of your logins",
        "Hello {name}, the key of one of your logins was sent a second time: it may have been copied from your browser "
        "or device. We ended that login, for you and for whoever has the copy.",
        after="Log in again to go on. If you cannot explain this, set a new password from the login page: it ends "
        "every login of your account.",
    ),
    "account_deleted": Text(
        "Your account was deleted",
        "Hello {name}, your account with the address {email} is deleted. What you made stays with your organizations.",
        after="This is the last mail about it. Was this not you? Tell the owner of your organization at once.",
    ),
}

GERMAN: dict[Occasion, Text] = {
    "verify_email": Text(
        "Bestätigen Sie Ihre E-Mail-Adresse",
        "Guten Tag {name}, bitte bestätigen Sie, dass {email} Ihre Adresse ist.",
        "Adresse bestätigen",
        "Der Link gilt einmal und zwei Tage lang. Haben Sie kein Konto angelegt, ignorieren Sie diese Nachricht.",
    ),
    "change_email": Text(
        "Bestätigen Sie Ihre neue E-Mail-Adresse",
        "Guten Tag {name}, bitte bestätigen Sie, dass Ihr Konto künftig die Adresse {email} haben soll.",
        "Adresse bestätigen",
        "Der Link gilt einmal und zwei Tage lang. Bis dahin ändert sich nichts.",
    ),
    "email_change_asked": Text(
        "Ihre E-Mail-Adresse soll geändert werden",
        "Guten Tag {name}, jemand, der Ihr Passwort kennt, möchte Ihrem Konto eine andere Adresse geben: {email}.",
        after=_NOT_YOU_DE,
    ),
    "email_changed": Text(
        "Ihre E-Mail-Adresse wurde geändert",
        "Guten Tag {name}, Ihr Konto hat jetzt die Adresse {email}; diese hier wird nicht mehr verwendet.",
        after=_NOT_YOU_DE,
    ),
    "reset_password": Text(
        "Setzen Sie ein neues Passwort",
        "Guten Tag {name}, mit diesem Link setzen Sie ein neues Passwort. Das beendet alle Anmeldungen Ihres Kontos.",
        "Neues Passwort setzen",
        "Der Link gilt einmal und eine Stunde lang. Haben Sie ihn nicht angefordert, ignorieren Sie diese Nachricht: "
        "Es hat sich nichts geändert.",
    ),
    "password_changed": Text(
        "Ihr Passwort wurde geändert",
        "Guten Tag {name}, Ihr Konto hat ein neues Passwort; Ihre anderen Anmeldungen wurden beendet.",
        after=_NOT_YOU_DE,
    ),
    "second_factor_enabled": Text(
        "Anmeldung in zwei Schritten ist eingeschaltet",
        "Guten Tag {name}, ab jetzt fragt Ihr Konto bei jeder Anmeldung nach einem Code Ihrer Authenticator-App.",
        after=_NOT_YOU_DE,
    ),
    "second_factor_disabled": Text(
        "Anmeldung in zwei Schritten ist ausgeschaltet",
        "Guten Tag {name}, Ihr Konto fragt bei der Anmeldung nicht mehr nach einem Code: Das Passwort allein genügt.",
        after=_NOT_YOU_DE,
    ),
    "recovery_code_used": Text(
        "Ein Wiederherstellungscode wurde benutzt",
        "Guten Tag {name}, jemand hat sich mit einem Ihrer Wiederherstellungscodes angemeldet; {count} sind übrig.",
        after=_NOT_YOU_DE,
    ),
    "login_reused": Text(
        "Wir haben eine Ihrer Anmeldungen beendet",
        "Guten Tag {name}, der Schlüssel einer Ihrer Anmeldungen kam ein zweites Mal: Vielleicht wurde er von Ihrem "
        "Browser oder Gerät kopiert. Wir haben diese Anmeldung beendet, für Sie und für jeden mit der Kopie.",
        after="Melden Sie sich wieder an. Können Sie sich das nicht erklären, setzen Sie auf der Anmeldeseite ein "
        "neues Passwort: Das beendet alle Anmeldungen Ihres Kontos.",
    ),
    "account_deleted": Text(
        "Ihr Konto wurde gelöscht",
        "Guten Tag {name}, Ihr Konto mit der Adresse {email} ist gelöscht. Was Sie angelegt haben, bleibt bei Ihren "
        "Organisationen.",
        after="Das ist die letzte Nachricht dazu. Das waren nicht Sie? Sagen Sie es sofort dem Inhaber Ihrer "
        "Organisation.",
    ),
}

TEXTS: dict[Language, dict[Occasion, Text]] = {"en": ENGLISH, "de": GERMAN}


def letter_to(user: User, occasion: Occasion, *, email: str = "", link: str = "", count: int = 0) -> Letter:
    text = TEXTS[user.language][occasion]
    filled = {"name": user.name, "email": email or user.email, "count": count}
    return Letter(
        language=user.language,
        subject=text.subject,
        before=(text.before.format(**filled),),
        label=text.label,
        link=link,
        after=(text.after.format(**filled),) if text.after else (),
    )


def mail_to(user: User, occasion: Occasion, *, to: str = "", email: str = "", link: str = "", count: int = 0) -> Mail:
    """A mail of its own, to ``to`` where that is not the user's address; ``email`` is the address it speaks of."""
    letter = letter_to(user, occasion, email=email, link=link, count=count)
    return Mail(to or user.email, letter.subject, letter.text(), letter.html(), f"{occasion}:{new_id('mail')}")
