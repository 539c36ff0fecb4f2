"""What second factors look like over REST."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from app.features.accounts.schemas import LoginResource, OldPassword

Code = Annotated[str, Meta(min_length=1, max_length=40)]
"""Six digits of the authenticator app, or a recovery code."""
Note = Annotated[str, Meta(min_length=1, max_length=2_000)]


class PasswordProof(msgspec.Struct, forbid_unknown_fields=True):
    password: OldPassword


class CodeProof(msgspec.Struct, forbid_unknown_fields=True):
    code: Code


class FullProof(msgspec.Struct, forbid_unknown_fields=True):
    password: OldPassword
    code: Code


class SecondStep(msgspec.Struct, forbid_unknown_fields=True):
    """``challenge``: what the first step gave."""

    challenge: Note
    code: Code


class EnrolStep(msgspec.Struct, forbid_unknown_fields=True):
    challenge: Note


class SecondFactorRule(msgspec.Struct, forbid_unknown_fields=True):
    required: bool


class SecondFactorRuleResource(msgspec.Struct):
    """``version``: of the organization, its ETag."""

    required: bool
    version: int


class SecondFactorResource(msgspec.Struct):
    """``required``: the organization asks every member for it."""

    enabled: bool
    required: bool
    recovery_codes_left: int


class EnrolmentResource(msgspec.Struct):
    """``uri`` is for authenticator apps, ``qr_svg`` shows it; ``secret`` is for typing."""

    secret: str
    uri: str
    qr_svg: str


class RecoveryCodesResource(msgspec.Struct):
    """Each opens the account once, in place of a code of the app. They are shown this once."""

    recovery_codes: list[str]


class EnrolledLogin(msgspec.Struct):
    login: LoginResource
    recovery_codes: list[str]
