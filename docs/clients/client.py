"""Answers a live session and follows its results, whatever the network does. Needs `pip install websockets uuid_utils`.

    python client.py URL CODE '{"QUESTION": VALUE}'

Each answer goes out once its question is open; ends when the session has ended. Started again after a crash, it goes on
as the same participant, from the file `outbox-CODE.json`.
"""

import json
import random
import secrets
import sys
import time
import urllib.request
from pathlib import Path

from uuid_utils import uuid7
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

url, code, answers = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
file, held = Path(f"outbox-{code}.json"), {}


def merged(old, new):
    both = isinstance(old, dict) and isinstance(new, dict)
    return {**old, **{name: merged(old.get(name), value) for name, value in new.items()}} if both else new


def send(kind, **frame):
    socket.send(json.dumps({"type": kind, **frame}))


def subscribe(channel):
    since = {name: held[channel][name] for name in ("epoch", "version")} if channel in held else None
    send("subscribe", id=channel, channel=channel, since=since)


def submit():  # all that has no receipt yet, each under its first key
    for key, answer in me["outbox"].items():
        send("submit", id=key, key=key, session=me["session"], attempt=1, revision=1, **answer)


def take(frame):
    kind, channel, ours = frame["type"], frame.get("channel"), held.get(frame.get("channel"))
    if kind == "welcome":
        subscribe(state), subscribe(results), submit()
    elif kind == "ping":
        send("pong")
    elif kind == "delta" and (frame["epoch"] != ours["epoch"] or frame["from"] > ours["version"]):
        subscribe(channel)  # something in between is missing
    elif kind == "snapshot" or (kind == "delta" and frame["version"] > ours["version"]):
        held[channel] = frame if kind == "snapshot" else {**frame, "data": merged(ours["data"], frame["data"])}
        print(json.dumps({channel.rpartition(":")[2]: held[channel]["data"]}), flush=True)
        submit() if channel == state else None
    elif frame.get("temporary") and frame.get("id") in me["outbox"]:
        time.sleep(frame.get("retry_after_ms", 1_000) / 1_000)
        submit()
    elif frame.get("id") in me["outbox"] and frame.get("code") not in ("question_closed", "not_open_yet"):
        print(json.dumps({"answers": me["outbox"].pop(frame["id"])["answers"], kind: frame}), flush=True)
        file.write_text(json.dumps(me))


outbox = {str(uuid7()): {"part": question, "answers": {question: value}} for question, value in answers.items()}
me = json.loads(file.read_text()) if file.exists() else {"key": secrets.token_hex(16), "outbox": outbox}
file.write_text(json.dumps(me))  # before anything is sent
if "token" not in me:  # under the same key it is the same participant, however often we ask
    headers = {"content-type": "application/json", "idempotency-key": me["key"]}
    request = urllib.request.Request(f"{url}/api/v1/join", json.dumps({"code": code}).encode(), headers)
    joined = json.load(urllib.request.urlopen(request))["data"]
    me |= {"token": joined["token"], "session": joined["session"]["id"]}
state, results = f"session:{me['session']}:state", f"session:{me['session']}:results"
while me["outbox"] or state not in held or held[state]["data"]["phase"] != "ended":
    try:
        with connect(url.replace("http", "ws", 1) + "/ws", subprotocols=["impactpulse.v1"]) as socket:
            send("hello", token=me["token"])
            while me["outbox"] or state not in held or held[state]["data"]["phase"] != "ended":
                take(json.loads(socket.recv()))
    except (OSError, ConnectionClosed) as lost:
        if getattr(getattr(lost, "rcvd", None), "code", 0) >= 4500:  # the server asks us to stay away
            sys.exit(lost.rcvd.reason)
        time.sleep(random.uniform(0.5, 1.5))
