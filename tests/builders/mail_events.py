"""Sessions whose plans mail people, and what the mail service reports of it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.features.mailings.waves import WaveService
from app.infra.mongo import Database
from app.infra.redis import Redis
from app.wiring.jobs import KINDS
from app.wiring.mail import paced_mailer
from app.wiring.mailing import wave_service
from tests.builders.mailing import Nobody
from tests.builders.rest import Caller, data_of, published_survey

SECRET = "whsec_" + base64.b64encode(b"a secret of the mail service").decode()
PLAN = {"starts_at": "2026-03-02T08:00:00Z"}


async def session_of(ada: Caller, identity: str, people: str) -> str:
    """One to which they are invited."""
    body = {"survey": await published_survey(ada), "mode": "open", "settings": {"identity": identity}}
    session = str(data_of(await ada.post("/sessions", body))["id"])
    data_of(await ada.post(f"/sessions/{session}/invitations", {"text": people}))
    return session


async def planned(ada: Caller, session: str) -> int:
    """The version of a plan whose first mails are due."""
    plan, path = {"active": True, "plan": PLAN}, f"/sessions/{session}/reminder-plan"
    return int(data_of(await ada.call("PUT", path, json=plan, headers={"if-match": '"0"'}))["version"])


def waves_of(settings: Settings, database: Database, cache: Redis) -> WaveService:
    jobs = JobService(JobRepository(database), Nobody(), KINDS, utc_now)
    return wave_service(settings, database, paced_mailer(settings, database, cache), jobs)


def signed(event: dict[str, Any], *, secret: str = SECRET, age_s: int = 0) -> dict[str, Any]:
    """A request as Svix makes it."""
    content, stamp = json.dumps(event), str(int(time.time()) - age_s)
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mac = base64.b64encode(hmac.new(key, f"msg_1.{stamp}.{content}".encode(), hashlib.sha256).digest()).decode()
    headers = {"svix-id": "msg_1", "svix-timestamp": stamp, "svix-signature": f"v1,bm9wZQ== v1,{mac}"}
    return {"content": content, "headers": {**headers, "content-type": "application/json"}}


def event(kind: str, invitation: str, **more: Any) -> dict[str, Any]:
    tags = {"invitation": invitation, "wave": "first"}
    return {"type": f"email.{kind}", "created_at": "2026-03-02T08:00:01Z", "data": {"tags": tags, **more}}
