"""Rules about recorded conversations: they hold nobody's data, and both drivers read from them what they did.

`cassettes/index.json` says by a cassette's name what was asked, such as `{"ask": "orders.list", "with": {"limit": 2}}`.
"""

from __future__ import annotations

import asyncio
import json
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from shopglot.client import ClientSettings, SimulatedClock
from shopglot.connection import aconnect, connect
from shopglot.connector import Credentials, MemoryTokenStore, OAuth2, Token
from shopglot.errors import PlatformError
from shopglot.testing._cassette import cassette
from shopglot.testing._scanner import suspicious_values
from shopglot.testing.kit._expected import compare_expected
from shopglot.testing.kit._shop import KINDS
from shopglot.testing.kit._verdict import Broken, NothingToCheck, require_none

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shopglot.testing.kit._shop import Kind
    from shopglot.testing.kit._subject import Subject

__all__ = ["CASSETTES", "cassettes", "check_nobodys", "check_replay"]

CASSETTES = "cassettes"
_DAY = 86_400


def cassettes(subject: Subject) -> Iterable[str]:
    """Return a case for each recorded conversation."""
    return [f"{name}.json" for name in _asked(subject)]


def _asked(subject: Subject) -> Mapping[str, Mapping[str, Any]]:
    file = subject.written(CASSETTES, "index.json")
    read: Mapping[str, Mapping[str, Any]] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return read


def check_nobodys(subject: Subject, _case: str) -> None:
    """Check that recordings hold no secret, no credential's header and no mailbox that could be somebody's."""
    folder = subject.written(CASSETTES)
    if not folder.is_dir():
        raise NothingToCheck("there is no folder of recordings (`cassettes`)")
    found = suspicious_values([folder])
    require_none(
        (f"{one.file.relative_to(folder).as_posix()}: {one.where}: {one.what}" for one in found),
        "this may be somebody's",
    )


def check_replay(subject: Subject, case: str) -> None:
    """Check that both drivers read from a recorded conversation exactly what was written down for it."""
    name = case.removesuffix(".json")
    allowed = subject.contract.recordings
    if allowed is None:
        raise Broken("the contract does not say by which allow-list it was recorded (`recordings=`)")
    file = subject.written(CASSETTES, f"{name}.yaml")
    for kind in KINDS:
        with cassette(file, allowed()):
            told = _replay(subject, kind, **_asked(subject)[name])
        compare_expected(subject, f"{CASSETTES}/{case}", told)


def _replay(subject: Subject, kind: Kind, ask: str, **more: Any) -> list[dict[str, Any]]:
    """Ask what was asked; an error is an answer too."""
    clock = SimulatedClock()
    token = Token("access", "refresh", refresh_expires_at=int(clock.now()) + _DAY)
    live = subject.definition.live
    authorized = live is not None and isinstance(live.oauth, OAuth2)
    needed = {one.name: "any" for one in subject.definition.settings if one.required and one.kind == "text"}
    how: dict[str, Any] = {"client": ClientSettings().testing(clock), "tokens": MemoryTokenStore(token)}
    credentials = Credentials({**needed, **subject.contract.settings}, token if authorized else None)

    def threads() -> Any:
        with connect(subject.connector, credentials, **how) as shop:
            found = attrgetter(ask)(shop)(**more.get("with", {}))
            return list(found) if hasattr(found, "pages") else [found]

    async def tasks() -> Any:
        async with aconnect(subject.connector, credentials, **how) as shop:
            found = attrgetter(ask)(shop)(**more.get("with", {}))
            return [one async for one in found] if hasattr(found, "pages") else [await found]

    try:
        records = threads() if kind == "threads" else asyncio.run(tasks())
    except PlatformError as error:
        return [{"error": type(error).__name__, "code": error.code, "text": str(error), "action": error.action}]
    return [record.model_dump(mode="json") for record in records]
