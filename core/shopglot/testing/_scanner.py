"""Looks through recordings for what must not be in them, however it is wrapped.

A search of the file finds nothing in a compressed body: here every text is unwrapped first (YAML, gzip and deflate,
percent signs, base64, JSON with its escapes, HTML entities), and what comes out is unwrapped again.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import json
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["Finding", "scan", "suspicious_values"]

_DEPTH = 6
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_NEVER = frozenset({"authorization", "cookie", "proxy-authorization", "set-cookie", "x-api-key", "x-tts-access-token"})
_EMAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_NOBODYS = ("example.com", "example.org", "example.net", "invalid", "test")
_LOOKS = (
    ("a long hexadecimal text, as signatures and secrets are", re.compile(r"\b[0-9a-fA-F]{32,}\b")),
    ("a signed web token", re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}\.")),
    ("a bearer token", re.compile(r"\bBearer\s+\S{8,}")),
    ("a private key", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not be there: what it is by name, in which file, and where in it. It shows no value."""

    what: str
    file: Path
    where: str

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: {self.what}"


def scan(paths: Iterable[Path], secrets: Mapping[str, str]) -> list[Finding]:
    """Look for values by name in recordings, and in all files of folders; each name is found once in each file.

    A file that is no YAML or JSON is a finding of its own, since nothing can be said of it.
    """
    wanted = {name: value.casefold() for name, value in secrets.items()}
    findings: dict[tuple[str, Path], Finding] = {}
    for file, where, text in _texts_of(paths):
        folded = text.casefold()
        for name, value in wanted.items():
            if value in folded:
                findings.setdefault((name, file), Finding(name, file, where))
    return sorted([*findings.values(), *_unreadable(paths)], key=lambda item: (str(item.file), item.what))


def suspicious_values(paths: Iterable[Path], *, domains: Iterable[str] = (), digests: bool = True) -> list[Finding]:
    """Look for what looks like a secret or somebody's address, where no value is known to look for.

    Headers that carry credentials, long hexadecimal texts (not without `digests`, where they are names of files and
    the like), bearer and web tokens, private keys, and e-mail addresses that are not at example.com, example.org or
    example.net, nor at one of `domains`, which are those of a platform's aliases.
    """
    looks = _LOOKS if digests else _LOOKS[1:]
    nobodys = tuple(f".{domain.casefold()}" for domain in (*_NOBODYS, *domains))
    findings: dict[tuple[str, Path, str], Finding] = {}
    for file, where, text in _texts_of(paths):
        header = where.rsplit(".headers.", 1)[-1].partition(".")[0].casefold() if ".headers." in where else ""
        kinds = [f"the header {header}"] if header in _NEVER else []
        kinds += [name for name, pattern in looks if pattern.search(text)]
        if any(not f".{match.group(1).casefold()}".endswith(nobodys) for match in _EMAIL.finditer(text)):
            kinds.append("an e-mail address that is not at example.com")
        for kind in kinds:
            findings.setdefault((kind, file, where), Finding(kind, file, where))
    return sorted([*findings.values(), *_unreadable(paths)], key=lambda item: (str(item.file), item.where, item.what))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]


def _load(file: Path) -> Any:
    if file.suffix == ".json":
        return json.loads(file.read_bytes())  # YAML too, and read much faster as what it is
    # The safe loader makes plain data alone, whatever a file asks for.
    return yaml.safe_load(file.read_bytes())


def _unreadable(paths: Iterable[Path]) -> Iterator[Finding]:
    for file in _files(paths):
        try:
            _load(file)
        except (yaml.YAMLError, ValueError, RecursionError):
            yield Finding("this file can't be read, so nothing can be said of it", file, "(file)")


def _texts_of(paths: Iterable[Path]) -> Iterator[tuple[Path, str, str]]:
    for file in _files(paths):
        try:
            data = _load(file)
        except (yaml.YAMLError, ValueError, RecursionError):
            data = file.read_bytes()
        for where, value in _leaves(data, ""):
            for text in _unwrap(value, _DEPTH):
                yield file, where or "(file)", text


def _leaves(value: Any, where: str) -> Iterator[tuple[str, str | bytes]]:
    # Without recursion: text in a text may be nested as deep as Python's JSON decoder goes.
    left = [(where, value)]
    while left:
        where, value = left.pop()
        if isinstance(value, dict):
            yield from ((f"{where}.{key}", str(key)) for key in value)
            left += [(f"{where}.{key}", item) for key, item in reversed(value.items())]
        elif isinstance(value, list | tuple | set):
            left += [(f"{where}[{place}]", item) for place, item in reversed([*enumerate(value)])]
        elif value is not None:
            yield where, value if isinstance(value, bytes) else str(value)


def _unwrap(value: str | bytes, depth: int) -> Iterator[str]:
    """Yield a text and what is wrapped in it, `depth` times over: compressed, escaped, as JSON, as base64.

    A file's own bytes (the outermost `depth`) are unwrapped as text, too; those decoded on the way only give theirs.
    """
    if isinstance(value, bytes):
        yield value.decode("utf-8", "replace")
        inner: list[str | bytes] = [*_decompress(value)]
        if depth == _DEPTH:
            inner.append(value.decode("utf-8", "replace"))
    else:
        yield value
        inner = [text for text in (unquote_plus(value), html.unescape(value)) if text != value]
        inner += [item for _, item in _leaves(_json(value), "")]
        inner += _base64(value)
    if depth > 0:
        for item in inner:
            yield from _unwrap(item, depth - 1)


def _json(text: str) -> Any:
    if text.lstrip()[:1] not in {"{", "[", '"'}:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _base64(text: str) -> Iterator[bytes]:
    for match in _BASE64.finditer(text):
        plain = match.group().rstrip("=").translate(str.maketrans("-_", "+/"))
        try:
            yield base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
        except (binascii.Error, ValueError):
            continue


def _decompress(body: bytes) -> Iterator[bytes]:
    for undo in (gzip.decompress, zlib.decompress, lambda data: zlib.decompress(data, -zlib.MAX_WBITS)):
        try:
            yield undo(body)
        except (OSError, EOFError, zlib.error):
            continue
