"""``/api/v1/auth``: proving an address, forgotten and new passwords."""

from __future__ import annotations

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.core.principals import Member
from app.features.accounts.recovery import RecoveryService
from app.features.accounts.recovery_schemas import EmailChange, LinkUse, PasswordChange, PasswordReset, ResetRequest
from app.features.accounts.verification import VerificationService
from app.http.devices import Device
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import members_only, open_to_all
from app.http.openapi import NO_TOKEN


class RecoveryController(Controller):
    path = "/auth"
    tags = ("auth",)

    @post(
        "/verify-email",
        guards=[open_to_all],
        security=NO_TOKEN,
        status_code=200,
        responses=problem_responses(409, 422),
    )
    async def verify_email(
        self, data: JSONBody[LinkUse], verification: NamedDependency[VerificationService]
    ) -> Envelope[None]:
        """Use the link from a mail: the address is confirmed, or a new address replaces the old one."""
        await verification.confirm(data.token)
        return enveloped(None, "Your e-mail address is confirmed.")

    @post(
        "/verify-email/resend",
        guards=[members_only],
        status_code=200,
        responses=problem_responses(401, 403, 409, 429, 503),
    )
    async def resend_verification(
        self, member: NamedDependency[Member], verification: NamedDependency[VerificationService]
    ) -> Envelope[None]:
        """Send another link to the address of the account."""
        await verification.resend(member)
        return enveloped(None, "We have sent you a link.")

    @post("/email", guards=[members_only], status_code=200, responses=problem_responses(401, 403, 422, 429, 503))
    async def change_email(
        self,
        data: JSONBody[EmailChange],
        member: NamedDependency[Member],
        device: NamedDependency[Device],
        verification: NamedDependency[VerificationService],
    ) -> Envelope[None]:
        """Ask for another address: a link is sent there, and the address changes once the link is used."""
        await verification.ask_for_change(member, email=data.email, password=data.password, device=device)
        return enveloped(None, "We have sent a link to the new address.")

    @post(
        "/forgot-password",
        guards=[open_to_all],
        security=NO_TOKEN,
        status_code=200,
        responses=problem_responses(422, 429, 503),
    )
    async def forgot_password(
        self,
        data: JSONBody[ResetRequest],
        device: NamedDependency[Device],
        recovery: NamedDependency[RecoveryService],
    ) -> Envelope[None]:
        """Ask for a link to set a new password; the answer is the same whether the address is known or not."""
        await recovery.ask(data.email, device)
        return enveloped(None, "If there is an account with this address, we have sent it a link.")

    @post(
        "/reset-password",
        guards=[open_to_all],
        security=NO_TOKEN,
        status_code=200,
        responses=problem_responses(422, 503),
    )
    async def reset_password(
        self,
        data: JSONBody[PasswordReset],
        device: NamedDependency[Device],
        recovery: NamedDependency[RecoveryService],
    ) -> Envelope[None]:
        """Use the link from a mail to set a new password; all logins of the account end."""
        await recovery.reset(data.token, data.password, device)
        return enveloped(None, "Your password is set. Log in with it.")

    @post("/password", guards=[members_only], status_code=200, responses=problem_responses(401, 403, 422, 429, 503))
    async def change_password(
        self,
        data: JSONBody[PasswordChange],
        member: NamedDependency[Member],
        device: NamedDependency[Device],
        recovery: NamedDependency[RecoveryService],
    ) -> Envelope[None]:
        """Set a new password, given the present one; all other logins end."""
        await recovery.change(member, current=data.current, password=data.password, device=device)
        return enveloped(None, "Your password is changed, and your other logins are ended.")
