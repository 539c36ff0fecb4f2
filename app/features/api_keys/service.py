"""Creating, listing and deleting API keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.contracts.events import StandingChanged
from app.core.clock import Clock, is_usable
from app.core.errors import Conflict, FieldError, InvalidInput, NotAllowed, NotFound
from app.core.permissions import Permission
from app.core.principals import Member
from app.features.accounts.model import hash_of
from app.features.accounts.proven import ProvenAddresses
from app.features.accounts.standing import Standings
from app.features.api_keys.model import MAX_KEYS, ApiKey, new_key
from app.features.api_keys.repository import ApiKeyRepository
from app.features.audit.service import AuditTrail
from app.infra.listing import Order


class TooManyKeys(Conflict):
    code = "too_many_api_keys"
    default_message = f"An organization has at most {MAX_KEYS} API keys; delete one first."


class ApiKeyService:
    def __init__(
        self,
        repository: ApiKeyRepository,
        proven: ProvenAddresses,
        *,
        standings: Standings,
        audit: AuditTrail,
        clock: Clock,
    ) -> None:
        self._repository = repository
        self._proven = proven
        self._standings = standings
        self._audit = audit
        self._clock = clock

    async def create(
        self, member: Member, *, name: str, scopes: frozenset[Permission], expires_at: datetime | None
    ) -> tuple[ApiKey, str]:
        """A new key and its text, which nobody can see again.

        Raises NotAllowed, EmailNotVerified, InvalidInput, TooManyKeys.
        """
        now = self._clock()
        await self._proven.require(member)
        if "organization:own" in scopes or not all(member.may(scope) for scope in scopes):
            raise NotAllowed("A key cannot do more than who creates it, and cannot own the organization.")
        if expires_at is not None and expires_at <= now:
            raise InvalidInput(fields=(FieldError("This moment has passed.", "in_the_past", "expires_at"),))
        if expires_at is not None and not is_usable(expires_at):
            raise InvalidInput(fields=(FieldError("There is no time this far away.", "out_of_range", "expires_at"),))
        key_id, text = new_key()
        while True:
            key = ApiKey(
                id=key_id,
                organization=member.organization,
                slot=await self._free_slot(member.organization),
                name=name.strip(),
                scopes=tuple(sorted(scopes)),
                hash=hash_of(text),
                created_by=member.user,
                created_at=now,
                expires_at=expires_at,
                maker=member.person,
            )
            if await self._repository.add(key):
                break
        after = {"name": key.name, "scopes": key.scopes, "expires_at": key.expires_at}
        await self._audit.record(member, "api_key.created", key.id, after=after)
        return key, text

    async def all_of(self, member: Member, order: Order) -> list[ApiKey]:
        """At most MAX_KEYS, by ``name`` or by ``created_at``."""
        keys = await self._repository.all_of(member.organization)
        return sorted(keys, key=lambda key: key.place(order.key), reverse=order.descending)

    async def delete(self, member: Member, key_id: str) -> None:
        """The key is refused and its sockets closed at once. Raises NotFound."""
        key = await self._repository.find(key_id)
        if key is None or not await self._end(key.id, member.organization, was={"name": key.name}, actor=member):
            raise NotFound

    async def remove_all(self, organization: str) -> None:
        """All keys of an organization are refused at once, also one that cannot be read."""
        known = {key.id: {"name": key.name} for key in await self._repository.all_of(organization)}
        for key in await self._repository.slots(organization):
            await self._end(key, organization, was=known.get(key), actor=None)

    async def _end(
        self, key: str, organization: str, *, was: Mapping[str, object] | None, actor: Member | None
    ) -> bool:
        if not await self._repository.delete(organization, key):
            return False
        await self._standings.announce(StandingChanged(organization=organization, login=key))
        await self._audit.record(actor, "api_key.deleted", key, organization=organization, before=was)
        return True

    async def _free_slot(self, organization: str) -> int:
        taken = set((await self._repository.slots(organization)).values())
        free = [slot for slot in range(1, MAX_KEYS + 1) if slot not in taken]
        if not free:
            raise TooManyKeys
        return free[0]
