"""Entity tags: conditional reads and safe edits."""

from __future__ import annotations

import re
from typing import Annotated

from litestar.params import HeaderParameter

from app.core.errors import AppError, FieldError, InvalidInput

IfMatch = Annotated[
    str | None, HeaderParameter(name="If-Match", required=False, max_length=100, description="The ETag that was edited")
]
"""Required, as the document says; optional for Litestar, which would answer 400 where 428 says what is missing."""
IfStillAt = Annotated[
    str | None,
    HeaderParameter(name="If-Match", required=False, max_length=100, description="The ETag without which nothing goes"),
]
"""Optional, for deletions: whoever sends none deletes what stands there."""
IfNoneMatch = Annotated[
    str | None, HeaderParameter(name="If-None-Match", required=False, max_length=1_000, description="The ETag at hand")
]
TAGGED = "tagged with a version"
"""In ``Annotated`` with the type of a response: it carries what it shows at which version as ``ETag``."""
_VERSION = re.compile(r'(?:W/)?"(\d{1,15})(?:-[0-9a-f]{1,64})?"')


class IfMatchMissing(AppError):
    """An edit must say which version it is based on."""

    status = 428
    code = "if_match_missing"
    default_message = "Send the ETag of the version you edited as If-Match."


def etag(text: object) -> str:
    return f'"{text}"'


def edited_version(if_match: str | None) -> int:
    """The version number in ``If-Match``. Raises IfMatchMissing, InvalidInput."""
    if if_match is None:
        raise IfMatchMissing
    match = _VERSION.fullmatch(if_match.strip())
    if match is None:
        raise InvalidInput(fields=(FieldError('Send one ETag, for example "3".', "invalid_etag", "If-Match"),))
    return int(match[1])


def expected_version(if_match: str | None) -> int | None:
    """The same where it is optional. Raises InvalidInput."""
    return None if if_match is None else edited_version(if_match)


def is_at_hand(tag: str, if_none_match: str | None) -> bool:
    """Whether the client already holds what ``tag`` names; tags are compared weakly (RFC 9110, 13.1.2)."""
    if if_none_match is None:
        return False
    tags = [one.strip().removeprefix("W/") for one in if_none_match.split(",")]
    return "*" in tags or tag in tags
