"""``/api/v1/auth/second-factor``: enrolling, asking for and taking off a second factor."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.core.principals import Member
from app.features.accounts.login_responses import SECRET, LoginResponse, cookies_of, logged_in, login_resource
from app.features.accounts.login_steps import LoginSteps
from app.features.accounts.second_factor import Enrolment, SecondFactorService
from app.features.accounts.second_factor_schemas import (
    CodeProof,
    EnrolledLogin,
    EnrolmentResource,
    EnrolStep,
    FullProof,
    PasswordProof,
    RecoveryCodesResource,
    SecondFactorResource,
    SecondFactorRule,
    SecondFactorRuleResource,
    SecondStep,
)
from app.features.accounts.service import AccountService
from app.http.cookies import LoginCookies
from app.http.devices import Device
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.etags import TAGGED, IfMatch, edited_version, etag
from app.http.guards import allows, members_only, open_to_all
from app.http.openapi import NO_TOKEN
from app.http.qr import qr_image


class SecondFactorController(Controller):
    path = "/auth/second-factor"
    tags = ("auth",)

    @get("", guards=[members_only], responses=problem_responses(401, 403))
    async def second_factor(
        self, member: NamedDependency[Member], second_factors: NamedDependency[SecondFactorService]
    ) -> Envelope[SecondFactorResource]:
        """Whether login takes two steps."""
        status = await second_factors.status(member)
        return enveloped(SecondFactorResource(status.is_on, status.is_required, status.recovery_codes_left))

    @post("", guards=[members_only], status_code=200, responses=problem_responses(401, 403, 409, 422, 429, 503))
    async def enrol_second_factor(
        self,
        data: JSONBody[PasswordProof],
        member: NamedDependency[Member],
        device: NamedDependency[Device],
        second_factors: NamedDependency[SecondFactorService],
    ) -> Response[Envelope[EnrolmentResource]]:
        """A new secret for an authenticator app; nothing changes until one of its codes is confirmed."""
        enrolment = await second_factors.enrol(member, password=data.password, device=device)
        return _enrolment(enrolment)

    @post("/confirm", guards=[members_only], status_code=200, responses=problem_responses(401, 403, 409, 422, 429, 503))
    async def confirm_second_factor(
        self,
        data: JSONBody[CodeProof],
        member: NamedDependency[Member],
        accounts: NamedDependency[AccountService],
        second_factors: NamedDependency[SecondFactorService],
    ) -> Response[Envelope[RecoveryCodesResource]]:
        """Prove that the app has the secret: from now on login takes two steps."""
        codes = await second_factors.confirm(await accounts.me(member), data.code)
        return _recovery_codes(codes, "Two-step login is on.")

    @post(
        "/recovery-codes",
        guards=[members_only],
        status_code=200,
        responses=problem_responses(401, 403, 409, 422, 429, 503),
    )
    async def renew_recovery_codes(
        self,
        data: JSONBody[FullProof],
        member: NamedDependency[Member],
        device: NamedDependency[Device],
        second_factors: NamedDependency[SecondFactorService],
    ) -> Response[Envelope[RecoveryCodesResource]]:
        """New recovery codes; the old ones stop working."""
        codes = await second_factors.renew_recovery_codes(member, password=data.password, code=data.code, device=device)
        return _recovery_codes(codes, "These take the place of the old codes.")

    @post("/disable", guards=[members_only], status_code=200, responses=problem_responses(401, 403, 409, 422, 429, 503))
    async def disable_second_factor(
        self,
        data: JSONBody[FullProof],
        member: NamedDependency[Member],
        device: NamedDependency[Device],
        second_factors: NamedDependency[SecondFactorService],
    ) -> Envelope[None]:
        """Back to the password alone, unless the organization asks for more."""
        await second_factors.disable(member, password=data.password, code=data.code, device=device)
        return enveloped(None, "Two-step login is off.")


class SecondFactorRuleController(Controller):
    path = "/organization/second-factor"
    tags = ("organization",)

    @put("", guards=[allows("organization:manage")], responses=problem_responses(401, 403, 409, 412, 422, 428))
    async def require_second_factor(
        self,
        data: JSONBody[SecondFactorRule],
        member: NamedDependency[Member],
        second_factors: NamedDependency[SecondFactorService],
        if_match: IfMatch = None,
    ) -> Annotated[Response[Envelope[SecondFactorRuleResource]], TAGGED]:
        """Require two-step login of every member, or stop requiring it. Members without it are asked to set it up at
        their next login. Needs the ETag of the organization; refused if somebody else has edited that since."""
        based_on = edited_version(if_match)
        version = await second_factors.require(member, is_required=data.required, based_on=based_on)
        rule = SecondFactorRuleResource(data.required, version)
        return Response(enveloped(rule, "Saved."), headers={"etag": etag(version)})


class LoginStepController(Controller):
    path = "/auth/login/second-factor"
    tags = ("auth",)

    @post(
        "",
        guards=[open_to_all],
        security=NO_TOKEN,
        status_code=200,
        responses=problem_responses(401, 409, 422, 429, 503),
    )
    async def log_in_with_code(
        self,
        data: JSONBody[SecondStep],
        device: NamedDependency[Device],
        login_steps: NamedDependency[LoginSteps],
        login_cookies: NamedDependency[LoginCookies],
    ) -> LoginResponse:
        """The second step of a login, with a code from the app or a recovery code."""
        return logged_in(await login_steps.finish(data.challenge, data.code, device), login_cookies)

    @post(
        "/enrol", guards=[open_to_all], security=NO_TOKEN, status_code=200, responses=problem_responses(401, 409, 422)
    )
    async def enrol_at_login(
        self, data: JSONBody[EnrolStep], login_steps: NamedDependency[LoginSteps]
    ) -> Response[Envelope[EnrolmentResource]]:
        """For members whose organization requires two-step login: the secret to set it up with."""
        return _enrolment(await login_steps.enrol(data.challenge))

    @post(
        "/enrol/confirm",
        guards=[open_to_all],
        security=NO_TOKEN,
        status_code=200,
        responses=problem_responses(401, 409, 422, 429, 503),
    )
    async def confirm_at_login(
        self,
        data: JSONBody[SecondStep],
        device: NamedDependency[Device],
        login_steps: NamedDependency[LoginSteps],
        login_cookies: NamedDependency[LoginCookies],
    ) -> Response[Envelope[EnrolledLogin]]:
        """Finish the set-up and log in; the recovery codes are shown only here."""
        login, codes = await login_steps.finish_enrolment(data.challenge, data.code, device)
        return Response(
            enveloped(EnrolledLogin(login_resource(login), codes), "Logged in."),
            headers=SECRET,
            cookies=cookies_of(login, login_cookies),
        )


def _enrolment(enrolment: Enrolment) -> Response[Envelope[EnrolmentResource]]:
    svg = qr_image(enrolment.uri, "svg").decode()
    return Response(enveloped(EnrolmentResource(enrolment.secret, enrolment.uri, svg)), headers=SECRET)


def _recovery_codes(codes: list[str], message: str) -> Response[Envelope[RecoveryCodesResource]]:
    return Response(enveloped(RecoveryCodesResource(codes), message), headers=SECRET)
