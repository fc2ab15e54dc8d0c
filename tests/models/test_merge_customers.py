"""One record per buyer out of several: what was once clear stays clear, and what is still masked is named."""

from __future__ import annotations

import itertools
from cProfile import Profile
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopglot_models import Customer, Merger, Order, Product, merge, merge_all

JANUARY, MARCH = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
AREAS = [{"level": "L0", "name": "United States"}, {"level": "L3", "name": "Springfield"}]
CLEAR_ADDRESS: dict[str, Any] = {
    "type": "shipping", "name": "Ada Example", "line1": "1 Example Street", "city": "Springfield", "state": "Illinois",
    "postal_code": "00001", "country": "US", "areas": AREAS,
}  # fmt: skip
MASKED_ADDRESS: dict[str, Any] = {
    "type": "shipping", "state": "Illinois", "country": "US",
    "areas": [AREAS[0], {"level": "L3", "name": None}],
}  # fmt: skip
ELSEWHERE: dict[str, Any] = {
    "type": "shipping", "city": "Ipoh", "state": "Perak", "country": "MY",
    "areas": [{"level": "L0", "name": "Malaysia"}, {"level": "L2", "name": "Ipoh"}],
}  # fmt: skip


def hidden(path: str, reason: str = "after_close") -> dict[str, Any]:
    return {"path": path, "evidence": "masked", "reason": reason, "revealable": "never", "remedy": None}


def customer(**more: Any) -> Customer:
    fields = {"id": "7", "customer_hidden": bool(more.get("hidden_fields")), **more}
    return Customer.model_validate(fields)


def received(name: str | None, /, **more: Any) -> Customer:
    """Give a record as one order makes it: the name is the recipient's."""
    address = {**CLEAR_ADDRESS, "name": name}
    return customer(**{"name": name, "name_source": "recipients", "partial": True, "addresses": [address], **more})


def paths(record: Customer | Order) -> list[str]:
    return [field.path for field in record.hidden_fields]


CLEAR = received(
    "Ada Example",
    first_name="Ada",
    last_name="Example",
    emails=[{"email": "relay@example.com", "is_relay": True}],
    phone_numbers=[{"number": "+12025550142", "country_code": "1"}],
    orders=[{"id": "1", "total": "10.00", "status": "active"}],
)
MASKED = received(
    None,
    emails=[{"email": "relay@example.com", "is_relay": True}],
    addresses=[MASKED_ADDRESS],
    orders=[{"id": "2", "total": "5.00", "status": "completed"}],
    hidden_fields=[
        hidden("/addresses/0/line1"), hidden("/addresses/0/name"), hidden("/first_name"), hidden("/name"),
        hidden("/phone_numbers"),
    ],
)  # fmt: skip


def test_a_masked_order_takes_nothing_away() -> None:
    for first, second in ((CLEAR, MASKED), (MASKED, CLEAR)):
        merged = merge(first, second)
        assert merged.model_dump(exclude={"orders"}) == CLEAR.model_dump(exclude={"orders"})
        assert sorted(order.id for order in merged.orders) == ["1", "2"]
        assert (merged.customer_hidden, merged.hidden_fields) == (False, ())


def test_what_no_order_knew_stays_hidden_for_the_latest_reason() -> None:
    earlier = customer(hidden_fields=[hidden("/name", "awaiting_release"), hidden("/addresses/0/line1")])
    later = customer(hidden_fields=[hidden("/name", "after_close")])
    merged = merge(earlier, later)
    assert merged.customer_hidden is True
    # The first record has no address at all: the list is what is hidden.
    assert [(field.path, field.reason) for field in merged.hidden_fields] == [
        ("/addresses", "after_close"),
        ("/name", "after_close"),
    ]


class TestMaskedAddresses:
    """Every entry that is still masked is named by its place; an empty copy is no entry."""

    CLEAR_PLACE = received("Ada Example")

    def masked(self, **place: Any) -> Customer:
        return received(
            None, addresses=[place], hidden_fields=[hidden("/addresses/0/line1"), hidden("/addresses/0/name")]
        )

    def test_one_in_another_town_is_named_by_its_new_place(self) -> None:
        elsewhere = self.masked(**ELSEWHERE)
        merged = merge(self.CLEAR_PLACE, elsewhere)
        assert [address.city for address in merged.addresses] == ["Springfield", "Ipoh"]
        assert paths(merged) == ["/addresses/1/line1", "/addresses/1/name"]
        assert paths(merge(elsewhere, self.CLEAR_PLACE)) == ["/addresses/0/line1", "/addresses/0/name"]

    def test_one_that_becomes_clear_is_named_no_more(self) -> None:
        clear = received("Ada Example", addresses=[{**ELSEWHERE, "name": "Ada Example", "line1": "2 Jalan Contoh"}])
        merged = merge_all([self.CLEAR_PLACE, self.masked(**ELSEWHERE), clear])[0]
        assert [address.line1 for address in merged.addresses] == ["1 Example Street", "2 Jalan Contoh"]
        assert paths(merged) == []

    @pytest.mark.parametrize(
        "copy", [{"country": "US"}, {"country": "GB", "state": "England"}, MASKED_ADDRESS, {"type": "shipping"}, {}]
    )
    def test_an_empty_copy_is_no_entry(self, copy: dict[str, Any]) -> None:
        for pair in itertools.permutations((self.CLEAR_PLACE, self.masked(**copy))):
            merged = merge(*pair)
            assert [address.line1 for address in merged.addresses] == ["1 Example Street"]
            assert paths(merged) == []

    def test_an_empty_copy_stays_where_there_is_nothing_better(self) -> None:
        merged = merge(self.masked(country="GB"), self.masked(country="GB"))
        assert [address.country for address in merged.addresses] == ["GB"]
        assert paths(merged) == ["/addresses/0/line1", "/addresses/0/name"]

    def test_a_masked_entry_that_is_contained_in_a_fuller_one_goes(self) -> None:
        fuller = self.masked(**ELSEWHERE, postal_code="30000")
        for pair in itertools.permutations((self.masked(**ELSEWHERE), fuller)):
            merged = merge(*pair)
            assert [address.postal_code for address in merged.addresses] == ["30000"]
            assert paths(merged) == ["/addresses/0/line1", "/addresses/0/name"]

    def test_more_than_ten_are_numbered_right(self) -> None:
        towns = [{**ELSEWHERE, "city": f"Town {number}", "areas": []} for number in range(12)]
        merged = merge_all([self.CLEAR_PLACE, *(self.masked(**town) for town in towns)])[0]
        assert [path for path in paths(merged) if path.endswith("line1")] == [
            f"/addresses/{place}/line1" for place in range(1, 13)
        ]

    def test_an_equal_one_that_hides_nothing_says_that_there_is_no_more(self) -> None:
        clear = received(None, addresses=[ELSEWHERE])
        merged = merge(self.masked(**ELSEWHERE), clear)
        assert (len(merged.addresses), paths(merged)) == (1, [])


class TestNames:
    """The name of one person, never parts of two."""

    def test_all_recipients_agree(self) -> None:
        merged = merge(CLEAR, received("ADA  Example", addresses=[]))
        assert (merged.name, merged.first_name, merged.last_name) == ("ADA  Example", "Ada", "Example")
        assert merged.name_source == "recipients"

    def test_recipients_differ(self) -> None:
        gift = received("Grace Sample", first_name="Grace", last_name="Sample")
        for pair in itertools.permutations((CLEAR, gift)):
            merged = merge(*pair)
            assert (merged.name, merged.first_name, merged.last_name) == (None, None, None)
            assert merged.name_source == "recipients"
            assert (merged.customer_hidden, paths(merged)) == (False, [])
            assert {address.name for address in merged.addresses} == {"Ada Example", "Grace Sample"}

    @pytest.mark.parametrize("addresses", [[], [CLEAR_ADDRESS]], ids=["no address", "an address"])
    def test_once_they_differed_they_do(self, addresses: list[Any]) -> None:
        pair = [received(name, addresses=addresses) for name in ("Ada Example", "Grace Sample")]
        apart = merge(*pair)
        for third in (*pair, MASKED, customer()):
            assert merge(apart, third).name is None
            assert merge(third, apart).name is None
            assert "/name" not in paths(merge(apart, third))

    def test_a_stored_customer_learns_that_its_recipients_differ_from_the_addresses_alone(self) -> None:
        address = {**CLEAR_ADDRESS, "name": "Grace Sample"}
        merged = merge(CLEAR, received(None, addresses=[address], hidden_fields=[hidden("/name")]))
        assert (merged.name, paths(merged)) == (None, [])

    def test_what_the_platform_says_of_the_buyer_holds_against_any_recipient(self) -> None:
        invoiced = received("Grace Sample", name="Ada Example", name_source="buyer", tax_number="123")
        for pair in itertools.permutations((invoiced, received("Maria Sample"))):
            merged = merge(*pair)
            assert (merged.name, merged.name_source, merged.tax_number) == ("Ada Example", "buyer", "123")

    def test_one_persons_name_never_stands_beside_anothers_tax_number(self) -> None:
        one = customer(name="Ada Example", name_source="buyer", tax_number="123", updated_at=JANUARY)
        other = customer(name="Grace Sample", name_source="buyer", tax_number=None, updated_at=MARCH)
        numbered = customer(name=None, name_source="buyer", tax_number="456", updated_at=MARCH)
        for pair in itertools.permutations((one, other)):
            assert (merge(*pair).name, merge(*pair).tax_number) == ("Grace Sample", None)
        for pair in itertools.permutations((one, numbered)):
            assert (merge(*pair).name, merge(*pair).tax_number) == (None, "456")
        merged = merge(received("Maria Sample"), numbered)
        assert (merged.name, merged.tax_number, merged.name_source) == (None, "456", "buyer")

    def test_a_masked_invoice_takes_the_number_from_nobody(self) -> None:
        invoiced = customer(name="Ada Example", name_source="buyer", tax_number="123")
        masked = customer(hidden_fields=[hidden("/name"), hidden("/tax_number")])
        for pair in itertools.permutations((invoiced, masked)):
            merged = merge(*pair)
            assert (merged.name, merged.tax_number, paths(merged)) == ("Ada Example", "123", [])

    def test_a_reading_stays_with_the_name_that_it_belongs_to(self) -> None:
        def read(name: str, kana: str | None) -> Customer:
            script = {"name": name, "first_name": kana}
            return received(name, extensions={"tiktok": {"recipient_local_script": script}})

        merged = merge(read("見本 太郎", "タロウ"), read("贈物 花子", None))
        assert merged.name is None
        assert merged.extensions["tiktok"]["recipient_local_script"] == {"name": "贈物 花子", "first_name": None}
        kept = merge(read("見本 太郎", "タロウ"), read("見本 太郎", None))
        assert kept.extensions["tiktok"]["recipient_local_script"] == {"name": "見本 太郎", "first_name": "タロウ"}

    def test_a_platforms_own_customer_may_change_the_name(self) -> None:
        addresses = [{**CLEAR_ADDRESS, "name": "Grace Sample"}]
        merged = merge(customer(name="Ada Example"), customer(name="Ada Sample", addresses=addresses))
        assert (merged.name, merged.name_source) == ("Ada Sample", None)

    def test_a_half_masked_name_is_filled_by_the_one_it_agrees_with(self) -> None:
        half = customer(name=None, first_name="Ada", hidden_fields=[hidden("/last_name"), hidden("/name")])
        whole = customer(name="Ada Example", first_name="Ada", last_name="Example")
        assert merge(whole, half) == whole
        other = customer(name="Grace Sample", first_name="Grace", last_name="Sample")
        merged = merge(other, half)
        assert (merged.name, merged.first_name, merged.last_name) == (None, "Ada", None)
        assert paths(merged) == ["/last_name", "/name"]


def test_a_masked_text_that_was_kept_by_choice_takes_the_place_of_nothing() -> None:
    kept = received(
        "A** E******",
        addresses=[{**CLEAR_ADDRESS, "name": "A** E******"}],
        hidden_fields=[hidden("/addresses/0/name"), hidden("/name")],
    )
    for pair in itertools.permutations((CLEAR, kept)):
        merged = merge(*pair)
        assert (merged.name, [address.name for address in merged.addresses]) == ("Ada Example", ["Ada Example"])
        assert paths(merged) == []
    alone = merge(kept, kept)
    assert (alone.name, paths(alone)) == ("A** E******", ["/addresses/0/name", "/name"])


def test_the_later_value_holds_where_both_know_one() -> None:
    earlier, later = customer(currency="GBP", updated_at=JANUARY), customer(currency="EUR", updated_at=MARCH)
    assert [merge(earlier, later).currency, merge(later, earlier).currency] == ["EUR", "EUR"]
    undated = customer(currency="USD")
    assert [merge(earlier, undated).currency, merge(undated, earlier).currency] == ["USD", "GBP"]
    assert merge(later, customer(updated_at=MARCH)).currency == "EUR"


def test_the_first_creation_and_the_last_change_hold() -> None:
    merged = merge(customer(created_at=JANUARY, updated_at=MARCH), customer(created_at=MARCH, updated_at=JANUARY))
    assert (merged.created_at, merged.updated_at) == (JANUARY, MARCH)
    assert merge(customer(), customer()).updated_at is None


def test_an_order_is_there_once_in_its_newest_state() -> None:
    def with_order(status: str, moment: datetime | None, **more: Any) -> Customer:
        return customer(orders=[{"id": "1", "status": status, "updated_at": moment, **more}])

    old, new = with_order("active", JANUARY, total="10.00"), with_order("completed", MARCH)
    for pair in itertools.permutations((old, new)):
        (order,) = merge(*pair).orders
        assert (order.status, str(order.total), order.updated_at) == ("completed", "10.00", MARCH)
    # A backfill that comes late: the customer's newest order is newer than it, the entry is not.
    backfill = merge(customer(updated_at=MARCH, orders=old.orders), with_order("completed", JANUARY))
    assert backfill.orders[0].status == "completed"


def test_a_whole_record_and_a_partial_one_are_whole_together() -> None:
    whole, partial = customer(), customer(partial=True)
    assert [merge(*pair).partial for pair in itertools.product((whole, partial), repeat=2)] == [
        False, False, False, True,
    ]  # fmt: skip


def test_different_addresses_are_kept_and_the_same_one_is_kept_once() -> None:
    moved = received("Ada Example", addresses=[{**CLEAR_ADDRESS, "line1": "2 Example Street"}])
    merged = merge_all([CLEAR, moved, CLEAR])[0]
    assert [address.line1 for address in merged.addresses] == ["1 Example Street", "2 Example Street"]
    assert [number.number for number in merged.phone_numbers] == ["+12025550142"]


def test_an_address_with_an_id_follows_its_platform() -> None:
    first = customer(addresses=[{"id": "a", **CLEAR_ADDRESS, "line2": "Flat 2"}])
    corrected = customer(addresses=[{"id": "a", **CLEAR_ADDRESS}])
    assert merge(first, corrected).addresses == corrected.addresses
    masked = customer(
        addresses=[{"id": "a", "city": "Springfield", "country": "US"}], hidden_fields=[hidden("/addresses/0/line1")]
    )
    assert (merge(first, masked).addresses, paths(merge(first, masked))) == (first.addresses, [])
    moved = customer(addresses=[{"id": "a", "city": "Ipoh"}], hidden_fields=[hidden("/addresses/0/line1")])
    assert (merge(first, moved).addresses, paths(merge(first, moved))) == (moved.addresses, ["/addresses/0/line1"])


def test_extensions_are_merged_without_losing_what_was_known() -> None:
    earlier = customer(
        extensions={"tiktok": {"nickname": "ada", "seen": [1]}, "acme": {"level": 0}},
        hidden_fields=[hidden("/extensions/acme/code")],
    )
    later = customer(extensions={"tiktok": {"nickname": "", "seen": [2]}}, hidden_fields=[
        hidden("/extensions/tiktok/nickname"), hidden("/extensions/tiktok/town"),
    ])  # fmt: skip
    merged = merge(earlier, later)
    assert merged.extensions == {"tiktok": {"nickname": "ada", "seen": [2]}, "acme": {"level": 0}}
    assert paths(merged) == ["/extensions/acme/code", "/extensions/tiktok/town"]


def test_what_can_not_be_merged_is_said_without_a_buyers_id() -> None:
    with pytest.raises(ValueError, match=r"ids differ") as wrong:
        merge(customer(), customer(id="8"))
    assert str(wrong.value) == "can't merge Customer() with Customer(): their ids differ; merge records of one id"
    with pytest.raises(TypeError) as mixed:
        merge(customer(), Order(id="7"))  # type: ignore[type-var]
    assert str(mixed.value) == "can't merge Customer with Order: pass two orders or two customers"
    with pytest.raises(TypeError) as product:
        merge_all([Product(id="7")])  # type: ignore[type-var]
    assert str(product.value) == "can't merge Product: only orders and customers have hidden fields"


def test_records_of_several_buyers_come_in_the_order_of_their_first() -> None:
    merger: Merger[Customer] = Merger()
    for record in (CLEAR, customer(id="3"), MASKED, customer(id="1")):
        merger.add(record)
    assert ([record.id for record in merger.records()], len(merger)) == (["7", "3", "1"], 3)
    merger.add(received("Grace Sample"))
    assert [record.name for record in merger.records()] == [None, None, None]
    assert merge_all([]) == []


@pytest.mark.parametrize("masked_first", [False, True])
def test_twice_the_addresses_take_twice_the_work(masked_first: bool) -> None:  # noqa: FBT001 - a parameter of the test
    def work(count: int) -> int:
        places = [
            {**CLEAR_ADDRESS, "line1": f"{number} Example Street", "city": f"Town {number % 9}"}
            for number in range(count)
        ]
        clear = [received("Ada Example", addresses=[place]) for place in places]
        shown = ("type", "city", "state", "country")
        masked = [
            received(
                None, addresses=[{name: place[name] for name in shown}], hidden_fields=[hidden("/addresses/0/line1")]
            )
            for place in places
        ]
        profile = Profile()
        (merged,) = profile.runcall(merge_all, [*masked, *clear] if masked_first else [*clear, *masked])
        assert (len(merged.addresses), merged.hidden_fields) == (count, ())
        return sum(entry.callcount for entry in profile.getstats())

    assert work(400) < 2.1 * work(200)


NAMES = ("Ada Example", "Grace Sample")
TOWNS = ("Springfield", "Ipoh", "Sampletown")
PLACES = st.fixed_dictionaries(
    {
        "name": st.sampled_from(NAMES),
        "line1": st.sampled_from(("1 A Street", "2 B Street")),
        "city": st.sampled_from(TOWNS),
    },
    optional={"postal_code": st.sampled_from(("1", "2")), "phone": st.just("+12025550142")},
)


@st.composite
def histories(draw: st.DrawFn) -> list[Customer]:
    """Give what a buyer's orders said one after the other, some in clear, some masked to a different degree."""
    found = []
    for number in range(draw(st.integers(1, 7))):
        place = draw(PLACES)
        moment = JANUARY + timedelta(hours=draw(st.integers(0, 3)))
        more: dict[str, Any] = {"orders": [{"id": str(draw(st.integers(0, 3))), "updated_at": moment}]}
        if draw(st.booleans()):
            gone = {"name", "line1"} | draw(st.sets(st.sampled_from(("city", "postal_code", "phone"))))
            shown = {name: value for name, value in place.items() if name not in gone} | {"country": "US"}
            fields = [hidden(f"/addresses/0/{name}") for name in sorted(gone & place.keys())]
            more |= {"addresses": [shown], "hidden_fields": [*fields, hidden("/name")]}
            found.append(received(None, updated_at=moment, **more))
        else:
            tell = draw(st.sampled_from(("recipients", "buyer")))
            name = place["name"] if tell == "recipients" else "Maria Invoiced"
            more |= {"addresses": [{**place, "country": "US"}], "name": name, "name_source": tell}
            found.append(received(name, updated_at=moment, tax_number=str(number) if tell == "buyer" else None, **more))
    return found


@settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(records=histories(), data=st.data())
def test_in_whatever_order_they_come_nothing_is_lost_and_every_gap_is_named(
    records: list[Customer], data: st.DataObject
) -> None:
    (merged,) = merge_all(data.draw(st.permutations(records)))
    assert Customer.model_validate(merged.model_dump()) == merged
    clear = [address for record in records for address in record.addresses if address.line1]
    for address in clear:
        known = {name: value for name, value in address if value}
        assert any(known.items() <= dict(other).items() for other in merged.addresses)
    for place, address in enumerate(merged.addresses):
        told = [path for path in paths(merged) if path.startswith(f"/addresses/{place}/")]
        assert bool(told) == (address.line1 is None)
        assert all(getattr(address, path.rsplit("/", 1)[1]) is None for path in told)
    assert {order.id for order in merged.orders} == {order.id for record in records for order in record.orders}
    recipients = {address.name for address in clear}
    if any(record.name_source == "buyer" for record in records):
        assert (merged.name, merged.name_source) == ("Maria Invoiced", "buyer")
        assert merged.tax_number is not None
    else:
        assert merged.name == (recipients.pop() if len(recipients) == 1 else None)
        assert ("/name" in paths(merged)) == (not clear)


@settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(records=histories())
def test_one_by_one_is_the_same_as_all_at_once(records: list[Customer]) -> None:
    found = records[0]
    for record in records[1:]:
        found = merge(found, record)
    assert merge_all(records) == [found]
    assert merge(found, found) == found
