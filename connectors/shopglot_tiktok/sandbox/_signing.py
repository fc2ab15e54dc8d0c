"""The platform's side of request signing, written apart from the client's so that one can prove the other.

Rule: secret, path, every query parameter but `sign` and `access_token` as key and decoded value in the order of keys,
exact body bytes (none for multipart uploads), secret; of that the HMAC-SHA256 keyed by the secret, in lower-case hex.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._answers import Call

__all__ = ["expected_sign", "sign_is_right"]

_UNSIGNED = frozenset({"sign", "access_token", "x-tts-access-token"})


def expected_sign(call: Call, secret: str, *, with_body: bool = True) -> str:
    """Return the signature that this call must carry: 64 hex digits."""
    parts = [call.path.encode()]
    parts += [f"{key}{value}".encode() for key, value in sorted(call.query) if key not in _UNSIGNED]
    if with_body and not call.header("content-type").lower().startswith("multipart/form-data"):
        parts.append(call.body)
    key = secret.encode()
    return hmac.new(key, key + b"".join(parts) + key, hashlib.sha256).hexdigest()


def sign_is_right(call: Call, secret: str, *, lenient: bool) -> bool:
    """Return whether the call is signed; `lenient` also takes a body of `{}` that was left out of the signature.

    The official rule signs every body; the official Node SDK leaves an empty object out (sources disagree).
    """
    given = (call.parameter("sign") or "").encode()
    if hmac.compare_digest(given, expected_sign(call, secret).encode()):
        return True
    empty = lenient and call.body.strip() == b"{}"
    return empty and hmac.compare_digest(given, expected_sign(call, secret, with_body=False).encode())
