"""Which passwords are refused: those that somebody who knows the account, or a list, would try first.

Length is what counts (NIST SP 800-63B, 3.1.1.2): no rule asks for a digit or a sign.
"""

from __future__ import annotations

import re

from app.core.errors import FieldError, InvalidInput

MIN_TELLING_CHARACTERS = 4
"""Shorter names and addresses are part of too many good passwords."""

_LIST = """
1234567890 0123456789 9876543210 0987654321 1234512345 12345678910 123456789a 123456789q 1q2w3e4r5t 1qaz2wsx3edc
q1w2e3r4t5 qwertyuiop qwertzuiop qwerty1234 qwerty12345 qwerty123456 qwertz1234 asdfghjkl1 asdfghjkl123
zaq12wsxcde3 password12 password123 password1234 password12345 password123456 passwordpassword mypassword1
newpassword thepassword passw0rd123 p@ssword123 p@ssw0rd123 passwort12 passwort123 passwort1234 passwort12345
meinpasswort administrator admin12345 admin123456 adminadmin letmein123 letmein1234 welcome123 welcome1234
changeme123 changemenow iloveyou12 iloveyou123 iloveyou1234 ichliebedich iloveyousomuch sunshine12 sunshine123
princess12 princess123 football12 football123 baseball123 basketball superman123 batman12345 monkey12345
dragon12345 master12345 shadow12345 michael123 michelle123 jennifer123 hallo12345 hallohallo hallo123456
schalke0404 bayernmunich deutschland abcdefghij abcdefghijk abcd123456 abc1234567 abc123456789 a123456789
aa123456789 qweasdzxc123 starwars123 pokemon1234 minecraft123 liverpool123 manchester startrek123 computer123
internet123 secret1234 whatever123 trustno1234 impactpulse impactpulse1 impactpulse123
"""
COMMON = frozenset(_LIST.split())
_REPEATS = re.compile(r"(.{1,4})\1+")


class PasswordRefused(InvalidInput):
    """``code`` says which rule: ``password_common`` or ``password_personal``."""


def check_password(password: str, *, email: str, name: str) -> None:
    """Raises PasswordRefused for what is on every list, repeats itself, or is the account's own name or address."""
    folded = password.casefold().strip()
    if folded in COMMON or _REPEATS.fullmatch(folded):
        raise _refused("password_common", "This password is among the first that anybody would try.")
    bare = _letters(folded)
    personal = {_letters(part) for part in (email.casefold(), email.casefold().partition("@")[0], name.casefold())}
    if any(len(part) >= MIN_TELLING_CHARACTERS and part in bare for part in personal):
        raise _refused("password_personal", "This password holds your name or address.")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _refused(code: str, message: str) -> PasswordRefused:
    return PasswordRefused(message, code=code, fields=(FieldError(message, code, "password"),))
