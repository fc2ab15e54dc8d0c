"""The rules as tests of one connector: which cases there are, and running one."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import shopglot
from shopglot.errors import MappingError, ShopglotError
from shopglot.testing.kit._rule import Rule
from shopglot.testing.kit._rules import RULES
from shopglot.testing.kit._subject import Subject
from shopglot.testing.kit._verdict import Broken, NothingToCheck

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopglot.testing._contract import Contract

__all__ = ["Bench", "Case"]

_HOST = Path(shopglot.__file__).parent
_LOADS = "definition-loads"
_NO_MAPPINGS = "the mappings have errors"
_NOTHING = {
    "definition": "the connector declares nothing of the kind",
    "fixtures": "no saved answer is of the kind",
    "cassettes": "there is no recorded conversation",
    "sandbox": "there is no simulated platform, or nothing of the kind at it",
    "webhooks": "the connector reads no webhooks",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One case of one rule, as a test.

    Without a subject it fails for the `problem`, or has nothing to check for what it says of `nothing`. `reason` says
    why it is waived; one that is waived by its own name (`exact`) must not hold.
    """

    rule: Rule
    part: str = ""
    subject: Subject | None = field(default=None, repr=False)
    problem: str = ""
    nothing: str = ""
    reason: str = ""
    exact: bool = False

    @property
    def name(self) -> str:
        """The name of the test: that of the rule, and the part of the connector in brackets."""
        return f"{self.rule.name}[{self.part}]" if self.part else self.rule.name

    def run(self) -> str:
        """Run it, and return why there was nothing to check, or a blank.

        Raises `Broken` where the rule does not hold, whatever the connector raised.
        """
        try:
            self._check()
        except NothingToCheck as nothing:
            return f"nothing to check: {nothing}"
        except Broken as broken:
            if self.reason:
                return f"waived: {self.reason}"
            broken.case, broken.todo = self.name, self.rule.todo
            raise
        if self.exact:
            raise Broken(f"{self.name} is waived, and holds: take the waiver out")
        return ""

    def _check(self) -> None:
        if self.problem:
            raise Broken(self.problem)
        if self.subject is None:
            raise NothingToCheck(self.nothing)
        try:
            self.rule.check(self.subject, self.part)
        except (Broken, NothingToCheck):
            raise
        except MappingError:
            # The rule about mappings tells it, once.
            raise NothingToCheck(_NO_MAPPINGS) from None
        except (Exception, SystemExit) as error:
            raise Broken(_told(error)) from error


class Bench:
    """All rules over one connector; `update` writes what they compare with."""

    def __init__(self, contract: Contract, *, update: bool = False, rules: tuple[Rule, ...] = RULES) -> None:
        self._contract = contract
        self._rules = rules
        self._problem = ""
        self.subject: Subject | None = None
        try:
            self.subject = Subject(contract, update=update)
        except ShopglotError as error:
            self._problem = _told(error)

    def cases(self) -> Iterator[Case]:
        """Yield every case of every rule; one alone where the connector does not load.

        A waiver of what is no rule, no case and no warning is a case of its own, which fails.
        """
        if self.subject is None:
            yield Case(next(rule for rule in self._rules if rule.name == _LOADS), problem=self._problem)
            return
        waive = dict(self._contract.waive)
        known = {name for name in waive if name[:1] == "W" and name[1:].isdigit()}
        for rule in self._rules:
            known |= {rule.name}
            for case in _cases_of(rule, self.subject):
                known |= {case.name}
                yield _waived(case, waive)
        if unknown := sorted(name for name in waive if name not in known and name.partition(" ")[0] not in known):
            text = f"the contract waives {', '.join(unknown)}, which is no rule, no case and no warning"
            yield Case(_WAIVERS, problem=text)

    def case(self, name: str) -> Case:
        """Return the case of a name; raises `KeyError` where there is none."""
        return {case.name: case for case in self.cases()}[name]

    def close(self) -> None:
        """Close what the cases share."""
        if self.subject is not None:
            self.subject.close()


def _waived(case: Case, waive: Mapping[str, str]) -> Case:
    reason = waive.get(case.name) or waive.get(case.rule.name, "")
    return Case(case.rule, case.part, case.subject, reason=reason, exact=case.name in waive) if reason else case


def _cases_of(rule: Rule, subject: Subject) -> list[Case]:
    try:
        cases = [Case(rule, part, subject) for part in rule.cases(subject)]
    except MappingError:
        return [Case(rule, nothing=_NO_MAPPINGS)]
    except NothingToCheck as nothing:
        return [Case(rule, nothing=str(nothing))]
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a connector raises fails this rule, and not the others
        return [Case(rule, problem=_told(error))]
    return cases or [Case(rule, nothing=_NOTHING[rule.needs])]


def _nothing(_subject: Subject, _part: str) -> None:
    return


_WAIVERS = Rule("waivers-are-known", "Every waiver names a rule.", "Take it out, or mend its name.", _nothing)


def _told(error: BaseException) -> str:
    """Return what was raised: the whole text of our own errors, of others the place alone, since they quote values."""
    return (
        f"{type(error).__name__}: {error}"
        if isinstance(error, ShopglotError)
        else f"{type(error).__name__} at {_place(error)}"
    )


def _place(error: BaseException) -> str:
    """Return file, line and function of what raised: in the connector's own code where that is on the way."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if _HOST not in Path(frame.filename).parents] or frames
    last = own[-1]
    return f"{Path(last.filename).name}:{last.lineno} ({last.name})"
