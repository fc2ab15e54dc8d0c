"""Hosts that settings or callers say: each address is checked, and connections go to checked ones."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import threading
import time
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import certifi
import httpx
import pytest

from shopglot import InvalidArgument, PlatformError, RequestError, ShopglotError, TransportError
from shopglot.client import AsyncHttpRunner, CallPolicy, ClientSettings, HttpRunner, SimulatedClock, base_urls
from shopglot.client._addresses import is_public
from shopglot.connector import Live, MemoryTokenStore, Request
from tests.support.world import LIVE, one

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GET = Request("GET", "/orders", authenticated=False)
# Documentation addresses are refused, so these are real ones; no test reaches them.
PUBLIC = "93.184.215.14"
PUBLIC_6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
CERTIFICATE = Path(__file__).parent / "shop.example.pem"  # made for these tests, with its key; nobody else trusts it


@dataclass
class Network:
    """The resolver and the way out: `asked` are names, `connected` addresses, and only loopback is reached."""

    answers: dict[str, list[list[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    connected: list[str] = field(default_factory=list)
    hang: threading.Event | None = None
    real: Callable[..., Any] = socket.getaddrinfo

    def resolve(self, host: str, port: int, *args: Any, **more: Any) -> Any:
        self.asked.append(host)
        if self.hang is not None:
            self.hang.wait(30)
        if host not in self.answers:
            more["flags"] = socket.AI_NUMERICHOST  # whatever spells a number is one; a name is asked of nobody
            return self.real(host, port, *args, **more)
        left = self.answers[host]
        addresses = left.pop(0) if len(left) > 1 else left[0]
        return [_entry(address, port) for address in addresses]

    @property
    def names(self) -> list[str]:
        """What was asked for, without the addresses that sockets are made for."""
        return [host for host in self.asked if host not in self.connected]


def _entry(address: str, port: int) -> Any:
    if ":" in address:
        return socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, port, 0, 0)
    return socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    made = Network()
    plain = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        made.connected.append(address[0])
        if address[0] != "127.0.0.1":
            raise OSError
        plain(self, address)

    monkeypatch.setattr(socket, "getaddrinfo", made.resolve)
    monkeypatch.setattr(socket.socket, "connect", connect)
    return made


@dataclass
class Shop:
    """A server on loopback: what each of its connections asked for."""

    port: int = 0
    asked: list[str] = field(default_factory=list)
    location: str = ""


@pytest.fixture
def shop() -> Iterator[Shop]:
    yield from _serve(None)


@pytest.fixture
def tls_shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    monkeypatch.setattr(certifi, "where", lambda: str(CERTIFICATE))
    yield from _serve(context)


def _serve(context: ssl.SSLContext | None) -> Iterator[Shop]:
    made = Shop()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            made.asked.append(self.headers["host"])
            self.send_response(302 if made.location else 200)
            if made.location:
                self.send_header("location", made.location)
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Say nothing of a client that does not take the certificate."""

    with Server(("127.0.0.1", 0), Handler) as server:
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        made.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield made
        server.shutdown()
        thread.join()


def _ask(kind: str, base: str, live: Live = LIVE, times: int = 1, **given: Any) -> list[Any]:
    """Ask for the same several times over one connection; the last error ends it."""
    client = ClientSettings(**given).testing(SimulatedClock())
    policy = CallPolicy(live, {"secret": "s3cret"}, client, "app")
    hosts = base_urls(live.hosts, {}, {"api": base})
    if kind == "sync":
        runner = HttpRunner(policy, hosts, MemoryTokenStore())
        try:
            return [runner.run(one(GET)) for _ in range(times)]
        finally:
            runner.close()

    async def ask() -> list[Any]:
        runner = AsyncHttpRunner(policy, hosts, MemoryTokenStore())
        try:
            return [await runner.run(one(GET)) for _ in range(times)]
        finally:
            await runner.aclose()

    return asyncio.run(ask())


REFUSED = (
    "GET api:/orders: host api has an address that is not public (code address_refused)\n"
    "  hint: Give the base URL of a public shop, or list its network in ClientSettings.private_networks."
)
# A host as it is written, and the addresses that it leads to; none for what spells an address itself.
FORMS: list[tuple[str, list[str]]] = [
    *((literal, []) for literal in (
        "2130706433", "0x7f000001", "0x7f.1", "0x7f.0.0.1", "127.1", "127.0.1", "017700000001", "0",
        "0.0", "10.0.0.1", "100.64.0.1", "100.100.100.200", "169.254.169.254", "2852039166", "172.16.0.1",
        "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1",
        "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16", "127。0。1",
        "[::]", "[::127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:8.8.8.8]", "[64:ff9b::7f00:1]", "[64:ff9b:1::a00:1]",
        "[100::1]", "[2001::1]", "[2001:0:53aa:64c:0:0:80ff:fffe]", "[2001:db8::1]", "[2002:7f00:1::1]", "[3fff::1]",
        "[5f00::1]", "[fc00::1]", "[fd00:ec2::254]", "[fe80::1]", "[fec0::1]", "[ff02::1]",
    )),
    ("localhost.", ["127.0.0.1"]),
    ("shop.example", ["127.0.0.1"]),
    ("shop.example", ["::1"]),
    ("shop.example", ["10.0.0.1"]),
    ("shop.example", [PUBLIC, "127.0.0.1"]),
    ("shop.example", [PUBLIC, PUBLIC_6, "169.254.169.254"]),
    ("shop.example", ["fe80::1%1", PUBLIC]),
]  # fmt: skip


@pytest.mark.parametrize(("host", "addresses"), FORMS, ids=[f"{host} {'+'.join(to)}".strip() for host, to in FORMS])
def test_a_host_is_refused_for_any_address_that_is_not_public(
    network: Network, shop: Shop, kind: str, host: str, addresses: list[str]
) -> None:
    network.answers[host] = [addresses] if addresses else []
    if not addresses:
        del network.answers[host]
    with pytest.raises(RequestError) as caught:
        _ask(kind, f"https://{host}:{shop.port}")
    assert str(caught.value) == REFUSED
    assert (len(network.asked), network.connected, shop.asked) == (1, [], [])


@pytest.mark.parametrize("host", [host for host, addresses in FORMS if not addresses])
def test_no_redirect_leads_there_either(network: Network, shop: Shop, kind: str, host: str) -> None:
    shop.location = f"http://{host.replace('。', '.')}:{shop.port}/"
    with pytest.raises(RequestError) as caught:
        _ask(kind, f"http://127.0.0.1:{shop.port}")
    assert caught.value.code == "http_302"
    assert (network.names, network.connected, len(shop.asked)) == ([], ["127.0.0.1"], 1)


def test_the_connection_goes_to_the_address_that_was_checked(network: Network, shop: Shop, kind: str) -> None:
    network.answers["shop.example"] = [[PUBLIC], ["127.0.0.1"]]
    with pytest.raises(RequestError) as caught:
        _ask(kind, f"https://shop.example:{shop.port}")
    # The first answer was called and gave no connection; the second attempt asked anew, and was refused.
    assert str(caught.value) == REFUSED
    assert (network.names, network.connected, shop.asked) == (["shop.example"] * 2, [PUBLIC], [])


def test_a_name_is_resolved_for_a_connection_and_not_for_a_call(network: Network, shop: Shop, kind: str) -> None:
    network.answers["localhost"] = [["127.0.0.1"], ["10.0.0.1"]]
    assert _ask(kind, f"http://localhost:{shop.port}", times=3) == [{}, {}, {}]
    assert (network.names, network.connected, len(shop.asked)) == (["localhost"], ["127.0.0.1"], 3)


@pytest.mark.parametrize("address", [PUBLIC, PUBLIC_6, "1.1.1.1", "2a00:1450:4009:81f::200e", "2620:fe::fe"])
def test_public_addresses_are_called(network: Network, kind: str, address: str) -> None:
    network.answers["shop.example"] = [[address]]
    with pytest.raises(TransportError) as caught:
        _ask(kind, "https://shop.example", attempts=1)
    assert (caught.value.code, network.connected) == ("not_connected", [address])
    assert is_public(ip_address(address))


def test_the_next_address_is_tried_when_one_does_not_connect(network: Network, tls_shop: Shop, kind: str) -> None:
    network.answers["shop.example"] = [[PUBLIC_6, "10.0.0.7", "127.0.0.1"]]
    networks = ("10.0.0.0/8", "127.0.0.0/8")
    assert _ask(kind, f"https://shop.example:{tls_shop.port}", attempts=1, private_networks=networks) == [{}]
    assert network.connected == [PUBLIC_6, "10.0.0.7", "127.0.0.1"]


def test_the_certificate_is_the_names(network: Network, tls_shop: Shop, kind: str) -> None:
    network.answers = {"shop.example": [["127.0.0.1"]], "other.example": [["127.0.0.1"]]}
    given: dict[str, Any] = {"attempts": 1, "private_networks": ("127.0.0.1/32",)}
    assert _ask(kind, f"https://shop.example:{tls_shop.port}", **given) == [{}]
    for host in ("other.example", "127.0.0.1"):
        with pytest.raises(TransportError) as caught:
            _ask(kind, f"https://{host}:{tls_shop.port}", **given)
        assert caught.value.code == "not_connected"
    assert tls_shop.asked == [f"shop.example:{tls_shop.port}"]


def test_a_network_of_ones_own_allows_nothing_beside_it(network: Network, shop: Shop, kind: str) -> None:
    network.answers["shop.example"] = [["10.1.2.3", "169.254.169.254"]]
    with pytest.raises(RequestError) as caught:
        _ask(kind, f"https://shop.example:{shop.port}", private_networks=("10.0.0.0/8", "fd00::/8"))
    assert (str(caught.value), network.connected) == (REFUSED, [])


@pytest.mark.parametrize("networks", ["10.0.0.0/8", ["10.0.0.0/8"], ("10.0.0.1/8",), ("shop.example",), ("",), (10,)])
def test_what_is_no_network_is_told(networks: Any) -> None:
    with pytest.raises(InvalidArgument) as caught:
        ClientSettings(private_networks=networks)
    assert str(caught.value) == (
        "private_networks: each is a network such as '10.0.0.0/8', without bits behind its prefix"
        if isinstance(networks, tuple)
        else "private_networks must be a tuple of networks, such as ('10.0.0.0/8',)"
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_loopback_is_reached_where_the_base_url_says_it(network: Network, shop: Shop, kind: str, host: str) -> None:
    network.answers["localhost"] = [["::1", "127.0.0.1"]]
    assert _ask(kind, f"http://{host}:{shop.port}") == [{}]
    network.answers["localhost"] = [["10.0.0.1"]]
    if host == "localhost":
        with pytest.raises(RequestError) as caught:
            _ask(kind, f"http://{host}:{shop.port}")
        assert str(caught.value) == REFUSED


def test_a_host_that_the_connector_declares_may_be_a_companys_proxy(network: Network, kind: str) -> None:
    network.answers["api.example.com"] = [["10.0.0.8"]]
    base = str(LIVE.hosts["api"])
    with pytest.raises(TransportError) as caught:
        _ask(kind, base, attempts=1)
    assert (caught.value.code, network.connected) == ("not_connected", ["10.0.0.8"])
    network.connected.clear()
    # The same name beside it, said by somebody else, is checked all the same.
    both = replace(LIVE, hosts={"api": "https://api.example.com/v3", "auth": "https://api.example.com"})
    with pytest.raises(RequestError) as refused:
        _ask(kind, base, both, attempts=1)
    assert (str(refused.value), network.connected) == (REFUSED, [])


@pytest.mark.parametrize("host", ["unknown.example", "a" * 64 + ".example", "a..example"])
def test_a_name_that_leads_nowhere_is_no_connection(network: Network, kind: str, host: str) -> None:
    with pytest.raises(TransportError) as caught:
        _ask(kind, f"https://{host}", attempts=2)
    assert str(caught.value) == "GET api:/orders: could not connect (code not_connected)"
    assert network.connected == []


def test_a_resolver_that_hangs_counts_in_the_deadline(network: Network, kind: str) -> None:
    network.hang = threading.Event()
    begun = time.monotonic()
    try:
        with pytest.raises(TransportError) as caught:
            _ask(kind, "https://shop.example", attempts=2, connect_timeout=0.05)
    finally:
        network.hang.set()
    assert str(caught.value) == "GET api:/orders: timed out connecting (code not_connected)"
    assert (time.monotonic() - begun < 5, network.connected) == (True, [])


def test_nothing_is_sent_by_a_transport_of_another_make(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    for transport in (httpx.HTTPTransport, httpx.AsyncHTTPTransport):
        monkeypatch.setattr(transport, "__init__", lambda *_args, **_more: None)
    with pytest.raises(ShopglotError) as caught:
        _ask(kind, "https://shop.example")
    assert str(caught.value) == (
        "the installed httpx has another way to the network than the one that addresses are checked on\n"
        "  hint: Install a version of httpx that this release of shopglot was tested with."
    )


def test_it_is_told_once_and_names_no_address(network: Network, kind: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    network.answers["shop.example"] = [["10.11.12.13"]]
    with pytest.raises(PlatformError) as caught:
        _ask(kind, "https://shop.example")
    assert (caught.value.action, network.asked) == ("fix", ["shop.example"])
    assert "10.11" not in caplog.text + repr(caught.value) + json.dumps(str(caught.value))
    assert "attempt 1 failed (address_refused, status 0): raise fix" in caplog.text
