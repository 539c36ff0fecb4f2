"""What a mail to one person leads to: their answers, and no more mail."""

from __future__ import annotations

import base64
import hashlib
import hmac

from app.features.invitations.links import InvitationLinks
from app.features.mailings.texts import Links
from app.http.public_url import PublicUrl

PAGE = "/unsubscribe"
_MAC_BYTES = 18


class MailLinks:
    """``secret`` is derived from JWT_SECRET. The link to unsubscribe opens nothing else, so it may stand in an address:
    mail programs call it by themselves (RFC 8058)."""

    def __init__(self, answers: InvitationLinks, secret: bytes, public_url: PublicUrl) -> None:
        self._answers = answers
        self._secret = secret
        self._public_url = public_url

    def of(self, invitation: str) -> Links:
        return Links(
            answer=self._answers.link(invitation),
            unsubscribe=f"{self._public_url.base}{PAGE}/{invitation}.{self._mac(invitation)}",
        )

    def invitation_in(self, token: str) -> str | None:
        """Whose link to unsubscribe this is; None where it is forged."""
        invitation, _, mac = token.partition(".")
        return invitation if hmac.compare_digest(mac.encode(), self._mac(invitation).encode()) else None

    def _mac(self, invitation: str) -> str:
        digest = hmac.new(self._secret, invitation.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:_MAC_BYTES]).decode()
