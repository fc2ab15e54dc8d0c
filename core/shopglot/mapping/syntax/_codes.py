"""Every diagnostic code with its page of help, and every code of a record's problems.

`E1xx` is about the file's shape, `E2xx` paths, `E3xx` types and values, `E4xx` targets, `W9xx` warnings; `R1xx` are
about records. A code is never given another meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CODES", "RECORD_CODES", "UNWATCHED", "Code"]


@dataclass(frozen=True, slots=True)
class Code:
    """One diagnostic code: its title, why it matters, and the same lines wrong and right."""

    code: str
    title: str
    why: str
    wrong: str
    right: str

    def page(self) -> str:
        """Write the page of help."""
        wrong = "\n".join(f"    {line}" for line in self.wrong.splitlines())
        right = "\n".join(f"    {line}" for line in self.right.splitlines())
        return f"{self.code}: {self.title}\n\n{self.why}\n\nWrong:\n{wrong}\n\nRight:\n{right}\n"


CODES: dict[str, Code] = {
    item.code: item
    for item in (
        Code(
            "E100",
            "not readable as YAML",
            "The file is not UTF-8 text, or its YAML is broken there. Often a tab stands where blanks should, a quote "
            "is not closed, or a text with ': ' has no quotes.",
            "fields:\n\tid: id",
            "fields:\n  id: id",
        ),
        Code(
            "E101",
            "too large or too deep",
            "A mapping has at most 256 KB and 32 levels. More is a mistake, or an attack.",
            "fields: [[[[[[[[ … ]]]]]]]]",
            "fields:\n  id: id",
        ),
        Code(
            "E102",
            "a YAML feature that mappings do not have",
            "Anchors, aliases, merge keys, tags and several documents are refused: a reader should see what a rule "
            "does where it stands, and a file of 300 bytes should not grow into gigabytes.",
            "fields:\n  id: &a id\n  order_number: *a",
            "fields:\n  id: id\n  order_number: id",
        ),
        Code(
            "E103",
            "the same key twice",
            "YAML would keep one of the two without a word.",
            "fields:\n  id: id\n  id: order_id",
            "fields:\n  id: id",
        ),
        Code(
            "E104",
            "the wrong shape",
            "A mapping, a list or a single value stands where another shape belongs.",
            "first_of: name",
            "first_of: [name, nickname]",
        ),
        Code(
            "E105",
            "an unknown word",
            "The language has a closed set of verbs, slots, conversions and tests, and this is none of them.",
            "total_amount: {path: payment.total_amount, as: mony}",
            "total_amount: {path: payment.total_amount, as: money}",
        ),
        Code(
            "E106",
            "something that must be there is not",
            "The file, or the verb, can't work without it.",
            "state: {pick: district_info, path: address_name}",
            "state: {pick: district_info, where: {address_level: L1}, path: address_name}",
        ),
        Code(
            "E107",
            "a rule needs exactly one source",
            "A rule says where its value comes from once: one of the source verbs.",
            "name: {path: name, const: unknown}",
            "name: {path: name, default: unknown}",
        ),
        Code(
            "E108",
            "a language version this shopglot does not read",
            "`mapping: 1` is the version of the language, not of your file.",
            "mapping: 7",
            "mapping: 1",
        ),
        Code(
            "E109",
            "a layer that does not fit what it extends",
            "A file with `extends` adds to another mapping or replaces single fields of it: it names a connector's "
            "resource, says nothing of `from` and `to`, and goes into an object that is filled there by `fields`.",
            "extends: tiktok/oder\nfields:\n  order_number: id",
            "extends: tiktok/order\nfields:\n  order_number: id\n  customer.name: recipient_address.name",
        ),
        Code(
            "E201",
            "not a path",
            "A path names one place: names joined by dots, and indexes. There are no wildcards, filters or "
            "expressions.",
            "name: line_items[*].product_name",
            "name: line_items[0].product_name",
        ),
        Code(
            "E202",
            "the raw schema does not know this path",
            "The connector's raw schema says what the platform sends. A path it does not know is a typing mistake, or "
            "a field that has to be added to the schema first.",
            "currency: payment.curency",
            "currency: payment.currency",
        ),
        Code(
            "E203",
            "the path can't go this way",
            "The path walks into a list without an index, indexes something that is no list, or leaves a scope that is "
            "not there.",
            "name: line_items.product_name",
            "line_items:\n  each: line_items\n  fields: {name: product_name}",
        ),
        Code(
            "E204",
            "no field reads this watched path",
            "`hidden.watch` tells which raw parts a platform hides. A watched part that no rule reads can't hide any "
            "field.",
            "hidden: {watch: [payment.tax_number]}",
            "hidden: {watch: [recipient_address]}",
        ),
        Code(
            "E205",
            "the connector has no such raw schema",
            "`from` names a raw record of the connector and its version.",
            "from: tiktok/oder@202507",
            "from: tiktok/order@202507",
        ),
        Code(
            "E206",
            "what may be masked is published, and nothing watches it",
            "The connector says which raw parts the platform masks at times: `J*** D**` in place of a name. A rule "
            "that reads one of them would publish the mask as a value. Watch it: then a mask is null, and the record "
            "says so. Conditions may test it unwatched.",
            "hidden: {watch: [recipient_address.full_address], reasons: []}",
            "hidden: {watch: [recipient_address], reasons: []}",
        ),
        Code(
            "E207",
            "nothing here needs to be unwatched",
            "`hidden.unwatch` says why a raw part needs no watching, although it may be masked or a lower layer "
            "watches it. A path that is neither, or that the same file watches, is a mistake.",
            "hidden: {watch: [recipient_address], unwatch: {status: a token of the platform}, reasons: []}",
            "hidden: {watch: [recipient_address], unwatch: {recipient_address.post_town: never masked}, reasons: []}",
        ),
        Code(
            "E301",
            "the types do not fit",
            "What the rule gives is not what the field holds. Often `as` is missing.",
            "total_amount: payment.total_amount",
            "total_amount: {path: payment.total_amount, as: money}",
        ),
        Code(
            "E302",
            "the enum table misses a value",
            "The raw schema lists a value that the table does not. Decide what it means; `else` is for values that "
            "nobody knows yet.",
            "enums:\n  shipping: {SELLER: own, else: unknown}",
            "enums:\n  shipping: {SELLER: own, TIKTOK: platform, else: unknown}",
        ),
        Code(
            "E303",
            "not a value of this field",
            "The field is an enum of the unified model, and this is none of its values.",
            "status: {const: finished}",
            "status: {const: completed}",
        ),
        Code(
            "E304",
            "this conversion can't read that type",
            "Each word for `as` reads some raw types only.",
            "total_amount: {path: payment, as: money}",
            "total_amount: {path: payment.total_amount, as: money}",
        ),
        Code(
            "E305",
            "no such name",
            "An enum table, a transform, a mask detector or a section of the guide has another name, or is not there.",
            "status: {path: status, enum: oder_status}",
            "status: {path: status, enum: order_status}",
        ),
        Code(
            "E306",
            "the arguments do not fit the transform",
            "A transform has named, typed parameters; each needs one rule.",
            "number: {transform: phone_number, with: {value: phone}}",
            "number: {transform: phone_number, with: {text: phone}}",
        ),
        Code(
            "E307",
            "nothing in this item could be zero",
            "`skip: zero` leaves an item out when every amount in it is 0. An item without an amount never is.",
            "discounts: {list: [{skip: zero, fields: {code: name}}]}",
            "discounts: {list: [{skip: zero, fields: {amount: {path: payment.total_amount, as: money}}}]}",
        ),
        Code(
            "E401",
            "the unified model has no such field",
            "What the model has no word for belongs under `extensions`.",
            "fields: {order_nr: id}",
            "fields: {order_number: id}",
        ),
        Code(
            "E402",
            "a required field is left out",
            "The unified model can't be made without it.",
            "fields: {name: title}",
            "fields: {id: {path: id, required: true}, name: title}",
        ),
        Code(
            "E403",
            "a required field may come out missing",
            "The raw schema does not promise the value. Say `required: true`: then a record without it goes to "
            "quarantine, knowingly.",
            "fields: {id: id}",
            "fields: {id: {path: id, required: true}}",
        ),
        Code(
            "E404",
            "no such unified model",
            "`to` is one of Store, Product, Order, Customer.",
            "to: Orders",
            "to: Order",
        ),
        Code(
            "W901",
            "never reached",
            "Something before it always fits, so this part does nothing.",
            "first_of: [{const: a}, name]",
            "first_of: [name, {const: a}]",
        ),
        Code(
            "W902",
            "a raw field that nothing reads",
            "Map it, keep it under `extensions`, or say under `ignore` why it is left out.",
            "# seller_note is nowhere in the file",
            "ignore:\n  seller_note: the seller's private note, not part of the order",
        ),
        Code(
            "W903",
            "not used",
            "An enum table that no rule names, an ignored path that a rule reads, or an unsupported field that a rule "
            "fills misleads the next reader.",
            "enums:\n  old_status: {A: b}",
            "# the table is deleted",
        ),
        Code(
            "W904",
            "the raw schema does not list this value",
            "The schema's lists are open, so it may be right; it may as well be a typing mistake.",
            "when: {status: UNPAYED}",
            "when: {status: UNPAID}",
        ),
        Code(
            "W905",
            "one member of a group answers for all",
            "A group is one item made of several elements, and a path in it reads the first of them. Where they "
            "differ, an amount is wrong, or a condition decides for elements that it never looked at.",
            "line_items:\n  each: line_items\n  group_by: [sku]\n  fields: {unit_price: {path: price, as: money}}",
            "line_items:\n  each: line_items\n  group_by: [sku, price]\n"
            "  fields: {unit_price: {path: price, as: money}}",
        ),
    )
}

UNWATCHED = "R120"
RECORD_CODES: dict[str, str] = {
    "R101": "required, and missing",
    "R102": "not an amount: a finite decimal of at most 30 digits without exponent is needed",
    "R103": "not a whole number",
    "R104": "not a moment between 2000 and 2200 in the unit that the mapping says",
    "R105": "a platform's value that the mapping does not know yet",
    "R106": "another type than the mapping reads here",
    "R107": "does not fit the unified model",
    "R108": "nested too deep, or not JSON",
    "R109": "not a country code",
    "R110": "sent as a number where text was promised; its digits were taken",
    "R111": "not true or false",
    "R112": "not an http or https address",
    "R113": "a transform failed",
    "R114": "sent as a JSON number where an amount is text; its digits were taken",
    "R116": "not understood by the transform; taken as it was sent",
    "R117": "the order does not add up: its total is not the sum of its parts",
    "R118": "cancelled after it was paid: whether the money went back is not known until refunds are read",
    "R119": "read in part: the platform did not give what a call of its own adds",
    UNWATCHED: "looks masked, and was not watched",
}
