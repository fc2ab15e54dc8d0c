"""Transforms that do what no transform may do."""

from __future__ import annotations

import threading

from hostile_base import Plugin, definition

from shopglot.connector import MaskDetector, Transform

_PARAMETERS = (("text", "text"),)
_EXAMPLES = ((("a",), "A"),)


def _transform(name: str, value: str) -> Transform:
    def function(text: str) -> str:
        return _DONE[value](text)

    return Transform(name, function, _PARAMETERS, "text", "Misbehaves.", _EXAMPLES)


def _raise(text: str) -> str:
    raise LookupError(text)


def _exit(text: str) -> str:
    raise SystemExit(text)


def _hang(text: str) -> str:
    threading.Event().wait()
    return text


_DONE = {"raise": _raise, "exit": _exit, "hang": _hang, "lower": str.lower}


def _masked(value: str) -> bool:
    raise SystemExit(value)


raises = Plugin(lambda: definition("transform-raises", transforms=(_transform("shout", "raise"),)))
exits = Plugin(
    lambda: definition(
        "transform-exits",
        transforms=(_transform("shout", "exit"),),
        masks=(MaskDetector("stars", _masked, "Ends the process."),),
    )
)
hangs = Plugin(lambda: definition("transform-hangs", transforms=(_transform("shout", "hang"),)))
wrong = Plugin(lambda: definition("transform-wrong", transforms=(_transform("shout", "lower"),)))
