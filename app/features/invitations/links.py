"""The secrets of personal links: made again from ours whenever a mail needs one, stored only as hashes."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence

from app.features.accounts.model import hash_of
from app.features.invitations.model import Invitation
from app.http.public_url import PublicUrl

PAGE = "/i"


class InvitationLinks:
    """``secret`` is derived from JWT_SECRET: what leaks of the database gives no link. ``former`` ones make the links
    again that were made with them."""

    def __init__(self, secret: bytes, public_url: PublicUrl, *, former: Sequence[bytes] = ()) -> None:
        self._secrets = (secret, *former)
        self._public_url = public_url

    def new_token(self, invitation_id: str) -> str:
        """256 bits; the same for every mail to one person."""
        return _token(self._secrets[0], invitation_id)

    def link(self, invitation: Invitation) -> str:
        """The page of the web app that joins; the token is in its fragment."""
        tokens = [_token(secret, invitation.id) for secret in self._secrets]
        token = next((token for token in tokens if hash_of(token) == invitation.hash), tokens[0])
        return self._public_url.page(PAGE, token)


def _token(secret: bytes, invitation_id: str) -> str:
    digest = hmac.new(secret, invitation_id.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
