"""Which addresses a host may have: public ones alone, where a setting or a caller says the host, not the connector."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

import httpx

from shopglot.errors import InvalidArgument

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shopglot.connector import HostSetting

__all__ = ["AddressRule", "is_public", "read_networks", "rule_for"]

Network = IPv4Network | IPv6Network

_LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
# Everything of IPv6 that the world can reach is in here; mapped, translated and local addresses are not.
_UNICAST = ip_network("2000::/3")
# A table of our own: `ipaddress` decides otherwise from one Python to the next, and takes some of these for global.
_SPECIAL = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",  # this network, unspecified
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by a provider's customers
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # a cloud's own services, at an address that looks public
        "169.254.0.0/16",  # link-local, and most clouds' credentials
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocols
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
        "2001::/23",  # protocols, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: any IPv4 address inside
        "3fff::/20",  # documentation
    )
)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address is one that the whole world reaches, and leads to one host alone."""
    return (address.version == 4 or address in _UNICAST) and not _within(address, _SPECIAL)  # noqa: PLR2004 - of IP


def _within(address: IPv4Address | IPv6Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks)


def read_networks(texts: tuple[str, ...]) -> tuple[Network, ...]:
    """Return networks written as `10.0.0.0/8`; raises `InvalidArgument` for what is none."""
    if not isinstance(texts, tuple):
        raise InvalidArgument("private_networks must be a tuple of networks, such as ('10.0.0.0/8',)")
    try:
        return tuple(ip_network(str(text)) for text in texts)
    except ValueError:
        raise InvalidArgument(
            "private_networks: each is a network such as '10.0.0.0/8', without bits behind its prefix"
        ) from None


@dataclass(frozen=True, slots=True)
class AddressRule:
    """The addresses that the hosts of one connection may have.

    A host in `fixed` may have any: the connector says it, and a company's network may lead public names to its proxy.
    Every other host has public addresses, or such as are in `private`.
    """

    fixed: frozenset[str]
    private: tuple[Network, ...]

    def allows(self, host: str, address: str) -> bool:
        """Return whether a connection to this host may go to this address."""
        if host in self.fixed:
            return True
        found = ip_address(address)
        # Who writes loopback means it; a name that leads there is not believed.
        if host in {"localhost", address} and _within(found, _LOOPBACK):
            return True
        return is_public(found) or _within(found, self.private)


def rule_for(
    declared: Mapping[str, str | HostSetting], base_urls: Mapping[str, str], private_networks: tuple[str, ...]
) -> AddressRule:
    """Return the rule for a connection: a base URL that the connector does not itself declare is foreign."""
    ours = {_host(base) for name, base in base_urls.items() if declared.get(name) == base}
    foreign = {_host(base) for name, base in base_urls.items() if declared.get(name) != base}
    return AddressRule(frozenset(ours - foreign), read_networks(private_networks))


def _host(base_url: str) -> str:
    """Return the host as the network is asked for it, or nothing where httpx will not ask at all."""
    try:
        return httpx.URL(base_url).raw_host.decode("ascii")
    except httpx.InvalidURL:
        return ""
