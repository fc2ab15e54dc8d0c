"""Page tokens: opaque, bound to their search, and full of signs that must be escaped in a URL."""

from __future__ import annotations

import base64
import hashlib
import json

__all__ = ["clear_token", "open_token", "read_clear_token", "seal_token"]

_NONCE, _DIGEST = 2, 6
_TRIES = 4096


def _stream(seed: int, nonce: bytes, length: int) -> bytes:
    return hashlib.blake2b(nonce, key=seed.to_bytes(8, "big"), digest_size=length).digest()


def _digest(seed: int, text: str) -> bytes:
    return hashlib.blake2b(text.encode(), key=seed.to_bytes(8, "big"), digest_size=_DIGEST).digest()


def seal_token(seed: int, search: str, position: int) -> str:
    """Return a token that holds a position in a search; it always has `+`, `/` and `=` in it."""
    clear = _digest(seed, search) + position.to_bytes(10, "big") + bytes(18)
    token = ""
    for number in range(_TRIES):
        nonce = number.to_bytes(_NONCE, "big")
        sealed = bytes(a ^ b for a, b in zip(clear, _stream(seed, nonce, len(clear)), strict=True))
        token = base64.b64encode(nonce + sealed + b"\0" * 2).decode()
        if "+" in token and "/" in token and token.endswith("="):
            break
    return token


def open_token(seed: int, search: str, token: str) -> int | None:
    """Return the position that a token holds, or None when it is not one, or one of another search."""
    try:
        raw = base64.b64decode(token, validate=True)
    except ValueError:
        return None
    length = len(raw) - _NONCE - 2
    if length != _DIGEST + 28:
        return None
    clear = bytes(a ^ b for a, b in zip(raw[_NONCE:-2], _stream(seed, raw[:_NONCE], length), strict=True))
    if clear[:_DIGEST] != _digest(seed, search) or any(clear[-18:]):
        return None
    return int.from_bytes(clear[_DIGEST : _DIGEST + 10], "big")


def clear_token(moment_ms: int, record_id: str) -> str:
    """Return the token of product search 202502: base64 of `[milliseconds,"id"]`, as seen in a live answer."""
    return base64.b64encode(json.dumps([moment_ms, record_id], separators=(",", ":")).encode()).decode()


def read_clear_token(token: str) -> tuple[int, str] | None:
    """Return what such a token holds, or None when it is not one."""
    try:
        fields = json.loads(base64.b64decode(token, validate=True))
    except (RecursionError, ValueError):
        return None
    match fields:
        case [int(moment), str(record_id)]:
            return moment, record_id
        case _:
            return None
