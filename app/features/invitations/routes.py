"""``/api/v1/sessions/{id}/invitations``: whom a session asks to take part."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from litestar import Controller, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from app.core.principals import Member
from app.features.invitations.model import MailProblem
from app.features.invitations.schemas import ImportResource, LinkResource, NewInvitations, SessionInvitationResource
from app.features.invitations.service import InvitationService
from app.http.envelope import Envelope, Page, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows
from app.http.pagination import CursorParameter, LimitParameter, Window, page, window

PROBLEMS: tuple[MailProblem, ...] = get_args(MailProblem)
ProblemParameter = Annotated[
    Literal["any", "bounced", "refused", "complained", "unsubscribed"] | None,
    QueryParameter(name="mail_problem", required=False, description="Only those whom mails do not reach, and why"),
]


class InvitationController(Controller):
    path = "/sessions/{session_id:str}/invitations"
    tags = ("invitations",)

    @post("/", guards=[allows("invitations:manage")], responses=problem_responses(401, 403, 404, 409, 422, 429))
    async def invite_people(
        self,
        session_id: FromPath[str],
        data: JSONBody[NewInvitations],
        member: NamedDependency[Member],
        invitations: NamedDependency[InvitationService],
    ) -> Envelope[ImportResource]:
        """Invite a list of people: JSON, CSV or pasted text. Each row is judged by itself; people who are invited
        already, in this list or before, are not invited again. No mail is sent before the session has a reminder
        plan."""
        imported = await invitations.invite(member, session_id, data.rows())
        return enveloped(ImportResource.of(imported), f"{imported.added} invited.")

    @get("/", guards=[allows("invitations:manage")], responses=problem_responses(401, 403, 404, 422, 429))
    async def list_invitations(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        invitations: NamedDependency[InvitationService],
        mail_problem: ProblemParameter = None,
        cursor: CursorParameter = None,
        limit: LimitParameter = 20,
    ) -> Envelope[Page[SessionInvitationResource]]:
        """Who is invited, newest first; optionally only those whom mails do not reach. Such a page may be short or
        empty and still have one after it."""
        shown = window(cursor, limit, await invitations.latest_number(member, session_id))
        if mail_problem is None:
            found = await invitations.numbered(member, session_id, shown.after, shown.to)
        else:
            wanted = PROBLEMS if mail_problem == "any" else (mail_problem,)
            found, after = await invitations.out_of_reach(member, session_id, wanted, to=shown.to, most=limit)
            shown = Window(after=after, to=shown.to)
        return enveloped(page(found, shown, SessionInvitationResource.of))

    @get(
        "/{invitation_id:str}",
        guards=[allows("invitations:manage")],
        responses=problem_responses(401, 403, 404, 429),
    )
    async def get_invitation(
        self,
        session_id: FromPath[str],
        invitation_id: FromPath[str],
        member: NamedDependency[Member],
        invitations: NamedDependency[InvitationService],
    ) -> Envelope[SessionInvitationResource]:
        """One person who is invited."""
        return enveloped(SessionInvitationResource.of(await invitations.get(member, session_id, invitation_id)))

    @post(
        "/{invitation_id:str}/link",
        guards=[allows("invitations:manage")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 429),
    )
    async def show_invitation_link(
        self,
        session_id: FromPath[str],
        invitation_id: FromPath[str],
        member: NamedDependency[Member],
        invitations: NamedDependency[InvitationService],
    ) -> Envelope[LinkResource]:
        """The personal link, for sending it by other means. The audit log records that it was shown."""
        return enveloped(LinkResource(await invitations.link(member, session_id, invitation_id)))

    @delete(
        "/{invitation_id:str}",
        guards=[allows("invitations:manage")],
        responses=problem_responses(401, 403, 404, 429),
    )
    async def remove_invitation(
        self,
        session_id: FromPath[str],
        invitation_id: FromPath[str],
        member: NamedDependency[Member],
        invitations: NamedDependency[InvitationService],
    ) -> None:
        """Forget the address, and disable the link. Whoever came in by it stays a participant."""
        await invitations.remove(member, session_id, invitation_id)
