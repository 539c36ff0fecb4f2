"""What proving an address and setting passwords look like over REST."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from app.features.accounts.schemas import Email, NewPassword, OldPassword

LinkToken = Annotated[str, Meta(min_length=1, max_length=200)]
"""What stands behind ``#token=`` in the link of a mail."""


class LinkUse(msgspec.Struct, forbid_unknown_fields=True):
    token: LinkToken


class EmailChange(msgspec.Struct, forbid_unknown_fields=True):
    email: Email
    password: OldPassword


class ResetRequest(msgspec.Struct, forbid_unknown_fields=True):
    email: Annotated[str, Meta(min_length=1, max_length=254)]


class PasswordReset(msgspec.Struct, forbid_unknown_fields=True):
    token: LinkToken
    password: NewPassword


class PasswordChange(msgspec.Struct, forbid_unknown_fields=True):
    current: OldPassword
    password: NewPassword
