"""What is logged at its most verbose, while people log in and answer: fields to find things by, and nothing of them."""

from __future__ import annotations

import json
from io import StringIO

import httpx

from app.client.respondent import Respondent
from app.core.settings import Settings
from app.core.tracing import recording
from app.features.sessions.model import Command
from app.infra.mongo import Database
from tests.builders.rest import new_key
from tests.builders.sessions import CHOICE
from tests.builders.sockets import new_room, raw_socket
from tests.fixtures.gateways import running_gateway, running_relay
from tests.fixtures.waiting import until

QUESTION = CHOICE.id
JSON = {"Content-Type": "application/json"}
SECRETS = ("violet-7319", "ada.7319@example.org", "a pass phrase of 7319", "Ada Seven-Three")


async def test_logs_tell_where_and_how_long_and_never_what_or_who(
    settings: Settings, database: Database, written: StringIO
) -> None:
    colour, email, password, name = SECRETS
    async with running_relay(settings), running_gateway(settings) as gateway:
        room = await new_room(settings, database)
        await gateway.services.sessions.control(room.owner, room.id, Command("open", QUESTION))
        participant_token = room.participant_token()
        headers = {"Authorization": f"Bearer {participant_token}"}
        answer = {"key": new_key(), "part": QUESTION, "attempt": 1, "revision": 1, "answers": {QUESTION: colour}}
        with recording(lambda _: None, 1.0):
            async with httpx.AsyncClient(base_url=gateway.base_url) as http:
                new = {"email": email, "password": password, "name": name, "organization": "Seven"}
                registered = await http.post("/api/v1/auth/register", json=new)
                refused = await http.post("/api/v1/auth/login", json={"email": email, "password": f"{password}!"})
                invalid = await http.post(f"/api/v1/sessions/{room.id}/submissions", json=answer, headers=headers)
                broken = await http.post("/api/v1/auth/login", content=f'{{"email": "{email}"', headers=JSON)
            async with raw_socket(gateway.socket_url) as socket:
                await socket.hello(participant_token)
                await socket.connection.send(f'{{"type": "submit", "answers": {{"{QUESTION}": "{colour}"')
                await socket.receive("error")
            async with Respondent(gateway.socket_url, room.participant_token(), room.id) as phone:
                await phone.answer(QUESTION, {QUESTION: "red"})
            await until(lambda: '"message": "answer"' in written.getvalue())
    assert [reply.status_code for reply in (registered, refused, invalid, broken)] == [201, 401, 422, 400]
    text = written.getvalue()
    assert [secret for secret in (*SECRETS, participant_token, '"red"') if secret in text] == []
    lines = [json.loads(line) for line in text.splitlines()]
    answers = [line for line in lines if line["message"] == "answer" and line["outcome"] == "accepted"]
    assert [(a["session"], a["part"], a["attempt"]) for a in answers] == [(room.id, QUESTION, 1)]
    assert answers[0]["duration_ms"] > 0
    assert answers[0]["survey"] == room.session.survey
    assert len(answers[0]["trace_id"]) == 32
    requests = {line["route"]: line for line in lines if line["message"] == "request"}
    submitted = requests["/api/v1/sessions/{session_id}/submissions"]
    assert (submitted["status"], submitted["session"], submitted["method"]) == ("422", room.id, "POST")
    assert submitted["request"]
    assert submitted["trace_id"]
