"""How many calls one order costs on the live way, and under how many names its raw record goes there.

    python benchmarks/calls.py        # --list names the functions, --check for the exit status

One order of the fixtures is listed twice through a connection whose network answers from memory; the second listing
counts, for the first one loads the mapping. Counted are calls of this project's own functions, and the names of
arguments, variables and attributes that are bound to the raw record itself. An underscore before a name is not counted
as another name: it marks an argument that is not used.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

import shopglot
from shopglot.client import ClientSettings

if TYPE_CHECKING:
    from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("connectors/shopglot_tiktok", "core/shopglot", "unified_models/shopglot_models")
RAW = ROOT / "fixtures" / "tiktok" / "raw"
ORDER = "detail.us.clear_address.json"
TOKEN = {"access_token": "a"}
CREDENTIALS = {"app_key": "a", "app_secret": "b", "service_id": "c", "token": TOKEN}
MOST_NAMES = 4


class Watch:
    """What was called between `start` and `stop`, and which dicts had which names there."""

    def __init__(self) -> None:
        self.calls: Counter[tuple[str, str]] = Counter()
        self._named: dict[int, tuple[Any, dict[str, set[str]]]] = {}

    def start(self) -> None:
        sys.setprofile(self._seen)

    def names_of(self, raw: object) -> dict[str, list[str]]:
        """Return the names that were bound to this object, each with the functions that bind it."""
        _, names = self._named.get(id(raw), (None, {}))
        return {name: sorted(where) for name, where in sorted(names.items())}

    def _seen(self, frame: FrameType, event: str, _: object) -> None:
        file = frame.f_code.co_filename
        room = next((room for room in ROOMS if file.startswith(f"{ROOT}/{room}/")), None)
        if room is None:
            return
        if event == "call":
            self.calls[str(Path(file).relative_to(ROOT)), frame.f_code.co_qualname] += 1
        elif event == "return":
            where = f"{Path(file).relative_to(ROOT)}  {frame.f_code.co_qualname}"
            for name, value in frame.f_locals.items():
                self._note(name, value, where)
                if type(value).__module__.startswith("shopglot"):
                    for attribute in (*getattr(value, "__slots__", ()), *getattr(value, "__dict__", ())):
                        self._note(attribute, getattr(value, attribute, None), where)

    def _note(self, name: str, value: object, where: str) -> None:
        if type(value) is dict:
            # The object is kept, so that no other one gets its id.
            self._named.setdefault(id(value), (value, {}))[1].setdefault(name.lstrip("_"), set()).add(where)


def answer(request: httpx.Request) -> httpx.Response:
    """Answer as the platform does: the shops, or one page with the order."""
    if request.url.path.endswith("/shops"):
        return httpx.Response(200, content=(RAW / "store" / "shops.us.local.json").read_bytes())
    found = json.loads((RAW / "order" / ORDER).read_bytes())
    orders = found["data"]["orders"][:1]
    return httpx.Response(200, json=found | {"data": {"orders": orders, "total_count": 1, "next_page_token": ""}})


def measure() -> tuple[Counter[tuple[str, str]], dict[str, list[str]]]:
    """Return the calls by file and function, and the names of the raw record with the functions that use each."""
    connector = shopglot.load_connectors()["tiktok"]
    client = ClientSettings(rate=1_000_000)
    with shopglot.connect(connector, CREDENTIALS, client=client, transport=httpx.MockTransport(answer)) as connection:
        list(connection.orders.list())
        watch = Watch()
        watch.start()
        try:
            list(connection.orders.list())
        finally:
            sys.setprofile(None)
        again = Watch()
        again.start()
        try:
            (detailed,) = connection.orders.list(with_details=True)
        finally:
            sys.setprofile(None)
    return watch.calls, again.names_of(detailed.raw)


def main(arguments: list[str]) -> int:
    """Print both figures, and the calls by folder."""
    calls, names = measure()
    print(f"{sum(calls.values())} calls of {len(calls)} functions for one order; its raw record is {', '.join(names)}")
    folders: Counter[str] = Counter()
    for (file, _), count in calls.items():
        folders[str(Path(file).parent)] += count
    for folder, count in folders.most_common():
        print(f"{count:6}  {folder}")
    if "--list" in arguments:
        for (file, function), count in calls.most_common():
            print(f"{count:6}  {file}  {function}")
        for name, functions in names.items():
            print(name, *functions, sep="\n        ")
    return int("--check" in arguments and len(names) > MOST_NAMES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
