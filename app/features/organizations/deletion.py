"""Having an organization deleted, after a week in which its owner can take that back (docs/adr/0039-deletion.md)."""

from __future__ import annotations

from app.core.clock import Clock
from app.core.errors import NotAllowed
from app.core.principals import Member
from app.features.accounts.proof import ProofMeans
from app.features.accounts.second_factor import SecondFactorService
from app.features.organizations.deletion_repository import DeletionRepository
from app.features.organizations.letters import deletion_mail
from app.features.organizations.model import GRACE, Deletion, NameDiffers, OrganizationInFull
from app.features.organizations.service import OrganizationService
from app.http.devices import Device


class OrganizationDeletion:
    """Until the week is over nothing changes: members go on working, and can take their results with them."""

    def __init__(
        self,
        organizations: OrganizationService,
        deletions: DeletionRepository,
        second_factors: SecondFactorService,
        means: ProofMeans,
        *,
        clock: Clock,
    ) -> None:
        self._organizations = organizations
        self._deletions = deletions
        self._second_factors = second_factors
        self._means = means
        self._clock = clock

    async def ask(self, member: Member, *, name: str, password: str, code: str, device: Device) -> OrganizationInFull:
        """Plan the deletion and mail the owner; asked again, it stays as it was planned, and the mail comes again.

        Raises NotAllowed, NameDiffers, MailUnavailable, and as ``SecondFactorService.require_presence``.
        """
        known = await self._organizations.current(member)
        if known.owner != member.user:
            raise NotAllowed("Only the owner has the organization deleted.")
        if name.strip() != known.name:
            raise NameDiffers
        user = await self._second_factors.require_presence(member, password=password, code=code, device=device)
        now = self._clock()
        deletion = Deletion(asked_by=member.user, asked_at=now, due_at=now + GRACE)
        if await self._deletions.plan(known.id, deletion):
            after = {"due_at": deletion.due_at}
            await self._means.audit.record(member, "organization.deletion_planned", known.id, after=after)
        planned = await self._organizations.current(member)
        if planned.deletion is not None:
            due_at, link = planned.deletion.due_at, f"{self._means.public_url.base}/app/organization"
            await self._means.post.send(deletion_mail(user, organization=known.name, due_at=due_at, link=link))
        return planned

    async def take_back(self, member: Member) -> OrganizationInFull:
        """The organization stays; a repeat changes nothing."""
        known = await self._organizations.current(member)
        if known.deletion is not None and await self._deletions.take_back(known.id, known.deletion):
            before = {"due_at": known.deletion.due_at}
            await self._means.audit.record(member, "organization.deletion_taken_back", known.id, before=before)
        return await self._organizations.current(member)
