"""A connector's live functions, contained: what they must not raise, ask for or return is their connector's failure.

Every function that a connector's `live` consists of is called through here, so nothing foreign leaves it. What can't
be helped from outside is a function that never comes back without asking for a request: no thread can be ended.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from shopglot._foreign import locate, type_name
from shopglot.connector import Batch, Completed, Page, Request, ShopRef, Token, WebhookEvent
from shopglot.errors import InvalidConnector, PlatformError, PluginBroken, ShopglotError

if TYPE_CHECKING:
    from shopglot.connector import ConnectorDefinition, Operation

__all__ = ["MOST_REQUESTS", "contain"]

MOST_REQUESTS = 1000
"""How many requests one operation may ask for: a page of a hundred records, and nine calls for each, need fewer."""
_NOTHING = type(None)
# What each function returns, and whether it is an operation that returns it. A function that is not here may return
# anything: who calls it knows what to do with it.
_RETURNS: dict[str, tuple[bool, tuple[type, ...]]] = {
    "authorize_url": (False, (str,)),
    "complete": (True, (Completed,)),
    "error_from": (False, (PlatformError, _NOTHING)),
    "error_of": (False, (PlatformError, _NOTHING)),
    "exchange_code": (True, (Token,)),
    "events": (False, (tuple,)),
    "get_many": (True, (Batch,)),
    "list": (True, (Page,)),
    "obtain_token": (True, (Token,)),
    "parse_callback": (False, (str,)),
    "refresh_token": (True, (Token,)),
    "shop_of": (False, (ShopRef,)),
    "sign": (False, (Request,)),
    "stores": (True, (Page,)),
    "verify": (False, (_NOTHING,)),
}
# What each element of a list is that a function returns.
_ELEMENTS: dict[str, type] = {"events": WebhookEvent}
# A call of these that is not needed is None in place of an operation.
_OPTIONAL = frozenset({"complete"})


def contain(definition: ConnectorDefinition, blame: Callable[[str], PluginBroken]) -> ConnectorDefinition:
    """Return the definition with each function of its live side contained; `blame` makes the error of a reason."""
    live = definition.live
    return definition if live is None else replace(definition, live=_part(live, blame, frozenset(live.hosts)))


def _part(part: Any, blame: Callable[[str], PluginBroken], hosts: frozenset[str]) -> Any:
    """Return a dataclass with all functions in it, and in the dataclasses that it consists of, contained."""
    if isinstance(part, Mapping):
        return {key: _part(value, blame, hosts) for key, value in part.items()}
    if not is_dataclass(part) or isinstance(part, type):
        return part
    changed: dict[str, Any] = {}
    for one in fields(part):
        value = getattr(part, one.name)
        if callable(value):
            function = value.function if isinstance(value, _Contained) else value
            changed[one.name] = _Contained(one.name, function, blame, hosts)
        elif isinstance(value, Mapping) or is_dataclass(value):
            changed[one.name] = _part(value, blame, hosts)
    return replace(part, **changed)


class _Contained:
    """One function of a connector; called, it returns what it must or raises an error of ours."""

    def __init__(
        self, name: str, function: Callable[..., Any], blame: Callable[[str], PluginBroken], hosts: frozenset[str]
    ) -> None:
        self.name = name
        self.function = function
        self._blame = blame
        self._hosts = hosts

    def __call__(self, *arguments: Any) -> Any:
        try:
            result = self._step(self.function, *arguments)
        except StopIteration as error:
            raise self._raised(error) from None
        is_operation, kinds = _RETURNS.get(self.name, (isinstance(result, Generator), ()))
        if not is_operation:
            return self._checked(result, kinds)
        if result is None and self.name in _OPTIONAL:
            return None
        if not isinstance(result, Generator):
            raise self._blame(f"{self.name} returned a value of type {type_name(result)}, not an operation")
        return self._operation(result, kinds)

    def _operation(self, operation: Operation[Any], kinds: tuple[type, ...]) -> Operation[Any]:
        sent = 0
        try:
            request = self._step(next, operation)
            while True:
                sent += 1
                if sent > MOST_REQUESTS:
                    raise self._blame(f"{self.name} asked for more than {MOST_REQUESTS} requests: it may never end")
                try:
                    response = yield self._known(request)
                except ShopglotError as error:
                    request = self._step(operation.throw, error)
                else:
                    request = self._step(operation.send, response)
        except StopIteration as stop:
            return self._checked(stop.value, kinds)
        finally:
            # It was told to end: what it says to that would hide why.
            with suppress(Exception, GeneratorExit, SystemExit):
                operation.close()

    def _step(self, call: Callable[..., Any], *arguments: Any) -> Any:
        """Run the connector's code up to where it returns or asks for a request."""
        try:
            return call(*arguments)
        except (KeyboardInterrupt, StopIteration):
            raise
        except InvalidConnector as error:
            raise self._blame(f"{self.name}: {error.message}") from None
        except ShopglotError:
            raise
        except BaseException as error:  # noqa: BLE001 - a plugin's code may raise anything
            raise self._raised(error) from None

    def _raised(self, error: BaseException) -> PluginBroken:
        return self._blame(f"{self.name} raised {locate(error, self.function)}")

    def _known(self, request: Any) -> Request:
        """Return a request that can be sent: it is one, and its host is the connector's."""
        if not isinstance(request, Request):
            raise self._blame(f"{self.name} asked for a value of type {type_name(request)}, not for a Request")
        if request.host not in self._hosts:
            raise self._blame(f"{self.name} asked for host {request.host!r}, and has {', '.join(sorted(self._hosts))}")
        return request

    def _checked(self, result: Any, kinds: tuple[type, ...]) -> Any:
        if kinds and not isinstance(result, kinds):
            wanted = " or ".join("None" if kind is _NOTHING else kind.__name__ for kind in kinds)
            raise self._blame(f"{self.name} returned a value of type {type_name(result)}, not {wanted}")
        if self.name in _ELEMENTS:
            for one in result:
                if not isinstance(one, _ELEMENTS[self.name]):
                    wanted = _ELEMENTS[self.name].__name__
                    raise self._blame(f"{self.name} returned an element of type {type_name(one)}, not {wanted}")
        return self._known(result) if isinstance(result, Request) else result

    def __repr__(self) -> str:
        return f"<contained {self.name}>"
