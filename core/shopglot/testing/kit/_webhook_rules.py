"""Rules about webhooks: a delivery that was changed in one byte is refused, and a genuine one tells what it tells."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from shopglot.errors import SignatureError
from shopglot.testing.kit._expected import compare_expected
from shopglot.testing.kit._verdict import Broken, require_none

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shopglot.testing.kit._subject import Subject

__all__ = ["FOLDER", "check_changed", "check_events", "deliveries"]

FOLDER = "webhooks"


class _Delivery(NamedTuple):
    headers: Mapping[str, str]
    body: bytes
    settings: Mapping[str, str]
    now: float | None


def deliveries(subject: Subject) -> Iterable[str]:
    """Return a case for each saved delivery; where there is none, and should be, one that says so."""
    live = subject.definition.live
    if live is None or live.webhooks is None:
        return ()
    folder = subject.written(FOLDER)
    return sorted(file.name for file in folder.glob("*.json")) or ["none"]


def _read(subject: Subject, case: str) -> _Delivery:
    file = subject.written(FOLDER, case)
    if not file.is_file():
        raise Broken(f"the connector reads webhooks, and there is no saved delivery in {FOLDER}/")
    saved = json.loads(file.read_text(encoding="utf-8"))
    return _Delivery(saved["headers"], saved["body"].encode(), saved["settings"], saved.get("now"))


def check_changed(subject: Subject, case: str) -> None:
    """Check that a delivery is genuine, and that none is in which one byte of body or signature is another."""
    sent = _read(subject, case)
    _events(subject, sent)
    bodies = [sent.body[:at] + bytes([sent.body[at] ^ 1]) + sent.body[at + 1 :] for at in range(len(sent.body))]
    taken = sum(_is_genuine(subject, sent._replace(body=body)) for body in (*bodies, sent.body + b" ", b""))
    if taken:
        raise Broken(f"{taken} of {len(bodies) + 2} changed bodies are taken for genuine")
    signing = [name for name in sent.headers if not _is_genuine(subject, _without(sent, name))]
    if not signing:
        raise Broken("a delivery without any of its headers is taken for genuine")
    require_none(_forged(subject, sent, signing), "changed signatures are taken for genuine")
    wrong = {name: f"{value}x" for name, value in sent.settings.items() if subject.is_secret(name)}
    if wrong and _is_genuine(subject, sent._replace(settings={**sent.settings, **wrong})):
        raise Broken("a delivery is taken for genuine whatever the secret is")


def _forged(subject: Subject, sent: _Delivery, signing: list[str]) -> Iterator[str]:
    for name in signing:
        value = sent.headers[name]
        changed = [value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :] for at in range(len(value))]
        taken = sum(_is_genuine(subject, _with(sent, name, other)) for other in (*changed, ""))
        if taken:
            yield f"{taken} of {len(changed) + 1} values of the header {name}"


def _without(sent: _Delivery, name: str) -> _Delivery:
    return sent._replace(headers={one: value for one, value in sent.headers.items() if one != name})


def _with(sent: _Delivery, name: str, value: str) -> _Delivery:
    return sent._replace(headers={**sent.headers, name: value})


def _is_genuine(subject: Subject, sent: _Delivery) -> bool:
    try:
        _events(subject, sent)
    except SignatureError as error:
        secrets = [value for name, value in sent.settings.items() if subject.is_secret(name)]
        if any(secret in f"{error}{error!r}" for secret in secrets):
            raise Broken("the error of a forged delivery shows a secret") from None
        return False
    except Exception:  # noqa: BLE001 - it was believed, and only then not understood
        return True
    return True


def check_events(subject: Subject, case: str) -> None:
    """Check that a delivery tells exactly the events that were written down for it, about resources that there are."""
    events = _events(subject, _read(subject, case))
    require_none((one["resource"] for one in events if one["resource"] not in {"", *subject.resources}), "no resources")
    compare_expected(subject, f"{FOLDER}/{case}", events)


def _events(subject: Subject, sent: _Delivery) -> list[dict[str, Any]]:
    told = subject.connector.read_webhook(sent.headers, sent.body, sent.settings, now=sent.now)
    fields = ("resource", "record_id", "kind", "topic", "event_id", "shop_id", "at")
    return [{name: getattr(event, name) for name in fields} | {"raw": event.raw is not None} for event in told]
