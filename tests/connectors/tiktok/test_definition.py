from __future__ import annotations

import json
from typing import Any

import pytest

import shopglot
from shopglot.connector import AsSent, ConnectorDefinition

TIKTOK: ConnectorDefinition = shopglot.load_connectors(only=["tiktok"], block=[])["tiktok"].definition
TRANSFORMS = {transform.name: transform for transform in TIKTOK.transforms}


def test_it_is_found_by_its_entry_point_as_any_plugin() -> None:
    (info,) = [info for info in shopglot.load_connectors(only=["tiktok"], block=[]).describe() if info.id == "tiktok"]
    assert (info.state, info.name, info.distribution) == ("ready", "TikTok Shop", "shopglot")
    assert info.resources == ("store", "product", "order", "customer")


def test_every_raw_schema_is_where_the_definition_says() -> None:
    found: dict[str, list[str]] = {}
    for schema in TIKTOK.raw_schemas:
        for file, pointer in schema.sources:
            node: Any = json.loads((TIKTOK.schemas / file).read_text(encoding="utf-8"))
            for step in pointer.split("/")[1:]:
                node = node[step]
            assert node["type"] == "object"
            found.setdefault(schema.name, []).append("id" if "id" in node["properties"] else "nothing")
        for key, file, pointer in schema.parts:
            node = json.loads((TIKTOK.schemas / file).read_text(encoding="utf-8"))
            for step in pointer.split("/")[1:]:
                node = node[step]
            assert (key, node["type"]) in {("warehouses", "array"), ("price_detail", "object")}
    assert found == {"shop@202309": ["id"], "product@202309": ["id", "id"], "order@202507": ["id", "id"]}


def test_the_guide_leads_from_the_account_to_clear_customer_details() -> None:
    assert TIKTOK.guide is not None
    assert TIKTOK.guide.keys() == ("partner-account", "app", "permissions", "vault", "authorize", "seller-shipping")
    text = {section.key: section.body for section in TIKTOK.guide.sections}
    for wanted in ("App & Service", "Enable API", "redirect URL", "App Key", "App Secret", "Service Id", "Public App"):
        assert wanted in text["app"]
    for permission in TIKTOK.permissions:
        named = permission.required or bool(permission.proved_by)
        assert (permission.portal_name in text["permissions"]) is named
        assert (permission.scope in text["permissions"]) is named
    for wanted in ("Orders → Shipping Templates", "Orders → Shipping Options", "Seller Shipping", "*after*"):
        assert wanted in text["seller-shipping"]


def test_the_settings_say_what_is_secret_and_what_is_needed() -> None:
    assert [(setting.name, setting.required, setting.secret) for setting in TIKTOK.settings] == [
        ("app_key", True, False),
        ("app_secret", True, True),
        ("service_id", True, False),
        ("region", False, False),
        ("authorize_host", False, False),
        ("redirect_url", False, False),
        ("shop_id", False, False),
    ]


@pytest.mark.parametrize(
    "text", ["", "   ", "(+1)", "+", "(+44) ", "\0", "none", "(+1)***", "(+84)965****68", "2135***142"]
)
def test_a_masked_number_and_a_text_without_one_give_nothing(text: str) -> None:
    assert TRANSFORMS["phone_number"].function(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "(+)123456", "(+1)abc5", "(+0)1234567", "(+1)12", "(+12345)1234567", "(+1)" + "9" * 30, "07700900123",
        "213-555-0142", "+1 213 555 0142 ext 7", "+999", "\uff10\uff19\uff10",
    ],
)  # fmt: skip
def test_a_clear_number_that_can_not_be_read_is_kept_as_sent(text: str) -> None:
    given = TRANSFORMS["phone_number"].function(f" {text} ")
    assert given == AsSent(text)
    assert text not in repr(given)


@pytest.mark.parametrize(
    ("text", "number", "code"),
    [
        ("(+44)07700900123", "+447700900123", "44"),
        ("(+44)007700900123", "+4407700900123", "44"),
        ("(+39)0600000012", "+390600000012", "39"),
        ("+39 06 0000 0012", "+390600000012", "39"),
        ("+4407700900123", "+447700900123", "44"),
        ("+44 (0)7700 900123", "+447700900123", "44"),
        ("+353 020 910 0123", "+353209100123", "353"),
        ("(+1)2135550142", "+12135550142", "1"),
        ("+1 (213) 555-0142", "+12135550142", "1"),
        ("(+62)081200000012", "+6281200000012", "62"),
    ],
)
def test_a_number_is_given_as_it_is_called_from_abroad(text: str, number: str, code: str) -> None:
    assert TRANSFORMS["phone_number"].function(text) == number
    assert TRANSFORMS["phone_country_code"].function(text) == code
