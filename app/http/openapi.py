"""The OpenAPI document of ``/api/v1``."""

from __future__ import annotations

from litestar._openapi.schema_generation import SchemaCreator
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import Components, OpenAPIType, Schema, SecurityRequirement, SecurityScheme, Server, Tag
from litestar.plugins import OpenAPISchemaPlugin
from litestar.types import Method
from litestar.types.internal_types import PathParameterDefinition
from litestar.typing import FieldDefinition

API_VERSION = "1.0.0"

TAGS: dict[str, str] = {
    "auth": "Accounts: registering, logging in and out, who is logged in",
    "organizations": "The organizations that somebody works in, their members and the invitations to them",
    "organization": "How an organization's members must log in",
    "api keys": "Keys with scopes, for programs that act in an organization",
    "audit": "Who changed what: the chain of events of an organization, and its proof",
    "images": "Pictures of questions and options",
    "participants": "Who took part in a session: names, and erasing them",
    "surveys": "Drafts that are edited, and the immutable versions published from them",
    "sessions": "Runs of published versions: starting, controlling and showing them",
    "invitations": "Whom a session asks to take part, and the mails that ask and remind them",
    "join": "What respondents call: the way into a session",
    "submissions": "Answers, for networks that block sockets",
    "audience": "Questions from the audience: asked, voted for, moderated",
    "results": "The tally of a session, for dashboards that poll",
    "reports": "Answers and results as files, made by workers and kept for a while",
    "webhooks": "Addresses that are told of what happens, and the log of what they were told",
    "jobs": "Work behind the scenes: what waits, what was done, what failed and can be done again",
    "health": "For whoever restarts processes and routes traffic",
}
"""Every tag of a controller stands here."""

NO_TOKEN: list[SecurityRequirement] = [{}]
"""The ``security`` of handlers that are open to all."""


def operation_id(handler: HTTPRouteHandler, _method: Method, _path: list[str | PathParameterDefinition]) -> str:
    """``create_survey`` → ``createSurvey``: the name of the generated client's function."""
    first, *others = handler.handler_name.split("_")
    return first + "".join(word.title() for word in others)


class TupleSchemaPlugin(OpenAPISchemaPlugin):
    """``tuple[X, ...]`` is an array of X; Litestar alone would describe it as an array of X or anything."""

    def is_plugin_supported_field(self, field_definition: FieldDefinition) -> bool:
        return field_definition.is_tuple and field_definition.args[1:] == (Ellipsis,)

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: SchemaCreator) -> Schema:
        items = schema_creator.for_field_definition(FieldDefinition.from_annotation(field_definition.args[0]))
        return Schema(type=OpenAPIType.ARRAY, items=items)


def openapi_config() -> OpenAPIConfig:
    """For making the document only: an application that is served must not have it (see ``http_application``)."""
    return OpenAPIConfig(
        title="ImpactPulse",
        version=API_VERSION,
        description="Real-time surveys and live audiences. To be read and tried at [/api/docs](/api/docs). "
        "`/api/v1/asyncapi.json` describes the socket at `/ws`, to be read at [/api/docs/socket](/api/docs/socket); "
        "every error code is explained at [/api/docs/errors](/api/docs/errors).",
        servers=[Server(url="/", description="This installation")],
        tags=[Tag(name=name, description=description) for name, description in TAGS.items()],
        operation_id_creator=operation_id,
        use_handler_docstrings=True,
        security=[{"bearer": []}, {"cookie": []}],
        components=Components(
            security_schemes={
                "bearer": SecurityScheme(type="http", scheme="bearer", bearer_format="JWT"),
                "cookie": SecurityScheme(type="apiKey", name="ip_access", security_scheme_in="cookie"),
            }
        ),
    )
