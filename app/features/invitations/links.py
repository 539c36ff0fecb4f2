"""The secrets of personal links: made again from ours whenever a mail needs one, stored only as hashes."""

from __future__ import annotations

import base64
import hashlib
import hmac

from app.http.public_url import PublicUrl

PAGE = "/i"


class InvitationLinks:
    """``secret`` is derived from JWT_SECRET: what leaks of the database gives no link."""

    def __init__(self, secret: bytes, public_url: PublicUrl) -> None:
        self._secret = secret
        self._public_url = public_url

    def token(self, invitation: str) -> str:
        """256 bits; the same for every mail to one person."""
        digest = hmac.new(self._secret, invitation.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def link(self, invitation: str) -> str:
        """The page of the web app that joins; the token is in its fragment."""
        return self._public_url.page(PAGE, self.token(invitation))
