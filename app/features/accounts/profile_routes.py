"""``/api/v1/auth/profile``: the name that others see."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Controller, Response, get, patch
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.core.principals import Member
from app.features.accounts.model import User
from app.features.accounts.profile import ProfileService
from app.features.accounts.schemas import Name
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.etags import TAGGED, IfMatch, edited_version, etag
from app.http.guards import members_only


class ProfileResource(msgspec.Struct):
    """``version`` rises with every edit; it is the ETag."""

    id: str
    name: str
    version: int


class ProfileEdit(msgspec.Struct, forbid_unknown_fields=True):
    name: Name


ProfileResponse = Annotated[Response[Envelope[ProfileResource]], TAGGED]


class ProfileController(Controller):
    path = "/auth/profile"
    tags = ("auth",)

    @get("", guards=[members_only], responses=problem_responses(401, 403, 429))
    async def get_profile(
        self, member: NamedDependency[Member], profiles: NamedDependency[ProfileService]
    ) -> ProfileResponse:
        """The account's own name; its version is the ETag."""
        return _with_etag(await profiles.get(member), "OK")

    @patch("", guards=[members_only], responses=problem_responses(401, 403, 412, 422, 428, 429))
    async def edit_profile(
        self,
        data: JSONBody[ProfileEdit],
        member: NamedDependency[Member],
        profiles: NamedDependency[ProfileService],
        if_match: IfMatch = None,
    ) -> ProfileResponse:
        """Change the name, in all organizations, unless it was changed elsewhere in the meantime."""
        return _with_etag(await profiles.rename(member, data.name, based_on=edited_version(if_match)), "Saved.")


def _with_etag(user: User, message: str) -> ProfileResponse:
    resource = ProfileResource(user.id, user.name, user.version)
    return Response(enveloped(resource, message), headers={"etag": etag(user.version)})
