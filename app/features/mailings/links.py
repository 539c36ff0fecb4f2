"""What a mail to one person leads to: their answers, and no more mail."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence

import msgspec

from app.features.invitations.links import InvitationLinks
from app.features.invitations.model import Invitation
from app.features.mailings.addressees import Addressee, AddressHashes
from app.features.mailings.texts import Links
from app.http.public_url import PublicUrl

PAGE = "/unsubscribe"
_MAC_BYTES = 18
_PARTS, _SEPARATOR = 3, "-"
"""Part of no id and no digest, and allowed in what the mail service hands back."""


class Receiver(msgspec.Struct, frozen=True):
    """Whom a mail went to. ``addressee`` is None in mails of a release that did not name it."""

    invitation: str
    addressee: Addressee | None


class MailLinks:
    """``secret`` is derived from JWT_SECRET; ``former`` ones prove links of mails that are out. The link to unsubscribe
    opens nothing else, so it may stand in an address: mail programs call it by themselves (RFC 8058). It names the
    addressee, so it works for as long as the mail is kept, whatever became of the invitation
    (docs/adr/0028-unsubscribing.md)."""

    def __init__(
        self,
        answers: InvitationLinks,
        hashes: AddressHashes,
        secret: bytes,
        public_url: PublicUrl,
        *,
        former: Sequence[bytes] = (),
    ) -> None:
        self._answers = answers
        self._hashes = hashes
        self._secrets = (secret, *former)
        self._public_url = public_url

    def of(self, invitation: Invitation) -> Links:
        return self._links(invitation, self.token(invitation))

    def nowhere(self, invitation: Invitation) -> Links:
        """Of the same length, for a mail that nobody gets."""
        return self._links(invitation, "x" * len(self.token(invitation)))

    def token(self, invitation: Invitation) -> str:
        """Whom a mail goes to, with a proof that it is ours: letters, digits, ``_`` and ``-``."""
        addressee = self._hashes.of(invitation.organization, invitation.address)
        said = _SEPARATOR.join((invitation.id, addressee.organization, addressee.digest))
        return f"{said}{_SEPARATOR}{_mac(self._secrets[0], said).hex()}"

    def receiver_in(self, token: str) -> Receiver | None:
        """Whose token this is; None where it is forged."""
        said, _, mac = token.rpartition(_SEPARATOR)
        parts = said.split(_SEPARATOR)
        if len(parts) != _PARTS or not _is_one_of(mac, [own.hex().encode() for own in self._macs(said)]):
            return self._former_receiver_in(token)
        invitation, organization, digest = parts
        return Receiver(invitation, Addressee(organization, digest))

    def _former_receiver_in(self, token: str) -> Receiver | None:
        """Mails are kept for years: those that name an invitation only must still end what they can."""
        invitation, _, mac = token.partition(".")
        own = [base64.urlsafe_b64encode(one) for one in self._macs(invitation)]
        return Receiver(invitation, None) if _is_one_of(mac, own) else None

    def _links(self, invitation: Invitation, token: str) -> Links:
        return Links(self._answers.link(invitation), f"{self._public_url.base}{PAGE}/{token}")

    def _macs(self, said: str) -> list[bytes]:
        return [_mac(secret, said) for secret in self._secrets]


def _mac(secret: bytes, said: str) -> bytes:
    return hmac.new(secret, said.encode(), hashlib.sha256).digest()[:_MAC_BYTES]


def _is_one_of(mac: str, own: Sequence[bytes]) -> bool:
    return any(hmac.compare_digest(mac.encode(), one) for one in own)
