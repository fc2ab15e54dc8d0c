"""Where a platform is: base URLs that are fixed, or that a setting of the connection says."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from shopglot.connector._fields import check_fields
from shopglot.connector._validation import check_word
from shopglot.errors import InvalidArgument, InvalidConnector

__all__ = ["HostSetting", "read_base_url"]

_FORM = "write it as https://host[:port], with a path at most"


@dataclass(frozen=True, slots=True)
class HostSetting:
    """A host that a setting of kind `url` says: that of a shop which its seller hosts; `path` comes behind it."""

    setting: str
    path: str = ""

    def __post_init__(self) -> None:
        check_fields(self, "host of setting", named=True)
        check_word("host", "setting", self.setting)
        if self.path and (not self.path.startswith("/") or self.path.endswith("/") or set(self.path) & set("?#\\ ")):
            raise InvalidConnector(f"host of setting {self.setting!r}: path must be a path such as '/wp-json'")


def read_base_url(text: str) -> str:
    """Return a base URL without a slash at its end: https, or http on this machine alone; a path may follow the host.

    Raises `InvalidArgument`, which never quotes the text: it may have a password in it.
    """
    base = text.strip().rstrip("/")
    try:
        parts = urlsplit(base)
        _ = parts.port
    except ValueError:
        raise InvalidArgument(f"not a web address: {_FORM}") from None
    plain = not any(char.isspace() or char in '\\<>"' or not char.isprintable() for char in base)
    if not plain or parts.query or parts.fragment or "@" in parts.netloc or not parts.hostname:
        raise InvalidArgument(f"not a web address: {_FORM}")
    if any(part in {".", ".."} for part in parts.path.split("/")) or "//" in parts.path or "%" in parts.path:
        raise InvalidArgument(f"not a plain path behind the host: {_FORM}")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname)):
        raise InvalidArgument("only https is allowed; plain http is for a simulated shop on 127.0.0.1")
    return base


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
