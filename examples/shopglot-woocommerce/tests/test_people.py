"""Customers with an account, guests made from orders, and those whose data was erased."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from shop_scene import NOW, Scene

from shopglot.errors import NotFound
from shopglot_woocommerce._transforms import guest_id, is_erased
from shopglot_woocommerce.sandbox import Api, serve


def _mailboxes(scene: Scene) -> set[str]:
    """The mailboxes of guests, but for those that were erased."""
    there = [one for one in scene.shop.orders.values() if one["status"] != "trash" and one["customer_id"] == 0]
    return {one["billing"]["email"] for one in there} - {"deleted@site.invalid"}


def test_accounts_come_first_and_then_a_guest_for_each_mailbox(quiet: Scene, kind: str) -> None:
    customers = quiet.ask(kind, lambda shop: shop.customers.list(page_size=7))
    accounts = sorted(one["id"] for one in quiet.shop.customers.values() if one["role"] == "customer")
    guests = sorted(str(guest_id(one, quiet.url)) for one in _mailboxes(quiet))
    assert [one.id for one in customers] == [*map(str, accounts), *guests]
    assert {one.emails[0].email for one in customers if one.id in guests} == _mailboxes(quiet)


def test_a_guest_has_all_orders_of_the_mailbox_and_the_same_id_in_each(quiet: Scene, kind: str) -> None:
    orders = quiet.ask(kind, lambda shop: shop.orders.list())
    guests = [one for one in quiet.ask(kind, lambda shop: shop.customers.list()) if one.id.startswith("guest-")]
    assert guests
    for guest in guests:
        placed = [order for order in orders if order.customer is not None and order.customer.id == guest.id]
        assert {order.id for order in placed} == {one.id for one in guest.orders}
        assert guest.created_at == min(order.created_at for order in placed)
        assert not guest.partial
    assert quiet.ask(kind, lambda shop: shop.customers.get(guests[0].id)) == guests[0]


def test_no_id_of_a_guest_shows_the_mailbox(quiet: Scene) -> None:
    told = [str(guest_id(one, quiet.url)) for one in _mailboxes(quiet)]
    assert all(len(one) == len("guest-") + 16 and one.removeprefix("guest-").isalnum() for one in told)
    assert len(set(told)) == len(_mailboxes(quiet))


def test_a_guest_is_another_one_in_another_shop() -> None:
    assert guest_id("dana@example.com", "https://a.example") != guest_id("dana@example.com", "https://b.example")


def test_staff_is_listed_only_where_the_setting_says_so_and_found_by_id(quiet: Scene, kind: str) -> None:
    staff = {str(one["id"]) for one in quiet.shop.customers.values() if one["role"] == "shop_manager"}
    listed = {one.id for one in quiet.ask(kind, lambda shop: shop.customers.list())}
    assert staff
    assert not staff & listed
    everybody = {one.id for one in quiet.ask(kind, lambda shop: shop.customers.list(), customer_role="all")}
    assert everybody == staff | listed
    found = quiet.ask(kind, lambda shop: shop.customers.get(min(staff)))
    assert (found.id, found.extensions["woocommerce"]["role"]) == (min(staff), "shop_manager")


def test_a_mailbox_selects_an_account_or_a_guest(quiet: Scene, kind: str) -> None:
    account = next(one for one in quiet.shop.customers.values() if one["role"] == "customer")
    found = quiet.ask(kind, lambda shop: shop.customers.list(email=account["email"].upper()))
    assert [one.id for one in found] == [str(account["id"])]
    mailbox = min(_mailboxes(quiet))
    found = quiet.ask(kind, lambda shop: shop.customers.list(email=mailbox))
    assert [one.id for one in found] == [guest_id(mailbox, quiet.url)]


def test_customers_that_changed_are_found_although_the_platform_has_no_such_filter(quiet: Scene, kind: str) -> None:
    accounts = [one for one in quiet.shop.customers.values() if one["role"] == "customer"]
    bound = datetime.fromisoformat(accounts[10]["date_modified_gmt"]).replace(tzinfo=UTC)
    found = quiet.ask(kind, lambda shop: shop.customers.list(updated_since=bound))
    # Who never changed anything tells no time, and is never left out for it.
    wanted = [
        str(one["id"])
        for one in accounts
        if one["date_modified_gmt"] is None
        or datetime.fromisoformat(one["date_modified_gmt"]).replace(tzinfo=UTC) >= bound
    ]
    assert [one.id for one in found if not one.id.startswith("guest-")] == wanted


@pytest.mark.parametrize("wrong", ["1", "guest-0000000000000000", "guest-", "x"])
def test_an_unknown_customer_is_not_found(quiet: Scene, kind: str, wrong: str) -> None:
    with pytest.raises(NotFound):
        quiet.ask(kind, lambda shop: shop.customers.get(wrong))


def test_an_erased_buyer_is_hidden_in_the_order_and_is_no_customer(quiet: Scene, kind: str) -> None:
    erased = [str(one["id"]) for one in quiet.shop.orders.values() if one["billing"]["email"] == "deleted@site.invalid"]
    assert erased
    order = quiet.ask(kind, lambda shop: shop.orders.get(erased[0]))
    assert order.customer_hidden
    assert (order.customer, order.billing_address, order.shipping_address) == (None, None, None)
    assert {(one.path, one.evidence, one.reason, one.revealable) for one in order.hidden_fields} == {
        (path, "masked", "erased", "never") for path in ("/customer", "/billing_address", "/shipping_address")
    }
    assert order.ledger().balanced
    told = quiet.ask(kind, lambda shop: shop.customers.list())
    assert not any("deleted" in (one.model_dump_json()) for one in told)


class _Older(Api):
    """A shop that does not know how to select the orders of guests, and leaves the parameter out of account."""

    def answer(self, path: str, params: Any, authorization: str) -> Any:
        known = {name: value for name, value in params.items() if name != "customer"}
        return super().answer(path, known, authorization)


def test_no_account_becomes_a_guest_where_the_shop_gives_all_orders(scene: Scene, kind: str) -> None:
    with serve(_Older(scene.shop)) as url:
        customers = Scene(scene.shop, scene.api, url).ask(kind, lambda shop: shop.customers.list())
    found = {one.emails[0].email for one in customers if one.id.startswith("guest-")}
    assert found == _mailboxes(scene)


def test_what_is_erased_stays_so_while_it_is_read(scene: Scene, kind: str) -> None:
    """A guest whose data is erased between two reads is gone from the list of guests."""
    mailbox = min(_mailboxes(scene))
    for order in scene.shop.orders.values():
        if order["billing"]["email"] == mailbox:
            scene.shop.touch(order, billing={**order["billing"], "email": "deleted@site.invalid"})
    found = scene.ask(kind, lambda shop: shop.customers.list(updated_since=datetime.fromtimestamp(NOW, UTC)))
    assert guest_id(mailbox, scene.url) not in {one.id for one in found}


@pytest.mark.parametrize(
    "text",
    ["[deleted]", "[gelöscht]", "[削除済み]", " [supprimé] ", "deleted@site.invalid", "+00 (000) 000-00-00", "00000"],
)
def test_what_the_eraser_leaves(text: str) -> None:
    assert is_erased(text)


@pytest.mark.parametrize(
    "text", ["", "Dana", "[Dana] Example", "dana@example.com", "+1 202 555 0100", "0000", "[]", "1010", "[a[b]"]
)
def test_what_it_does_not(text: str) -> None:
    assert not is_erased(text)
