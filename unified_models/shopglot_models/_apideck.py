"""A record's JSON divided by Apideck's contract: the part that the contract has a place for, and the rest.

What the contract allows stands in `_apideck_shapes`. The rest, the flag for hidden fields first of all, goes under
`custom_mappings`, its one legal place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shopglot_models._apideck_shapes import SHAPES

if TYPE_CHECKING:
    from shopglot_models._apideck_shapes import Shape

__all__ = ["apideck_view"]

_FLAG = "customer_hidden"


def apideck_view(model: str, record: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return a record's JSON as the contract has it, and a warning for each value that the contract refuses."""
    division = _Division(record)
    data, rest = division.divide(record, SHAPES[model], "")
    if _FLAG in record:
        # A consumer asks the flag first: false is an answer, and a missing key is none.
        rest = {_FLAG: record[_FLAG], **rest}
    if rest:
        data["custom_mappings"] = rest
    return data, division.warnings


@dataclass(frozen=True, slots=True)
class _Division:
    whole: dict[str, Any]
    warnings: list[str] = field(default_factory=list)

    def divide(self, record: dict[str, Any], shape: Shape, path: str) -> tuple[dict[str, Any], dict[str, Any]]:
        data: dict[str, Any] = {}
        derived = {name: make(record, self.whole) for name, make in shape.derived.items()}
        rest = {name: record[name] for name, value in derived.items() if value != record[name]}
        for name, value in (record | derived).items():
            if value is None or value in ([], {}):
                if name in shape.nullable or name in shape.lists:
                    data[name] = value
            elif name in shape.parts:
                data[name], left = self._part(value, shape.parts[name], f"{path}/{name}")
                if left:
                    rest[name] = left
            elif self._refuse(name, value, shape, path):
                rest[name] = value
                if name in shape.always:
                    data[name] = None
            elif name in shape.nullable or name in shape.plain:
                data[name] = value
            elif name != _FLAG:
                rest[name] = value
        return data, rest

    def _part(self, value: Any, shape: Shape, place: str) -> tuple[Any, Any]:
        if isinstance(value, dict):
            return self.divide(value, shape, place)
        divided = [self.divide(item, shape, f"{place}/{at}") for at, item in enumerate(value)]
        left = [rest for _, rest in divided]
        return [data for data, _ in divided], left if any(left) else []

    def _refuse(self, name: str, value: Any, shape: Shape, path: str) -> bool:
        check = shape.checked.get(name)
        if check is None or check(value):
            return False
        self.warnings.append(f"{path}/{name}: Apideck's contract refuses this value; it is under custom_mappings only")
        return True
