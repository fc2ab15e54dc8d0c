"""Reading 20,000 orders over HTTP from the simulated shop, which runs in a process of its own on loopback.

    python benchmarks/live.py [orders]

Each driver reads in a fresh process. The shop lives on meanwhile: an order that changes comes again, and counts once.
Printed: records per second, requests made against the least possible, the peak of resident memory above the
start, and the share of the time that went into mapping.
"""

from __future__ import annotations

import asyncio
import json
import resource
import subprocess
import sys
import time
from typing import Any

import shopglot
from shopglot.client import ClientSettings

PAGE = 100
HIGHEST = 60


def serve(orders: int) -> None:
    """Answer until the standard input is closed; say on standard output where, and with which credentials."""
    from shopglot_tiktok import sandbox as simulated  # noqa: PLC0415 - only this process needs its packages

    sandbox = simulated.Sandbox(1, orders, 10, options=simulated.SandboxSwitches(rate_limit=None))
    with simulated.serve(sandbox) as server:
        settings = {"app_key": sandbox.app_key, "app_secret": sandbox.app_secret, "service_id": sandbox.service_id}
        print(json.dumps({"url": server.api_url, "settings": settings, "code": sandbox.authorize()}), flush=True)
        sys.stdin.read()
        print(json.dumps({"searches": sum(entry.path.endswith("/orders/search") for entry in sandbox.log)}))


def read(kind: str, told: dict[str, Any]) -> dict[str, Any]:
    """List every order with one driver, and count."""
    connector = shopglot.load_connectors()["tiktok"]
    hosts = {"api": told["url"], "auth": told["url"]}
    client = ClientSettings(rate=1_000_000)
    authorization = shopglot.Authorization(connector, told["settings"], hosts=hosts, client=client)
    credentials = authorization.finish({"code": told["code"], "state": "s"}, "s")
    mapping = 0.0

    def watched(shop: Any) -> None:
        base = shop._shop.base  # noqa: SLF001 - only from within is this share of the time seen
        normalize = base.normalize_completed

        def timed(*args: Any, **more: Any) -> Any:
            nonlocal mapping
            begun = time.perf_counter()
            result = normalize(*args, **more)
            mapping += time.perf_counter() - begun
            return result

        base.normalize_completed = timed

    def sync_read() -> int:
        with shopglot.connect(connector, credentials, hosts=hosts, client=client) as shop:
            shop.store()
            watched(shop)
            return len({order.id for order in shop.orders.list(page_size=PAGE)})

    async def async_read() -> int:
        async with shopglot.aconnect(connector, credentials, hosts=hosts, client=client) as shop:
            await shop.store()
            watched(shop)
            return len({order.id async for order in shop.orders.list(page_size=PAGE)})

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    count = sync_read() if kind == "sync" else asyncio.run(async_read())
    seconds = time.perf_counter() - begun
    above = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return {"count": count, "seconds": seconds, "above": above, "mapping": mapping / seconds}


def measure(kind: str, orders: int) -> None:
    """Read with one driver in a fresh process, and print its line."""
    me = [sys.executable, __file__]
    with subprocess.Popen([*me, "serve", str(orders)], stdin=-1, stdout=-1, text=True) as server:  # noqa: S603 - ourselves
        assert server.stdin
        assert server.stdout
        told = server.stdout.readline()
        done = subprocess.run([*me, kind, told], check=True, capture_output=True, text=True)  # noqa: S603 - ourselves
        server.stdin.close()
        made = json.loads(server.stdout.readline())["searches"]
    found = json.loads(done.stdout)
    least = -(-orders // PAGE)
    print(
        f"{kind:5}  {found['count']} records  {found['count'] / found['seconds']:7.0f} records/s"
        f"  {made} requests (least possible {least})  peak {found['above']:.1f} MB above the start"
        f"  {found['mapping']:.0%} of the time in mapping"
    )
    assert found["count"] == orders
    assert found["above"] <= HIGHEST
    assert made <= least + 2


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve", orders]:
            serve(int(orders))
        case ["sync" | "async" as kind, told]:
            print(json.dumps(read(kind, json.loads(told))))
        case ["-h" | "--help"]:
            print(__doc__)
        case more:
            for kind in ("sync", "async"):
                measure(kind, int(more[0]) if more else 20_000)
