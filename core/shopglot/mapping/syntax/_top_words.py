"""What stands at the top of a mapping file, before it is checked: also of one that can't be read to its end.

Which connector a file is of, and whether it is a layer or a parts file, must be known before the checker reads it, and
the checker is to say what is wrong with a file that YAML can't read. So the keys are taken from the reader's events as
far as it comes, and from there on from the lines that begin with a key.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import yaml

__all__ = ["top_words"]

_LINE = re.compile(r"""^(["']?)([a-z]+)\1\s*:(?:\s+["']?([^\s"'#]+))?""", re.MULTILINE)
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=256)
def top_words(text: str) -> dict[str, str]:
    """Return the keys of a file's mapping, each with its value where that is one: else with an empty text."""
    found: dict[str, str] = {}
    try:
        for key, value in _pairs(text):
            found.setdefault(key, value)
    except yaml.YAMLError:
        for line in _LINE.finditer(text):
            found.setdefault(line[2], line[3] or "")
    return found


def _pairs(text: str) -> Any:
    loader = _Loader(text)
    depth, key = 0, None
    try:
        while loader.check_event():
            event = loader.get_event()
            if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                depth -= 1
            elif isinstance(event, yaml.ScalarEvent) and depth == 1 and key is None:
                key = event.value
            elif isinstance(event, yaml.NodeEvent):
                if depth == 1 and key is not None:
                    yield key, event.value.strip() if isinstance(event, yaml.ScalarEvent) else ""
                    key = None
                depth += isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent))
    finally:
        loader.dispose()
