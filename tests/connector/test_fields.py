"""Every field of every dataclass that authors write refuses what its annotation does not allow."""

from __future__ import annotations

import re
from dataclasses import Field, fields, is_dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shopglot import connector as module
from shopglot.connector import (
    AsSent,
    Batch,
    ClientCredentials,
    Completed,
    ConnectorDefinition,
    Credentials,
    DerivedCustomers,
    Envelope,
    ErrorBody,
    Gotcha,
    Guide,
    GuideSection,
    HostSetting,
    InvalidConnector,
    Live,
    MaskDetector,
    OAuth2,
    Operations,
    Page,
    Permission,
    Query,
    RawSchema,
    Request,
    Resource,
    Response,
    RunningSandbox,
    SandboxOptions,
    Setting,
    ShopRef,
    Token,
    Transform,
    WebhookEvent,
    Webhooks,
)
from shopglot.errors import InvalidArgument, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

FUNCTION: Any = max
HEADERS = "a request's headers must be ASCII texts of one line, and their names words"
ORDER = Resource("order", "Order", "order.yaml", records=("",))
GOOD: dict[type[Any], Any] = {
    type(one): one
    for one in (
        AsSent(1),
        Batch(()),
        ClientCredentials(FUNCTION),
        Completed({}),
        ConnectorDefinition("acme", "Acme", "1", (ORDER,), (), Path(), files("shopglot")),
        Credentials({}),
        DerivedCustomers("order"),
        Envelope(),
        ErrorBody(),
        Gotcha("Title", "Text."),
        Guide("Acme", ()),
        GuideSection("ship", "Ship", "Ship it."),
        HostSetting("store_url"),
        Live({"api": "https://api.example.com"}, FUNCTION, FUNCTION, FUNCTION, FUNCTION, {}),
        MaskDetector("hashes", FUNCTION, "Hashes."),
        OAuth2(FUNCTION, FUNCTION, FUNCTION, FUNCTION),
        Operations(),
        Page(()),
        Permission("orders.read", "Orders", "orders"),
        Query(),
        RawSchema("order@1", (("acme.json", ""),)),
        Request("GET", "/"),
        ORDER,
        Response(200),
        RunningSandbox({}, {}),
        SandboxOptions(),
        Setting("region", "Region", "Where."),
        ShopRef("1", {}),
        Token("t"),
        Transform("upper", FUNCTION, (), "text", "Up.", ()),
        WebhookEvent("order", "1", "created", "order.created"),
        Webhooks(FUNCTION, FUNCTION),
    )
}
# What a caller gives is not the connector's to answer for.
RAISES = {Credentials: SettingsError, SandboxOptions: InvalidArgument}
TRIED: tuple[tuple[object, tuple[str, ...]], ...] = (
    (None, ("None",)),
    (42, ("int", "float")),
    ("text", ("str",)),
    (["x"], ("list",)),
    (object(), ()),
)


def _choices(annotation: str) -> list[str]:
    """Return the alternatives of an annotation without what stands in their brackets."""
    bare = annotation
    while "[" in bare:
        bare = re.sub(r"\[[^\[\]]*\]", "", bare)
    return bare.split(" | ")


def _cases() -> Iterator[tuple[type[Any], Field[Any], object]]:
    for of in GOOD:
        for one in fields(of):
            choices = _choices(str(one.type))
            for value, allowed_by in TRIED:
                listed = f"'{value}'" in str(one.type)
                if "Any" not in choices and not listed and not set(choices) & set(allowed_by):
                    yield of, one, value


def test_every_dataclass_for_authors_is_tried() -> None:
    public = {getattr(module, name) for name in module.__all__}
    assert {one for one in public if isinstance(one, type) and is_dataclass(one)} == set(GOOD)


@pytest.mark.parametrize(
    ("of", "one", "value"),
    [pytest.param(of, one, value, id=f"{of.__name__}-{one.name}-{value!s:.6}") for of, one, value in _cases()],
)
def test_a_field_refuses_another_type(of: type[Any], one: Field[Any], value: object) -> None:
    with pytest.raises(RAISES.get(of, InvalidConnector)) as caught:
        replace(GOOD[of], **{one.name: value})
    assert re.fullmatch(rf"[a-z2 ]+( '[^']+')?: {one.name} must be [^:]+", str(caught.value))


@pytest.mark.parametrize(
    ("of", "changes", "message"),
    [
        (
            RawSchema,
            {"sources": (("acme.json", 1),)},
            "raw schema 'order@1': sources must be a tuple of pairs of texts",
        ),
        (RawSchema, {"parts": (("a", "b"),)}, "raw schema 'order@1': parts must be a tuple of triples of texts"),
        (
            Transform,
            {"examples": (("a", "A"),)},
            "transform 'upper': examples must be a tuple of pairs (a tuple of anything, anything)",
        ),
        (Setting, {"default": 1.5}, "setting 'region': default must be a text, true or false, a whole number or None"),
        (Setting, {"required": 1}, "setting 'region': required must be true or false"),
        (Operations, {"batch_size": True}, "operations: batch_size must be a whole number"),
        (Guide, {"sections": (("ship", "Ship"),)}, "guide: sections must be a tuple of GuideSection"),
        (Request, {"params": {"page": 2}}, "request: params must be a mapping of texts to texts"),
        (Request, {"method": "get"}, "a request's method must be a word in capitals, such as GET"),
        (Request, {"headers": {"x-key": "two\nlines"}}, HEADERS),
        (Request, {"headers": {"x-key": "clé"}}, HEADERS),
        (Request, {"headers": {"x key": "k"}}, HEADERS),
        (
            Request,
            {"headers": {"x key": "k"}},
            "a request's headers must be ASCII texts of one line, and their names words",
        ),
        (Request, {"json": {"at": object()}}, "a request's json must be JSON data, with decimals as texts"),
        (Request, {"json": float("nan")}, "a request's json must be JSON data, with decimals as texts"),
        (Live, {"rate": float("nan")}, "live: rate must be more than 0"),
        (RunningSandbox, {"remedies": {"ship": 1}}, "sandbox: remedies must be a mapping of texts to functions"),
    ],
)
def test_what_a_field_consists_of_is_looked_at_too(of: type[Any], changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidConnector) as caught:
        replace(GOOD[of], **changes)
    assert str(caught.value) == message


def test_no_message_quotes_a_secret() -> None:
    with pytest.raises(InvalidConnector) as caught:
        replace(GOOD[Token], refresh_token=["s3cret"])
    assert str(caught.value) == "token: refresh_token must be a text"
