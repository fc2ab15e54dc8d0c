"""The signature reproduces every published and own vector, and covers what it must."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shopglot.connector import Credentials, Request, Token
from shopglot_tiktok._signing import sign, signature
from tests.support.paths import TIKTOK

VECTORS = json.loads((TIKTOK / "signature-vectors.json").read_text(encoding="utf-8"))
CREDENTIALS = Credentials({"app_key": "6simkey0001", "app_secret": "sim_app_secret_0123456789abcdef"}, Token("ROW_tok"))


@pytest.mark.parametrize("vector", VECTORS["request"], ids=lambda vector: vector["id"])
def test_every_request_vector(vector: dict[str, Any]) -> None:
    body = None if vector["body"] is None else vector["body"].encode()
    made = signature(vector["app_secret"], vector["path"], vector["query"], body, vector["content_type"])
    assert made == vector["sign"]


def test_a_signed_request_is_vector_s7() -> None:
    vector = next(vector for vector in VECTORS["request"] if vector["id"] == "S7")
    params = {name: value for name, value in vector["query"].items() if name not in {"app_key", "timestamp"}}
    request = Request("POST", vector["path"], params=params, json=json.loads(vector["body"]))
    signed = sign(request, CREDENTIALS, 1767225600)
    assert signed.body == vector["body"].encode()
    assert signed.params == {**vector["query"], "sign": vector["sign"]}
    assert signed.headers == {"content-type": "application/json", "x-tts-access-token": "ROW_tok"}
    assert request.params == params


def test_signing_again_replaces_the_old_signature() -> None:
    request = Request("GET", "/authorization/202309/shops")
    once = sign(request, CREDENTIALS, 1767225600)
    assert sign(once, CREDENTIALS, 1767225700) == sign(request, CREDENTIALS, 1767225700)


@pytest.mark.parametrize("at", range(0, 40, 3))
def test_each_byte_of_the_body_counts(at: int) -> None:
    body = b'{"update_time_ge":1767139200,"page":"x"}'
    changed = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
    assert signature("secret", "/a", {"b": "c"}, body) != signature("secret", "/a", {"b": "c"}, changed)
