"""Calls and answers without HTTP, and the platform's error texts.

Texts marked "seen" are the gateway's own words in live answers or official pages; the others are assumed, in its style.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ERRORS", "Answer", "Call", "Refusal", "error_answer", "json_answer"]

Drop = Literal["", "reset", "hang", "truncate"]

_MORE = " For more details: https://m.tiktok.shop/s/AIu6dbFhs2XW"
_NO_SCOPE = (
    "Access denied. The app is not authorized to access the endpoint because the access scopes granted for the app or "
    "the access token do not contain the required access scope for the endpoint."
)
_FOREIGN = (
    "Invalid query or header. The 'category_asset_cipher' query parameter or 'x-tts-access-token' header is invalid."
)
_LATE = "Invalid timestamp. The 'timestamp' query parameter is more than 5 minutes in the past."
_EARLY = "Invalid timestamp. The 'timestamp' query parameter is more than 30 seconds in the future."
_INTERNAL = (
    "Internal error. Please try again. If the issue persists after multiple attempts, please contact platform support."
)
_ORDERS_FAILED = "Failed to get orders, If multiple retry have failed, please contact the platform for assistance"


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it came: decoded query pairs in order, header names in lower case, exact body bytes."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] | None = None
    body: bytes = b""

    def parameter(self, name: str) -> str | None:
        """Return a query parameter's first value, or None."""
        return next((value for key, value in self.query if key == name), None)

    def header(self, name: str) -> str:
        """Return a header's value, or empty text."""
        return (self.headers or {}).get(name, "")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; `drop` and `delay` (seconds) tell the server how to misbehave while it sends it."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = (("content-type", "application/json"),)
    drop: Drop = ""
    delay: float = 0.0
    code: int = 0


class Refusal(Exception):
    """An error code that ends the handling of a call; `text` replaces the table's text."""

    def __init__(self, code: int, kind: str = "", *, field: str = "") -> None:
        self.code = code
        self.kind = kind
        self.field = field
        super().__init__(f"{code} {kind}".strip())


# code, kind: HTTP status, text, how `data` comes.
ERRORS: dict[tuple[int, str], tuple[int, str, Literal["null", "absent", "empty"]]] = {
    (36009009, ""): (404, "Invalid path. The specified path does not match any available endpoint.", "null"),
    # The code with this status was seen, its text was not.
    (36009010, ""): (405, "Invalid method. The request method is not supported by the endpoint.", "null"),
    (36009014, ""): (200, "The version name is invalid, please check and retry.", "null"),  # seen, without request_id
    (36009004, "app_key"): (400, f"Invalid credentials. Invalid 'app_key' query parameter.{_MORE}", "null"),  # seen
    (36009004, "timestamp_missing"): (
        400, f"Invalid timestamp. The 'timestamp' query parameter is required.{_MORE}", "null",
    ),
    (36009004, "timestamp_past"): (
        400, f"{_LATE}{_MORE}", "null",
    ),
    (36009004, "timestamp_future"): (
        400, f"{_EARLY}{_MORE}", "null",
    ),
    (36009004, "sign"): (400, f"Invalid credentials. The 'sign' query parameter is required.{_MORE}", "null"),
    (106001, ""): (401, f"Invalid credentials. The 'sign' query parameter is invalid.{_MORE}", "null"),  # seen
    (36009004, "token"): (
        400, f"Invalid credentials. The 'x-tts-access-token' header is invalid.{_MORE}", "null",
    ),  # seen
    (105001, ""): (401, f"Access denied. The seller's authorization has expired or was withdrawn.{_MORE}", "null"),
    (105002, ""): (
        401, f"Expired credentials. The 'access_token' or 'x-tts-access-token' header has expired.{_MORE}", "null",
    ),  # seen
    (105005, ""): (
        401,
        f"{_NO_SCOPE}{_MORE}",
        "null",
    ),  # seen
    (106013, ""): (
        400,
        f"Missing identifier. The 'shop_cipher' query parameter is required to identify the target shop.{_MORE}",
        "null",
    ),  # seen
    (36009004, "cipher"): (
        400,
        f"Unexpected identifier. The 'shop_cipher' query parameter is not required for this request.{_MORE}",
        "null",
    ),  # seen
    (101000, ""): (
        401,
        f"{_FOREIGN}{_MORE}",
        "null",
    ),  # seen, also for a foreign shop cipher
    (36009004, "field"): (400, "{field} is a required field and has not been provided.", "null"),  # seen
    (36009004, "type"): (400, "param {field}", "null"),  # the text seen
    (36009004, "value"): (400, "{field} is invalid.", "null"),
    (36009022, ""): (400, "Invalid content type. The request body must be JSON.", "null"),
    (36009002, ""): (
        429, "Too many requests. You've made too many requests in a short period of time.", "absent",
    ),  # seen
    (36009003, ""): (200, _INTERNAL, "null"),  # seen
    (36009007, ""): (200, "Request timeout. The request to the endpoint timed out.", "null"),  # seen
    (36009033, ""): (
        403, "Access denied. Your IP address is not in the IP allow list configured for this app.", "null",
    ),  # seen
    (10002014, ""): (200, _ORDERS_FAILED, "null"),  # seen
    (21008111, ""): (200, "The order or package does not belong to the current seller.", "null"),  # seen
    (12052032, ""): (200, "The product does not exist", "empty"),  # seen
    (12052901, ""): (200, "The product status does not allow this operation", "empty"),
    (12052700, ""): (200, "The seller is inactive.", "null"),
    (12052180, ""): (200, "The total number of search results can not exceed 10000.", "null"),  # seen
    (12019027, ""): (200, "The number of seller_skus can not exceed 10.", "null"),
    (12019087, ""): (200, "The number of sku_ids can not exceed 10.", "null"),
    (12019108, ""): (200, "The page number is invalid.", "null"),
    (12019109, ""): (200, "The page size is invalid.", "null"),
    (12052910, ""): (200, "The input parameter is invalid.", "null"),
    (36004004, ""): (200, "invalid auth code", "null"),  # seen
    (36004001, ""): (200, "rt has expired", "null"),  # seen
    (36004005, ""): (200, "can not find related auth record", "null"),  # seen
    (98001004, ""): (200, "invalid params", "null"),  # seen
}  # fmt: skip


def _encode(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def json_answer(data: Any, request_id: str, *, message: str = "Success") -> Answer:
    """Return a success with its envelope, keys sorted."""
    return Answer(200, _encode({"code": 0, "data": data, "message": message, "request_id": request_id}))


def error_answer(refusal: Refusal, request_id: str, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """Return a refusal with its envelope, its HTTP status and any further headers; unknown codes get a general text."""
    known = ERRORS.get((refusal.code, refusal.kind), (200, f"Simulated error {refusal.code}.", "null"))
    status, text, data = known
    body: dict[str, Any] = {"code": refusal.code, "message": text.replace("{field}", refusal.field)}
    if refusal.code != 36009014:  # noqa: PLR2004 - printed in the documents without one
        body["request_id"] = request_id
    if data != "absent":
        body["data"] = None if data == "null" else {}
    return Answer(status, _encode(body), (("content-type", "application/json"), *headers), code=refusal.code)
