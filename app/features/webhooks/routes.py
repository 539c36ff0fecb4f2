"""``/api/v1/webhooks``."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from app.core.principals import Member
from app.features.webhooks.schemas import TestedWebhook, WebhookEdit, WebhookResource, WebhookWithSecret
from app.features.webhooks.service import WebhookService
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.etags import TAGGED, IfMatch, IfStillAt, edited_version, etag, expected_version
from app.http.guards import allows

WebhookResponse = Annotated[Response[Envelope[WebhookResource]], TAGGED]
SecretResponse = Annotated[Response[Envelope[WebhookWithSecret]], TAGGED]


class WebhookController(Controller):
    path = "/webhooks"
    tags = ("webhooks",)

    @get("/", guards=[allows("webhooks:manage")], responses=problem_responses(401, 403, 429))
    async def list_webhooks(
        self, member: NamedDependency[Member], webhooks: NamedDependency[WebhookService]
    ) -> Envelope[list[WebhookResource]]:
        """The organization's webhooks, the newest first; never their secrets."""
        return enveloped([WebhookResource.of(one) for one in await webhooks.all_of(member)])

    @post("/", guards=[allows("webhooks:manage")], responses=problem_responses(401, 403, 409, 422, 429))
    async def create_webhook(
        self, data: JSONBody[WebhookEdit], member: NamedDependency[Member], webhooks: NamedDependency[WebhookService]
    ) -> SecretResponse:
        """Create a webhook, which is told what happens from now on. Its secret is in this response and nowhere else."""
        webhook, secret = await webhooks.create(member, data.settings())
        shown = WebhookWithSecret(WebhookResource.of(webhook), secret)
        headers = {"cache-control": "no-store", "etag": etag(webhook.version)}
        return Response(enveloped(shown, "Created."), headers=headers)

    @get("/{webhook_id:str}", guards=[allows("webhooks:manage")], responses=problem_responses(401, 403, 404, 429))
    async def get_webhook(
        self, webhook_id: FromPath[str], member: NamedDependency[Member], webhooks: NamedDependency[WebhookService]
    ) -> WebhookResponse:
        """One webhook."""
        return _response(WebhookResource.of(await webhooks.get(member, webhook_id)), "OK")

    @put(
        "/{webhook_id:str}",
        guards=[allows("webhooks:manage")],
        responses=problem_responses(401, 403, 404, 412, 422, 428, 429),
    )
    async def edit_webhook(
        self,
        webhook_id: FromPath[str],
        data: JSONBody[WebhookEdit],
        member: NamedDependency[Member],
        webhooks: NamedDependency[WebhookService],
        if_match: IfMatch = None,
    ) -> WebhookResponse:
        """Change a webhook, unless somebody else has done so since. What waits goes to the new address. While it is
        switched off it is told nothing, and what waits is skipped. A receiver that is down for a while needs no switch:
        deliveries are tried for three days."""
        based_on = edited_version(if_match)
        edited = await webhooks.edit(member, webhook_id, data.settings(), based_on=based_on)
        return _response(WebhookResource.of(edited), "Saved.")

    @delete(
        "/{webhook_id:str}",
        guards=[allows("webhooks:manage")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 412, 422, 429),
    )
    async def delete_webhook(
        self,
        webhook_id: FromPath[str],
        member: NamedDependency[Member],
        webhooks: NamedDependency[WebhookService],
        if_match: IfStillAt = None,
    ) -> Envelope[None]:
        """Remove a webhook with its log; nothing that waits is sent any more. With `If-Match`, only if it is as it was
        seen."""
        await webhooks.delete(member, webhook_id, based_on=expected_version(if_match))
        return enveloped(None, "Deleted.")

    @post(
        "/{webhook_id:str}/secret",
        guards=[allows("webhooks:manage")],
        responses=problem_responses(401, 403, 404, 409, 412, 422, 429),
    )
    async def renew_webhook_secret(
        self, webhook_id: FromPath[str], member: NamedDependency[Member], webhooks: NamedDependency[WebhookService]
    ) -> SecretResponse:
        """Make a new secret, shown only here. For a day, deliveries are also signed with the former one."""
        webhook, secret = await webhooks.renew_secret(member, webhook_id)
        shown = WebhookWithSecret(WebhookResource.of(webhook), secret)
        headers = {"cache-control": "no-store", "etag": etag(webhook.version)}
        return Response(enveloped(shown, "Renewed."), headers=headers)

    @post(
        "/{webhook_id:str}/test",
        guards=[allows("webhooks:manage")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 429),
    )
    async def test_webhook(
        self, webhook_id: FromPath[str], member: NamedDependency[Member], webhooks: NamedDependency[WebhookService]
    ) -> Envelope[TestedWebhook]:
        """Send a message of type `webhook.test` now, once, and report the outcome; it does not appear in the log."""
        outcome = await webhooks.test(member, webhook_id)
        return enveloped(TestedWebhook.of(outcome))


def _response(resource: WebhookResource, message: str) -> WebhookResponse:
    return Response(enveloped(resource, message), headers={"etag": etag(resource.version)})
