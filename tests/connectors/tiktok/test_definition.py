from __future__ import annotations

import json
from typing import Any

import pytest

import shopglot
from shopglot import Connector, Transform

TIKTOK: Connector = shopglot.load_connectors(only=["tiktok"], block=[])["tiktok"].definition
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
    assert found == {"shop@202309": ["id"], "product@202309": ["id", "id"], "order@202507": ["id", "id"]}


def test_the_guide_leads_from_the_account_to_clear_customer_details() -> None:
    assert TIKTOK.guide is not None
    assert TIKTOK.guide.keys() == ("partner-account", "app", "permissions", "vault", "authorise", "seller-shipping")
    text = {section.key: section.body for section in TIKTOK.guide.sections}
    for wanted in ("App & Service", "Enable API", "redirect URL", "App Key", "App Secret", "Service Id", "Public App"):
        assert wanted in text["app"]
    for permission in TIKTOK.permissions:
        assert (permission.portal_name in text["permissions"]) is permission.required
        assert (permission.scope in text["permissions"]) is permission.required
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


@pytest.mark.parametrize("transform", TIKTOK.transforms, ids=lambda transform: transform.name)
def test_every_transform_does_what_its_examples_say(transform: Transform) -> None:
    assert len(transform.examples) >= 2
    for arguments, expected in transform.examples:
        assert len(arguments) == len(transform.parameters)
        assert transform.function(*arguments) == expected


@pytest.mark.parametrize(
    "text", ["(+)123456", "(+1)", "(+1)abc", "+", "(+0)1234567", "(+1)12", "(+12345)1234567", "(+1)" + "9" * 30, "\0"]
)
def test_text_that_is_no_number_gives_nothing(text: str) -> None:
    assert TRANSFORMS["phone_number"].function(text) is None
