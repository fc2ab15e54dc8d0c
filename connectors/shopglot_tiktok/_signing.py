"""TikTok Shop's signatures, as pure functions: of requests, and of webhooks.

A request: HMAC-SHA256 over secret + path + sorted parameters + body + secret, keyed with the secret, in lower-case
hex. The values are signed decoded, the body byte for byte as it is sent, and no body when it is multipart.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.connector import Credentials, Request

__all__ = ["sign", "signature", "webhook_signature"]

JSON = "application/json"
_UNSIGNED = frozenset({"sign", "access_token", "x-tts-access-token"})


def signature(
    secret: str, path: str, params: Mapping[str, str], body: bytes | None = None, content_type: str = JSON
) -> str:
    """Return the `sign` of a call: `params` decoded, with `app_key` and `timestamp` among them."""
    pairs = "".join(f"{key}{params[key]}" for key in sorted(params) if key not in _UNSIGNED)
    signed_body = b"" if body is None or content_type.startswith("multipart/form-data") else body
    text = b"".join([secret.encode(), path.encode(), pairs.encode(), signed_body, secret.encode()])
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def sign(request: Request, credentials: Credentials, timestamp: int) -> Request:
    """Return the request with `app_key`, `timestamp`, `sign` and the token header; `timestamp` in Unix seconds.

    The platform takes a timestamp from 5 minutes in the past to 30 seconds in the future. The token is not signed.
    """
    settings, token = credentials.settings, credentials.token
    content_type = request.headers.get("content-type", JSON)
    params = {**request.params, "app_key": settings["app_key"], "timestamp": str(timestamp)}
    params["sign"] = signature(settings["app_secret"], request.path, params, request.body, content_type)
    headers = {**request.headers, "content-type": content_type}
    if token is not None:
        headers["x-tts-access-token"] = token.access_token
    return replace(request, params=params, headers=headers)


def webhook_signature(app_key: str, app_secret: str, body: bytes) -> str:
    """Return the `Authorization` header of a webhook: over the app key and the raw body, as they came.

    Compare with `hmac.compare_digest`, before the body is parsed.
    """
    return hmac.new(app_secret.encode(), app_key.encode() + body, hashlib.sha256).hexdigest()
