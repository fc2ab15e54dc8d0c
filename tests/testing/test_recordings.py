from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import vcr
import yaml
from vcr.errors import CannotOverwriteExistingCassetteException

import shopglot.testing
from shopglot.testing import AllowList, cassette, fake_number, fake_text, scan, suspicious_values

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    Planted = Any

ORIGIN = "https://api.example.com"


def test_without_scrubbing_the_scanner_finds_every_canary(
    planted: Planted, canaries: Mapping[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "bare.yaml"
    with vcr.VCR(record_mode="all").use_cassette(str(file)):
        planted.visit()
    found = scan([tmp_path], canaries)
    assert {finding.what for finding in found} == set(canaries)
    assert len(found) == len(canaries) == 16
    assert {finding.file for finding in found} == {file}


def test_with_scrubbing_none_is_left(
    planted: Planted, canaries: Mapping[str, str], allowed: AllowList, tmp_path: Path
) -> None:
    with cassette(tmp_path / "clean.yaml", allowed, record=True, origins={planted.url: ORIGIN}):
        answers = planted.visit()
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 200, 302, 500]
    assert scan([tmp_path], canaries) == []
    assert suspicious_values([tmp_path]) == []
    interactions = yaml.safe_load((tmp_path / "clean.yaml").read_bytes())["interactions"]
    assert len(interactions) == 7
    first = interactions[0]
    assert first["request"] == {
        "method": "POST",
        "uri": f"{ORIGIN}/orders?page_size=5",
        "headers": {"content-type": ["application/json"]},
        "body": '{"status":"SHIPPED"}',
    }
    assert first["response"]["status"] == {"code": 200, "message": "OK"}
    assert first["response"]["headers"] == {"content-type": ["application/json"]}
    body = json.loads(first["response"]["body"]["string"])
    assert list(body) == ["code", "data", "name"]
    order = body["data"]["orders"][0]
    assert (order["id"], order["status"], set(order)) == (
        "5764", "SHIPPED", {"id", "status", "buyer", "note", "message"}
    )  # fmt: skip
    assert len(str(order["buyer"]["phone"])) == 13
    assert re.fullmatch(
        r'\{"code":0,"data":\{"access_token":"fake-access_token-[0-9a-f]{8}"\}\}',
        interactions[3]["response"]["body"]["string"],
    )
    assert interactions[5]["response"]["headers"]["location"] == [f"{ORIGIN}/orders?page_size=5"]
    assert interactions[6]["response"]["body"]["string"] == "(left out: 51 bytes that are neither JSON nor a form)"


def test_a_replay_gives_what_was_recorded_once_and_reaches_no_network(
    planted: Planted, allowed: AllowList, tmp_path: Path
) -> None:
    file = tmp_path / "clean.yaml"
    with cassette(file, allowed, record=True, origins={planted.url: ORIGIN}):
        planted.visit()
    before = file.read_bytes()
    # The first request is cut down to the recorded one; the second one's path holds a fake in the recording.
    with cassette(file, allowed), pytest.raises(CannotOverwriteExistingCassetteException) as caught:
        planted.visit(ORIGIN)
    assert "interactions: 7 recorded, 1 played" in str(caught.value)
    assert file.read_bytes() == before


def test_what_is_not_there_can_not_be_replayed(allowed: AllowList, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught, cassette(tmp_path / "none.yaml", allowed):
        pass
    assert str(caught.value) == f"{tmp_path / 'none.yaml'}: no such recording; record it first"


@pytest.mark.parametrize(
    "text", ["Dana Example", "D*** E******", "(+44)7700900123", "12.90", "x", "", "Straße 5\u200b, 東京", "0"]
)
def test_a_fake_has_the_shape_and_nothing_else(text: str) -> None:
    fake = fake_text(text)
    assert fake == fake_text(text)
    assert len(fake) == len(text)
    assert [one == "*" for one in fake] == [one == "*" for one in text]
    assert fake.isascii()
    assert text in {"0", "", "x"} or fake != text
    assert text == "" or fake_text(text, b"key") == fake_text(text, b"key")


def test_addresses_become_those_of_nobody() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}@example\.com", fake_text("dana@shop.test"))
    assert re.fullmatch(r"https://example\.com/[0-9a-f]{16}", fake_text("https://cdn.shop.test/a.png?token=1"))
    assert fake_text("d***@s***.com").count("*") == 6


def test_numbers_keep_digits_and_sign() -> None:
    assert [len(str(fake_number(number))) for number in (7, -1234, 10**18)] == [1, 5, 19]
    assert fake_number(-1234) < 0


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("interactions:\n- request: {headers: {Authorization: [x]}}\n", ["the header authorization"]),
        ("a: " + "0123456789abcdef" * 2, ["a long hexadecimal text, as signatures and secrets are"]),
        ("a: dana@gmail.test.co\n", ["an e-mail address that is not at example.com"]),
        ("a: dana@example.com\n", []),
        ("a: Bearer abcdefgh12\n", ["a bearer token"]),
        ("a: '-----BEGIN RSA PRIVATE KEY-----'\n", ["a private key"]),
        ("a: eyJhbGciOiJI.eyJzdWIiOiIx.c2ln\n", ["a signed web token"]),
        ("a: [\n", ["this file can't be read, so nothing can be said of it"]),
        pytest.param("[" * 3000 + "]" * 3000, ["this file can't be read, so nothing can be said of it"], id="deep"),
        ("a: !!python/name:os.system ''\n", ["this file can't be read, so nothing can be said of it"]),
    ],
)
def test_what_looks_like_a_secret_is_suspicious(tmp_path: Path, content: str, expected: list[str]) -> None:
    (tmp_path / "one.yaml").write_text(content)
    found = suspicious_values([tmp_path])
    assert [finding.what for finding in found] == expected


def test_a_finding_says_where_and_never_what(tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    file.write_text("interactions:\n- request: {uri: 'https://example.com/?q=c%61nary-1'}\n")
    assert [str(one) for one in scan([file], {"the token": "canary-1"})] == [
        f"{file}: .interactions[0].request.uri: the token"
    ]


def test_a_text_nested_deeper_than_python_reads_is_scanned_as_text(tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    file.write_text("a: '" + "[" * 5000 + '"canary-1"' + "]" * 5000 + "'\n")
    assert {str(one) for one in scan([file], {"the token": "canary-1"})} == {f"{file}: .a: the token"}


def test_public_names_are_sorted_and_there() -> None:
    assert list(shopglot.testing.__all__) == sorted(shopglot.testing.__all__)
    assert [name for name in shopglot.testing.__all__ if not hasattr(shopglot.testing, name)] == []
