"""JWT_SECRET is changed with the former one beside it: nobody is thrown out, and what was kept can be read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import msgspec
import pytest
from pydantic import SecretStr

from app.core.clock import utc_now
from app.core.errors import InternalError, TokenInvalid
from app.core.settings import Settings, SettingsInvalid, load_settings
from app.features.accounts.model import hash_of
from app.features.invitations.model import Invitation
from app.features.mailings.suppressions import Suppression
from app.infra.mongo import Database
from app.infra.notes import Notes
from app.infra.sealing import Sealer
from app.wiring.inviting import address_hashes, invitation_links, suppressions
from app.wiring.mailing import mail_links
from app.wiring.verification import verify_audit
from app.wiring.web import running_web
from tests.builders.rest import Caller, data_of, registered, started_session
from tests.fixtures.applications import http_client

NEW = "quite another secret of the tests, long enough"
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


class Content(msgspec.Struct, frozen=True):
    said: str


@pytest.fixture
def changed(settings: Settings) -> Settings:
    """After the change."""
    former = SecretStr(f"another-former-secret-of-thirty-two-characters\n\n{settings.signing_secret()}")
    return settings.model_copy(update={"jwt_secret": SecretStr(NEW), "former_jwt_secrets": former})


@pytest.fixture
def forgotten(settings: Settings) -> Settings:
    """After a change without the former secret."""
    return settings.model_copy(update={"jwt_secret": SecretStr(NEW)})


async def test_who_was_logged_in_goes_on_and_the_audit_chain_is_sound(
    http: httpx.AsyncClient, settings: Settings, changed: Settings, forgotten: Settings
) -> None:
    ada = await registered(http)
    for now, status in ((changed, 200), (forgotten, 401)):
        async with running_web(now) as services, http_client(services, now.frontend_dist) as client:
            known = await Caller(client, ada.token).get("/auth/me")
            assert known.status_code == status
            if now is changed:
                organization = data_of(known)["organization"]["id"]
                await started_session(Caller(client, ada.token))
    assert [one.finding async for one in verify_audit(changed, organization)] == [None]
    assert [one.finding is None async for one in verify_audit(forgotten, organization)] == [False]


async def test_links_addresses_notes_and_seals_hold(settings: Settings, changed: Settings, database: Database) -> None:
    secret, former = NEW, changed.former_secrets()
    old_links, links = invitation_links(settings), invitation_links(changed)
    person = Invitation(
        id="ivt_1", session="ses_1", organization="org_1", number=1, email="a@example.org", address="a@example.org",
        name=None, language=None, timezone=None,
        hash=hash_of(old_links.new_token("ivt_1")), created_at=NOW,
    )  # fmt: skip
    assert links.link(person) == old_links.link(person), "a reminder carries the link that the first mail had"
    newer = msgspec.structs.replace(person, hash=hash_of(links.new_token("ivt_1")))
    assert links.link(newer) != old_links.link(person)

    receiver = mail_links(changed).receiver_in(mail_links(settings).token(person))
    assert receiver is not None
    addressee = address_hashes(settings).of("org_1", "a@example.org")
    assert receiver.addressee == addressee
    assert await suppressions(settings, database).add(addressee, "unsubscribed", NOW)
    assert await suppressions(changed, database).among("org_1", ["a@example.org", "b@example.org"]) == {
        "a@example.org": Suppression("unsubscribed")
    }
    await suppressions(changed, database).lift("org_1", "a@example.org")
    assert not await suppressions(settings, database).among("org_1", ["a@example.org"])

    week = timedelta(days=7)
    note = Notes(settings.signing_secret(), "report", utc_now, lifetime=week).write(Content("rep_1"))
    assert Notes(secret, "report", utc_now, lifetime=week, former=former).read(note, Content) == Content("rep_1")
    with pytest.raises(TokenInvalid):
        Notes(secret, "report", utc_now, lifetime=week).read(note, Content)
    sealed = Sealer(settings.signing_secret(), "webhooks").seal("whsec", "whk_1")
    assert Sealer(secret, "webhooks", former=former).open(sealed, "whk_1") == "whsec"
    newly = Sealer(secret, "webhooks", former=former).seal("whsec", "whk_1")
    with pytest.raises(InternalError):
        Sealer(secret, "webhooks", former=former).open(sealed, "whk_2")
    with pytest.raises(InternalError):
        Sealer(settings.signing_secret(), "webhooks").open(newly, "whk_1")


def test_a_former_secret_that_is_cut_off_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMER_JWT_SECRETS", f"{NEW}\nshort")
    with pytest.raises(SettingsInvalid, match="FORMER_JWT_SECRETS") as refused:
        load_settings()
    assert "short" not in str(refused.value)
