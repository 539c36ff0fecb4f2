"""Signatures: as the published example of Standard Webhooks, and as docs/webhooks.md tells receivers to verify."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import utc_now
from app.features.webhooks.sending import new_secret, signed_headers

PAGE = Path(__file__).parents[3] / "docs" / "webhooks.md"
BODY = '{"type":"session.ended","data":{"session":"ses_1","title":"Tee & Kaffee für alle"}}'

Verify = Callable[[str, dict[str, str], bytes], bool]


@pytest.fixture(scope="module")
def is_genuine() -> Verify:
    """The very code that receivers are shown."""
    found: dict[str, Any] = {}
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(code.splitlines()) <= 20
    exec(code, found)  # noqa: S102  (a page of our own)
    verify: Verify = found["is_genuine"]
    return verify


def test_the_published_example_comes_out() -> None:
    secret, at = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", datetime.fromtimestamp(1_614_265_330, UTC)
    headers = signed_headers([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", at, '{"test": 2432232314}')
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_a_receiver_believes_what_was_signed_with_any_of_our_secrets(is_genuine: Verify) -> None:
    new, former = new_secret(), new_secret()
    headers = signed_headers([new, former], "whk_1:7", utc_now(), BODY)
    assert is_genuine(new, headers, BODY.encode())
    assert is_genuine(former, headers, BODY.encode())
    assert not is_genuine(new_secret(), headers, BODY.encode())


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_receiver_believes_nothing_that_was_changed(is_genuine: Verify, name: str) -> None:
    secret = new_secret()
    headers = signed_headers([secret], "whk_1:7", utc_now(), BODY)
    assert is_genuine(secret, headers, BODY.encode())
    assert not is_genuine(secret, headers, BODY.replace("ses_1", "ses_2").encode())
    assert not is_genuine(secret, {**headers, name: headers[name][:-3] + "123"}, BODY.encode())
    assert not is_genuine(secret, {key: text for key, text in headers.items() if key != name}, BODY.encode())


def test_a_receiver_believes_nothing_old(is_genuine: Verify) -> None:
    secret = new_secret()
    old = signed_headers([secret], "whk_1:7", utc_now() - timedelta(minutes=6), BODY)
    assert not is_genuine(secret, old, BODY.encode())
