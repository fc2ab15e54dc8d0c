"""A parsed mapping file, as data: what the parser makes, the checker annotates, and the compiler reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.diagnostics import Diagnostic
    from shopglot.mapping.syntax._nodes import Node, SourceFile
    from shopglot.mapping.syntax._paths import Path
    from shopglot.mapping.syntax._types import Type

__all__ = [
    "Case",
    "Condition",
    "EnumTable",
    "Hidden",
    "MappingFile",
    "Part",
    "PathRef",
    "Picked",
    "Reason",
    "Rule",
    "Shared",
    "TestCase",
    "Walk",
    "is_fixed",
]


@dataclass(slots=True, eq=False)
class PathRef:
    """A path at its position in the file; the checker adds what it leads to.

    `type` is the type there, `raw` the place in the raw record without indexes (`("line_items", "id")`). `watched`
    whether the mapping watches it for masks, `maskable` whether the connector says that it may be masked (or
    something inside it), `lifted` why it is not watched all the same. As a step of a walk, with `entries`, the object
    there is a list of its entries; with `picked` the path starts at another element. As a key of `ignore`, `rest` is
    what no rule reads there, and `anywhere` such a place at any depth.
    """

    node: Node
    path: Path
    type: Type | None = None
    raw: tuple[str, ...] = ()
    watched: bool = False
    maskable: bool = False
    lifted: str = ""
    entries: bool = False
    picked: Picked | None = None
    rest: bool = False
    anywhere: bool = False
    lost: bool = False  # it leads nowhere


@dataclass(slots=True, eq=False)
class Picked:
    """The element that a path starts at: the first one of a list that matches.

    `captures`: a path inside leaves the element's scope by `^`.
    """

    pick: PathRef
    where: Condition
    captures: bool = False


@dataclass(slots=True, eq=False)
class Walk:
    """The list that is gone through: paths one inside the other; with `group` they start at each of its members."""

    node: Node
    paths: list[PathRef]
    group: bool = False

    @property
    def scopes(self) -> int:
        """How many scopes it opens, one inside the other."""
        return len(self.paths) + self.group


@dataclass(slots=True, eq=False)
class Condition:
    """One condition; `kind` decides which of the fields it uses.

    `all`, `any`, `not`: `parts`; `equals`: `ref` and `values`; `is`: `ref` and `test`; `count`: `ref` and `number`;
    `starts`: `ref` and the prefix as the only one of `values`; `same`: `ref` and `other`; `some`, `every` (element of a
    list): `walk` and one of `parts`.
    """

    node: Node
    kind: Literal["all", "any", "not", "equals", "is", "count", "some", "every", "same", "starts"]
    parts: list[Condition] = field(default_factory=list)
    ref: PathRef | None = None
    values: list[Node] = field(default_factory=list)
    test: str = ""
    number: int = 0
    walk: Walk | None = None
    other: PathRef | None = None
    captures: bool = False  # a path inside leaves the element's scope by `^`

    def atoms(self) -> Iterator[Condition]:
        """Yield the tests that it is made of, but for those of a list's elements."""
        if self.kind not in {"all", "any", "not"}:
            yield self
            return
        for part in self.parts:
            yield from part.atoms()


@dataclass(slots=True, eq=False)
class EnumTable:
    """An enum table: `entries` from a platform's token to the unified value, `otherwise` for tokens never seen."""

    node: Node
    entries: dict[str, Node]
    otherwise: Node | None = None
    name: str = ""
    used: bool = False


@dataclass(slots=True, eq=False)
class Part:
    """A named rule: the node of its name, and its rule as it is written; each use parses it anew."""

    node: Node
    rule: Node
    used: bool = False


@dataclass(slots=True, eq=False)
class Shared:
    """One name that a parts file brings (`what`: part, enum table or hidden block), and whether a rule uses it."""

    what: str
    name: str
    node: Node
    used: bool = False


@dataclass(slots=True, eq=False)
class Case:
    """One branch of `cases`, or one item of `list`; no `when` means always."""

    node: Node
    when: Condition | None
    rule: Rule


@dataclass(slots=True, eq=False)
class Rule:
    """One rule: a source verb with its parsed slots, and modifiers.

    `slots` values are, by the slot's kind: PathRef, Walk, Rule, list of Rules, Condition, a plain value, list of
    PathRefs, dict of Rules, list of Cases. `target` and `type` are set by the checker: the field's type, and the
    type of the rule's result; `pointer` is the target's place below the nearest list item. `skips_zero`: an item
    that it makes is left out when every amount in it is zero. `term`: the verb (`sum`, `minus` or `times`) whose
    number it is. `zone`, beside `as: date`, is the name of a time zone, or the path of a setting. The slot `of`,
    beside `as: minor_units`, is the rule of the currency. `starts` are the places at which the part that it comes from
    is used (`at`), the outermost last. `beside` is the place of the part beside whose use the rule is written: its own
    paths do not start there.
    """

    node: Node
    verb: str
    slots: dict[str, Any] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    convert: str | None = None
    enum: EnumTable | None = None
    default: Node | None = None
    required: bool = False
    skips_zero: bool = False
    note: str = ""
    starts: list[PathRef] = field(default_factory=list)
    beside: Path | None = None
    target: Type | None = None
    type: Type | None = None
    pointer: str = ""
    may_miss: bool = True
    grouped: bool = False  # a group is in scope
    captures: bool = False  # a path inside leaves this rule's scope by `^`, so the scope outside must be kept
    zone: str = ""
    term: str = ""
    argument: bool = False  # its result goes into a transform, not into the record


def is_fixed(rule: Rule) -> bool:
    """Check whether a rule gives the same for every record: a constant, or an object of constants."""
    return rule.verb == "const" or (rule.verb == "fields" and all(map(is_fixed, rule.slots["fields"].values())))


@dataclass(slots=True, eq=False)
class Reason:
    """One row of `hidden.reasons`: when it fits, why a field is hidden and whether it can be revealed."""

    node: Node
    when: Condition | None
    reason: str
    revealable: str
    remedy: str | None


@dataclass(slots=True, eq=False)
class Hidden:
    """The `hidden` block; `unwatch` has the paths that need no watching, and `reasons_unwatched` why, by their text."""

    node: Node
    watch: list[PathRef]
    unwatch: dict[str, PathRef]
    reasons_unwatched: dict[str, str]
    masked: str
    masked_node: Node | None
    withheld: Condition | None
    reasons: list[Reason]


@dataclass(slots=True, eq=False)
class TestCase:
    """One entry of `tests`: a fixture's place, the expected values by JSON Pointer, and the connection's settings.

    `problems` are what is wrong in it: the mapping is none the worse for them.
    """

    node: Node
    name: str
    given: str
    expect: dict[str, Any]
    setting: dict[str, Any] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class MappingFile:
    """A whole mapping file.

    The checker adds to `ignored` the reason by raw place, to `rests` the places of which only the rest is ignored, and
    to `settings` the names of those that its rules read. `unsupported` has the key's node of each unified field that
    the platform does not have, and `parts` the names of the parts.
    """

    source: SourceFile
    node: Node
    connector: str
    raw: str
    raw_node: Node
    model: str
    model_node: Node
    fields: dict[str, Rule]
    hidden: Hidden | None
    extensions: dict[str, Rule]
    ignore: dict[str, PathRef]
    reasons_ignored: dict[str, str]
    enums: dict[str, EnumTable]
    tests: list[TestCase]
    ignored: dict[tuple[str, ...], str] = field(default_factory=dict)
    rests: frozenset[tuple[str, ...]] = frozenset()
    unsupported: dict[str, Node] = field(default_factory=dict)
    reasons_unsupported: dict[str, str] = field(default_factory=dict)
    shared: list[Shared] = field(default_factory=list)
    settings: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
