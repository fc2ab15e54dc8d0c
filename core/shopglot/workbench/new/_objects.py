"""Begin what is an object or a list in a unified record: customer, addresses, lines, parcels, taxes, refunds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.workbench.new._guess import SURE, Suggestion, quoted, rank, rule_of
from shopglot.workbench.new._names import ADDRESS, KNOWN
from shopglot.workbench.new._raw import Place, at_place, elements_of, places_in, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopglot.mapping.syntax import Type

__all__ = ["begin"]

_DEEPEST = 2
Steps = tuple[str, ...]


class Beginning:
    """The lines of a rule that makes an object or a list, and the raw paths that they read."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.paths: set[str] = set()
        self.filled: set[str] = set()


def begin(field: str, of: Type, model: str, raw: Type, formats: Mapping[Steps, str]) -> Beginning | None:
    """Return the rule of a field that holds an object or a list; None where no raw value is known to be it."""
    known = KNOWN.get(model, {}).get(field, "").split()
    if of.kind == "list" and of.item is not None and of.item.kind == "object":
        return _begin_list(known, of.item, raw, formats)
    if of.kind != "object":
        return None
    if of.name == "LinkedCustomer":
        return _customer(known, of, raw, formats)
    base = _address(known, raw) if of.name == "Address" else None
    made = _object(of, raw, base, formats) if base is not None else None
    return made if made is not None and made.filled else None


def _begin_list(known: list[str], item: Type, raw: Type, formats: Mapping[Steps, str]) -> Beginning | None:
    found = {"_".join(words(name)): name for name in raw.fields}
    name = next((found[word] for word in known if word in found and elements_of(raw.fields[found[word]])), "")
    walk = elements_of(raw.fields[name]) if name else None
    if walk is None:
        return None
    to, into, element = walk
    made, lists = _fields(item, element, (name, *to, *into), into, formats), Beginning()
    if not made.lines or not item.required <= made.filled:
        return None
    lists.lines = [f"each: {'.'.join((name, *to))}", "fields:", *(f"  {line}" for line in made.lines)]
    lists.paths, lists.filled = made.paths, made.filled
    return lists


def _fields(item: Type, element: Type, steps: Steps, into: Steps, formats: Mapping[Steps, str]) -> Beginning:
    """Return the fields of an element of a list: what is guessed as rules, the rest as comments."""
    made = Beginning()
    below = {place[len(steps) :]: form for place, form in formats.items() if place[: len(steps)] == steps}
    for name, of in item.fields.items():
        guess = _best(item, name, element, below, into)
        inner = begin(name, of, item.name, element, below) if guess is None and not into and of.kind == "list" else None
        if guess is not None:
            made.lines.append(f"{name}: {guess.rule}  # guess")
            made.paths.add(".".join((*steps, *guess.path.split("."))))
            made.filled.add(name)
        elif inner is not None:
            made.lines += [f"{name}:", *(f"  {line}" for line in inner.lines)]
            made.paths |= {".".join((*steps, path)) for path in inner.paths}
            made.filled.add(name)
        else:
            made.lines.append(f"# {name}: (expects {of})")
    if not made.filled:
        made.lines = []
    return made


def _best(item: Type, name: str, element: Type, formats: Mapping[Steps, str], into: Steps) -> Suggestion | None:
    """Return the surest value of an element for a field of a list's item, with `into` in front of its path."""
    of = item.fields[name]
    if of.kind in {"list", "object", "enum", "any"}:
        return None
    rated = []
    for place in places_in(element):
        nearness = rank(item.name, name, place, element)
        currency = ".".join((*into, place.currency)) if place.currency else ""
        inside = Place((*into, *place.steps), place.names, place.type, currency)
        rule = rule_of(inside, of, element, {(*into, *at): form for at, form in formats.items()}, name)
        if nearness >= SURE and rule:
            rated.append(Suggestion(name, place.path, nearness, rule))
    return max(rated, key=lambda guess: guess.nearness, default=None)


def _object(of: Type, raw: Type, base: Steps, formats: Mapping[Steps, str]) -> Beginning:
    """Return the fields of an object at a place of the record."""
    made = Beginning()
    source = _at(raw, base)
    made.lines.append("fields:")
    for name, inner in of.fields.items():
        best = _deep(of.name, name, source) if inner.kind not in {"list", "object", "enum"} else None
        if best is not None:
            path = ".".join((*base, *best.steps))
            rule = rule_of(Place((*base, *best.steps), best.names, best.type), inner, raw, formats, name)
            if rule:
                made.lines.append(f"  {name}: {rule}  # guess")
                made.paths.add(path.replace("[0]", ""))
                made.filled.add(name)
                continue
        joined = _joined(source, base) if name == "name" else ""
        if joined:
            made.lines.append(f"  {name}: {joined}  # guess")
            made.paths |= {".".join((*base, part)).replace("[0]", "") for part in ("first_name", "last_name")}
            made.filled.add(name)
        else:
            made.lines.append(f"  # {name}: (expects {inner})")
    return made


def _joined(source: Type, base: Steps) -> str:
    parts = [".".join((*base, part)) for part in ("first_name", "last_name") if part in source.fields]
    return f"{{join: [{', '.join(quoted(part) for part in parts)}]}}" if len(parts) == _DEEPEST else ""


def _deep(model: str, name: str, source: Type) -> Place | None:
    """Return the value of an object that is known by its own name, whatever groups it."""
    known = KNOWN.get(model, {}).get(name, "").split()
    rated = []
    named = any("_".join(words(of)) in {"name", "first_name", "display_name"} for of in source.fields)
    for place in places_in(source):
        of_address = len(place.names) > 1 and words(place.names[0])[-1:] == ["address"]
        if named and model == "LinkedCustomer" and of_address and words(place.names[-1])[:1] != ["email"]:
            continue
        own = "_".join(words(place.names[-1]))
        whole = "_".join(word for step in place.names for word in words(step))
        forms = [form for form in (own, whole) if form in known and len(place.names) <= _DEEPEST]
        rated += [(known.index(form), len(place.names), place) for form in forms]
    return min(rated, key=lambda entry: entry[:2])[2] if rated else None


def _at(raw: Type, base: Steps) -> Type:
    of = at_place(raw, tuple(step.removesuffix("[0]") for step in base))
    return of.item if of.kind == "list" and of.item is not None else of


def _address(known: list[str], raw: Type) -> Steps | None:
    """Return where an address stands: known by its name, as itself, in a list or under what tells of a parcel."""
    rated = []
    for steps, of in _objects(raw):
        names = [f"{'_'.join(words(step.removesuffix('[0]')))}" for step in steps]
        at = next((len(names) - place for place, name in enumerate(names, 1) if name in known), None)
        if at is None or not _is_address(of):
            continue
        known_as = next(known.index(name) for name in names if name in known)
        collected = any(word in words(step) for step in steps for word in ("pickup", "collection"))
        rated.append((len(steps) > 1, known_as, collected, at, len(steps), steps))
    return min(rated)[-1] if rated else None


def _is_address(of: Type) -> bool:
    return sum(_deep("Address", name, of) is not None for name in ADDRESS) >= _DEEPEST + 1


def _objects(raw: Type, steps: Steps = (), lists: int = 0) -> Iterator[tuple[Steps, Type]]:
    """Yield the objects of a record, also the first of a list, but of no list in a list."""
    for name, of in raw.fields.items():
        if of.kind == "object":
            yield (*steps, name), of
            yield from _objects(of, (*steps, name), lists)
        elif of.kind == "list" and of.item is not None and of.item.kind == "object" and not lists:
            yield (*steps, f"{name}[0]"), of.item
            yield from _objects(of.item, (*steps, f"{name}[0]"), 1)


def _customer(known: list[str], of: Type, raw: Type, formats: Mapping[Steps, str]) -> Beginning | None:
    found = {"_".join(words(name)): name for name, type_ in raw.fields.items() if type_.kind == "object"}
    base = next(((found[word],) for word in known if word in found), ())
    made = _object(of, raw, base, formats) if base else _flat_customer(of, raw)
    for name, key in (("emails", "email"), ("phone_numbers", "number")):
        place = _deep(of.name, name, _at(raw, base))
        if place is not None and place.type.kind == "text":
            path = ".".join((*base, *place.steps))
            rule = f"  {name}: {{list: [{{when: {{{path}: {{is: present}}}}, fields: {{{key}: {path}}}}}]}}  # guess"
            made.lines = [line for line in made.lines if not line.startswith(f"  # {name}:")] + [rule]
            made.paths.add(path)
            made.filled.add(name)
    return made if made.filled else None


def _flat_customer(of: Type, raw: Type) -> Beginning:
    """Return what the record says of its buyer by names such as `customer_id`, where it has no object for them."""
    made = Beginning()
    made.lines.append("fields:")
    for name, inner in of.fields.items():
        known = [
            word
            for word in KNOWN[of.name].get(name, "").split()
            if "_" in word and word.startswith(("customer", "buyer"))
        ]
        place = next((place for word in known for place in places_in(raw) if "_".join(words(place.path)) == word), None)
        rule = rule_of(place, inner, raw, {}, name) if place is not None else ""
        if place is not None and rule:
            made.lines.append(f"  {name}: {rule}  # guess")
            made.paths.add(place.path)
            made.filled.add(name)
        else:
            made.lines.append(f"  # {name}: (expects {inner})")
    return made
