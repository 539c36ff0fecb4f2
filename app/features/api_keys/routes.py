"""``/api/v1/api-keys``."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Controller, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from app.core.permissions import Permission
from app.core.principals import Member
from app.features.accounts.schemas import Name
from app.features.api_keys.model import ApiKey
from app.features.api_keys.service import ApiKeyService
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows
from app.http.sorting import Key, Sorting

API_KEYS = Sorting("api keys", default="-created_at", created_at=Key("created_at", datetime), name=Key("name", str))
SortParameter = Annotated[str, API_KEYS.parameter]


class NewApiKey(msgspec.Struct, forbid_unknown_fields=True):
    """``scopes``: what the key may do, never more than who creates it; ``expires_at``: null for never."""

    name: Name
    scopes: Annotated[list[Permission], Meta(min_length=1, max_length=50)]
    expires_at: Annotated[datetime, Meta(tz=True)] | None = None


class ApiKeyResource(msgspec.Struct):
    """``created_by``: a user, or another key; ``made_by``: the user who answers for it either way, null where nobody is
    known. ``last_used_at``: to the minute."""

    id: str
    name: str
    scopes: list[Permission]
    created_by: str
    made_by: str | None
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None

    @classmethod
    def of(cls, key: ApiKey) -> ApiKeyResource:
        return cls(
            id=key.id,
            name=key.name,
            scopes=list(key.scopes),
            created_by=key.created_by,
            made_by=key.made_by,
            created_at=key.created_at,
            expires_at=key.expires_at,
            last_used_at=key.last_used_at,
        )


class CreatedApiKey(msgspec.Struct):
    """``key``: shown this once; send it as a bearer token."""

    api_key: ApiKeyResource
    key: str


class ApiKeyController(Controller):
    path = "/api-keys"
    tags = ("api keys",)

    @get("/", guards=[allows("api_keys:manage")], responses=problem_responses(401, 403, 422, 429))
    async def list_api_keys(
        self,
        member: NamedDependency[Member],
        api_keys: NamedDependency[ApiKeyService],
        sort: SortParameter = API_KEYS.default,
    ) -> Envelope[list[ApiKeyResource]]:
        """The organization's keys, the newest first; never their text."""
        return enveloped([ApiKeyResource.of(key) for key in await api_keys.all_of(member, API_KEYS.order(sort))])

    @post("/", guards=[allows("api_keys:manage")], responses=problem_responses(401, 403, 409, 422, 429))
    async def create_api_key(
        self, data: JSONBody[NewApiKey], member: NamedDependency[Member], api_keys: NamedDependency[ApiKeyService]
    ) -> Response[Envelope[CreatedApiKey]]:
        """A new key; its text is in this response and nowhere else."""
        key, text = await api_keys.create(
            member, name=data.name, scopes=frozenset(data.scopes), expires_at=data.expires_at
        )
        created = CreatedApiKey(ApiKeyResource.of(key), text)
        return Response(enveloped(created, "Created."), headers={"cache-control": "no-store"})

    @delete(
        "/{key_id:str}",
        guards=[allows("api_keys:manage")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 429),
    )
    async def delete_api_key(
        self, key_id: FromPath[str], member: NamedDependency[Member], api_keys: NamedDependency[ApiKeyService]
    ) -> Envelope[None]:
        """End a key at once."""
        await api_keys.delete(member, key_id)
        return enveloped(None, "Deleted.")
