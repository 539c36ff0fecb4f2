"""What invitations to a session look like over REST."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from app.core.errors import FieldError, InvalidInput
from app.features.invitations.joining import InvitedBy
from app.features.invitations.model import InvitationStatus, MailProblem, is_blind
from app.features.invitations.people import MAX_ROWS, RawRow, RowProblem, rows_of_text
from app.features.invitations.service import Imported, Standing
from app.features.invitations.tables import rows_of_csv
from app.features.sessions.joining import FullOptions
from app.features.sessions.model import Status
from app.features.sessions.schemas import JoinPreview

InvitationToken = Annotated[str, Meta(min_length=1, max_length=200)]
DeviceSecret = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9_-]{43,86}$(?!\n)", description="At least 256 random bits, as base64url or hex")
]
Text = Annotated[str, Meta(max_length=1_900_000)]
Cell = Annotated[str, Meta(max_length=1_000)]


class PersonRow(msgspec.Struct, forbid_unknown_fields=True):
    """Somebody to invite. Whether the texts make sense is said row by row, not by refusing the list."""

    email: Cell
    name: Cell = ""
    language: Cell = ""
    timezone: Cell = ""


class NewInvitations(msgspec.Struct, forbid_unknown_fields=True):
    """Exactly one of the three. ``csv``: a first line names the columns (email, name or first name and last name,
    language, timezone; the order and the separator do not matter). ``text``: addresses as people paste them, as
    ``Ada <ada@example.org>``."""

    people: Annotated[tuple[PersonRow, ...], Meta(max_length=MAX_ROWS)] | None = None
    csv: Text | None = None
    text: Text | None = None

    def rows(self) -> list[RawRow]:
        """Raises InvalidInput."""
        if sum(source is not None for source in (self.people, self.csv, self.text)) != 1:
            raise InvalidInput(fields=(FieldError("Give exactly one of people, csv and text.", "one_of_three"),))
        if self.csv is not None:
            return rows_of_csv(self.csv)
        if self.text is not None:
            return rows_of_text(self.text)
        people = self.people or ()
        return [RawRow(number, one.email, one.name, one.language, one.timezone) for number, one in enumerate(people, 1)]


class RowProblemResource(msgspec.Struct):
    """A row that was not taken; ``row`` is its line, or its place in ``people``, from 1."""

    row: int
    field: str
    code: str
    message: str

    @classmethod
    def of(cls, problem: RowProblem) -> RowProblemResource:
        return cls(problem.row, problem.field, problem.code, problem.message)


class ImportResource(msgspec.Struct):
    """``added`` were invited; ``problems`` names each of the others: ``known``, ``repeated``, or what is wrong."""

    added: int
    problems: list[RowProblemResource]

    @classmethod
    def of(cls, imported: Imported) -> ImportResource:
        return cls(imported.added, [RowProblemResource.of(problem) for problem in imported.problems])


class SessionInvitationResource(msgspec.Struct):
    """``status``: ``joined`` once somebody came in by the link, ``done`` once they answered; null while an anonymous
    session takes answers, because it would tell whose answer came last. ``mail_problem``: why mails do not reach them,
    null where they do, as far as anybody knows."""

    id: str
    number: int
    email: str
    name: str | None
    language: str | None
    timezone: str | None
    status: InvitationStatus | None
    mail_problem: MailProblem | None
    created_at: datetime

    @classmethod
    def of(cls, standing: Standing) -> SessionInvitationResource:
        invitation = standing.invitation
        return cls(
            id=invitation.id,
            number=invitation.number,
            email=invitation.email,
            name=invitation.name,
            language=invitation.language,
            timezone=invitation.timezone,
            status=standing.status,
            mail_problem=standing.mail_problem,
            created_at=invitation.created_at,
        )


class LinkResource(msgspec.Struct):
    """Whoever has it can answer as the person it was made for."""

    url: str


class InvitedToken(msgspec.Struct, forbid_unknown_fields=True):
    token: InvitationToken


class InvitedJoin(msgspec.Struct, forbid_unknown_fields=True):
    """``device_secret`` is needed where the session is anonymous, ``name`` where it is not and none was imported."""

    token: InvitationToken
    device_secret: DeviceSecret | None = None
    name: Annotated[str, Meta(max_length=100)] | None = None


class DoneReport(msgspec.Struct, forbid_unknown_fields=True):
    token: InvitationToken
    device_secret: DeviceSecret


class InvitedPreview(msgspec.Struct):
    """Where a link leads, and which ``organization`` asks. ``blind``: answers are kept apart from who was invited, and
    joining needs a device secret; ``used``: somebody has come in by it."""

    session: JoinPreview
    organization: str
    name: str | None
    language: str | None
    blind: bool
    used: bool

    @classmethod
    def of(cls, invited: InvitedBy, status: Status, full_options: FullOptions) -> InvitedPreview:
        invitation = invited.invitation
        return cls(
            session=JoinPreview.of(invited.full, status, full_options),
            organization=invited.organization,
            name=invitation.name,
            language=invitation.language,
            blind=is_blind(invited.session),
            used=not invitation.is_open,
        )
