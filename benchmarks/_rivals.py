"""The part of an order's mapping that general transformers can say too, said once for each of them.

One table of fields makes our mapping, the JMESPath and JSONata expressions and the glom spec, so that nobody is given a
worse one. What a plain path can't say (a district by its level, the first line that is there, a status that is
decided, lists) is written for each of them below, as its documents show. Each can call functions of the host, so
amounts and moments are typed in all of them, by the functions that the hand-written code uses; `typed=False` leaves
that out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jmespath
from _handwritten_values import moment, money
from glom import Coalesce, Iter, M, Switch, T, Val, glom
from jmespath.functions import Functions, signature
from jsonata import Jsonata

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]

ORDER = {
    "id": "id text",
    "order_number": "id text",
    "source_status": "status text",
    "currency": "payment.currency text",
    "total_amount": "payment.total_amount money",
    "sub_total": "payment.sub_total money",
    "shipping_cost": "payment.shipping_fee money",
    "total_tax": "payment.tax money",
    "payment_method": "payment_method_name text",
    "note": "buyer_message text",
    "cancel_reason": "cancel_reason text",
    "ship_by": "rts_sla_time epoch_s",
    "created_at": "create_time epoch_s",
    "updated_at": "update_time epoch_s",
    "paid_at": "paid_time epoch_s",
    "cancelled_at": "cancel_time epoch_s",
    "shipped_at": "collection_time epoch_s",
    "delivered_at": "delivery_time epoch_s",
}
CUSTOMER = {
    "id": "user_id text",
    "name": "recipient_address.name text",
    "first_name": "recipient_address.first_name text",
    "last_name": "recipient_address.last_name text",
}
ADDRESS = {
    "name": "recipient_address.name text",
    "line2": "recipient_address.address_line2 text",
    "line3": "recipient_address.address_line3 text",
    "line4": "recipient_address.address_line4 text",
    "postal_code": "recipient_address.postal_code text",
    "country": "recipient_address.region_code country",
}
AREA = {"level": "address_level text", "name": "address_name text", "code": "iso_code text"}
LINE = {
    "id": "id text",
    "product_id": "product_id text",
    "variant_id": "sku_id text",
    "sku": "seller_sku text",
    "name": "product_name text",
    "description": "sku_name text",
    "unit_price": "original_price money",
    "discounted_unit_price": "sale_price money",
    "is_gift": "is_gift boolean",
    "source_status": "display_status text",
}
EXTENSIONS = {
    name: f"{path or name} {kind}"
    for name, path, kind in [
        ("order_type", "", "text"),
        ("commerce_platform", "", "text"),
        ("is_sample_order", "", "boolean"),
        ("is_refundable_sample", "", "boolean"),
        ("is_cod", "", "boolean"),
        ("is_on_hold_order", "", "boolean"),
        ("is_replacement_order", "", "boolean"),
        ("replaced_order_id", "", "text"),
        ("is_exchange_order", "", "boolean"),
        ("exchange_source_order_id", "", "text"),
        ("is_subscription_order", "", "boolean"),
        ("authentication_required", "", "boolean"),
        ("release_date", "", "epoch_s"),
        ("consultation_id", "", "text"),
        ("is_buyer_request_cancel", "", "boolean"),
        ("cancellation_initiator", "", "text"),
        ("request_cancel_time", "", "epoch_s"),
        ("payment_method_code", "", "text"),
        ("payment_card_type", "", "text"),
        ("payment_auth_code", "", "text"),
        ("original_sub_total", "payment.original_total_product_price", "money"),
        ("original_shipping_cost", "payment.original_shipping_fee", "money"),
        ("distance_shipping_fee", "payment.distance_shipping_fee", "money"),
        ("shipping_type", "", "text"),
        ("fulfillment_type", "", "text"),
        ("fast_delivery_program", "", "text"),
        ("delivery_type", "", "text"),
        ("delivery_option_id", "", "text"),
        ("delivery_option_name", "", "text"),
        ("warehouse_id", "", "text"),
        ("shipping_provider_id", "", "text"),
        ("split_or_combine_tag", "", "text"),
        ("auto_combine_group_id", "", "text"),
        ("has_updated_recipient_address", "", "boolean"),
        ("arranged_at", "rts_time", "epoch_s"),
        ("tts_sla_time", "", "epoch_s"),
        ("shipping_due_time", "", "epoch_s"),
        ("collection_due_time", "", "epoch_s"),
        ("delivery_due_time", "", "epoch_s"),
        ("delivery_sla_time", "", "epoch_s"),
        ("delivery_option_required_delivery_time", "", "epoch_s"),
        ("fast_dispatch_sla_time", "", "epoch_s"),
        ("fast_rts_sla_time", "", "epoch_s"),
        ("fast_collection_sla_time", "", "epoch_s"),
        ("instore_pickup_sla_time", "", "epoch_s"),
        ("pick_up_cut_off_time", "", "epoch_s"),
        ("recommended_shipping_time", "", "epoch_s"),
        ("seller_note", "", "text"),
        ("need_upload_invoice", "", "text"),
        ("payment_institution_registry_id", "channel_entity_national_registry_id", "text"),
    ]
}
UNIT = {
    name: f"{path or name} {kind}"
    for name, path, kind in [
        ("id", "", "text"),
        ("image", "sku_image", "text"),
        ("package_id", "", "text"),
        ("package_status", "", "text"),
        ("tracking_number", "", "text"),
        ("shipping_provider_id", "", "text"),
        ("arranged_at", "rts_time", "epoch_s"),
        ("sku_type", "", "text"),
        ("gift_retail_price", "", "money"),
        ("shipping_vat_amount", "", "money"),
        ("shipping_vat_rate", "", "money"),
        ("retail_delivery_fee", "", "money"),
        ("small_order_fee", "", "money"),
        ("buyer_service_fee", "", "money"),
        ("distance_fee", "", "money"),
        ("distance_shipping_fee", "", "money"),
        ("cancel_reason", "", "text"),
        ("cancel_user", "", "text"),
        ("is_dangerous_good", "", "boolean"),
        ("needs_prescription", "", "boolean"),
        ("is_unboxing_item", "", "boolean"),
        ("unboxing_sku_code", "", "text"),
        ("is_customized", "is_pod_customized", "boolean"),
        ("customization_id", "pod_info_id", "text"),
        ("live_session_id", "room_id", "text"),
        ("listing_type", "product_listing_type", "text"),
    ]
}
TAX = {"type": "tax_type text", "rate": "tax_rate money", "amount": "tax_amount money"}
PLAIN_KINDS = {"text", "boolean"}
CALLS: dict[str, tuple[str, Callable[[Any], Any]]] = {"money": ("money", money), "epoch_s": ("moment", moment)}


class Typing(Functions):  # type: ignore[misc]  # the package has no types
    """The functions that our JMESPath expression calls."""

    @signature({"types": []})  # type: ignore[untyped-decorator]
    def _func_money(self, value: Any) -> Any:
        return money(value)

    @signature({"types": []})  # type: ignore[untyped-decorator]
    def _func_moment(self, value: Any) -> Any:
        return moment(value)


def _paths(table: dict[str, str], call: str = "") -> list[tuple[str, str]]:
    """List the names and paths of a table; `call` is how an expression calls a function, such as `${}({})`."""
    fields = [(name, *field.split()) for name, field in table.items()]
    return [
        (name, call.format(CALLS[kind][0], path) if call and kind in CALLS else path) for name, path, kind in fields
    ]


def our_mapping() -> bytes:
    """Write the part in our mapping language."""

    def rules(table: dict[str, str], indent: int) -> str:
        lines = []
        for name, field in table.items():
            path, kind = field.split()
            rule = path if kind in PLAIN_KINDS else f"{{path: {path}, as: {kind}}}"
            lines.append(f"{name}: {{path: id, required: true}}" if (name, indent) == ("id", 2) else f"{name}: {rule}")
        return "".join(f"{' ' * indent}{line}\n" for line in lines)

    district = "{{pick: recipient_address.district_info, where: {{address_level: {level}}}, path: address_name}}"
    text = (
        f"mapping: 1\nfrom: tiktok/order@202507\nto: Order\nfields:\n{rules(ORDER, 2)}"
        "  payment_status:\n    cases:\n"
        "      - {when: {status: CANCELLED, paid_time: {is: nonzero}}, then: {const: unknown}}\n"
        "      - {when: {status: CANCELLED}, then: {const: voided}}\n"
        "      - {when: {paid_time: {is: nonzero}}, then: {const: paid}}\n"
        "      - {when: {status: UNPAID}, then: {const: pending}}\n"
        "      - {when: {payment.total_amount: {is: zero}}, then: {const: paid}}\n"
        "      - {when: {is_cod: true}, then: {const: pending}}\n"
        "      - {when: {status: ON_HOLD}, then: {const: pending}}\n"
        "      - else: {const: unknown}\n"
        f"  customer:\n    fields:\n{rules(CUSTOMER, 6)}"
        f"  shipping_address:\n    fields:\n{rules(ADDRESS, 6)}"
        "      line1: {first_of: [recipient_address.address_line1, recipient_address.address_detail]}\n"
        f"      city: {district.format(level='L2')}\n      state: {district.format(level='L1')}\n"
        f"      areas:\n        each: recipient_address.district_info\n        fields:\n{rules(AREA, 10)}"
        f"  line_items:\n    each: line_items\n    fields:\n{rules(LINE, 6)}"
        "hidden: {watch: [recipient_address], reasons: [{reason: unknown, revealable: unknown}]}\n"
        f"extensions:\n{rules(EXTENSIONS, 2)}"
        "  package_ids: {each: packages, value: id}\n"
        f"  units:\n    each: line_items\n    fields:\n{rules(UNIT, 6)}"
        f"      taxes:\n        each: item_tax\n        fields:\n{rules(TAX, 10)}"
    )
    return text.encode()


def jmespath_run(*, typed: bool) -> Callable[[Json], Any]:
    """Compile the part as one JMESPath expression."""
    call = "{}({})" if typed else ""

    def keys(table: dict[str, str], *more: str) -> str:
        return "{" + ", ".join([*(f"{name}: {path}" for name, path in _paths(table, call)), *more]) + "}"

    def district(level: str) -> str:
        return f"recipient_address.district_info[?address_level=='{level}'].address_name | [0]"

    decided = (
        "status=='CANCELLED' && (paid_time > `0` && 'unknown' || 'voided') || paid_time > `0` && 'paid' "
        "|| status=='UNPAID' && 'pending' || contains(['0', '0.00'], payment.total_amount) && 'paid' "
        "|| is_cod && 'pending' || status=='ON_HOLD' && 'pending' || 'unknown'"
    )
    address = keys(
        ADDRESS,
        "line1: recipient_address.address_line1 || recipient_address.address_detail",
        f"city: {district('L2')}",
        f"state: {district('L1')}",
        f"areas: recipient_address.district_info[].{keys(AREA)}",
    )
    extensions = keys(
        EXTENSIONS, "package_ids: packages[].id", f"units: line_items[].{keys(UNIT, f'taxes: item_tax[].{keys(TAX)}')}"
    )
    expression = keys(
        ORDER,
        f"payment_status: {decided}",
        f"customer: {keys(CUSTOMER)}",
        f"shipping_address: {address}",
        f"line_items: line_items[].{keys(LINE)}",
        f"extensions: {extensions}",
    )
    search, options = jmespath.compile(expression).search, jmespath.Options(custom_functions=Typing())
    return lambda raw: search(raw, options)


def glom_run() -> Callable[[Json], Any]:
    """Build the part as one glom spec."""

    def keys(table: dict[str, str]) -> Json:
        fields = [(name, *field.split()) for name, field in table.items()]
        return {
            name: Coalesce((path, CALLS[kind][1]) if kind in CALLS else path, default=None)
            for name, path, kind in fields
        }

    def district(level: str) -> Any:
        found = Iter().filter(lambda area: area.get("address_level") == level).first()
        return Coalesce(("recipient_address.district_info", found, "address_name"), default=None)

    def each(path: str, spec: Any) -> Any:
        return Coalesce((path, [spec]), default=None)

    status, amount = M(T.get("status")), M(T.get("payment", {}).get("total_amount"))
    decided = Switch(
        [
            ((status == "CANCELLED") & M(T.get("paid_time")), Val("unknown")),
            (status == "CANCELLED", Val("voided")),
            (M(T.get("paid_time")), Val("paid")),
            (status == "UNPAID", Val("pending")),
            ((amount == "0") | (amount == "0.00"), Val("paid")),
            (M(T.get("is_cod")), Val("pending")),
            (status == "ON_HOLD", Val("pending")),
        ],
        default="unknown",
    )
    address = keys(ADDRESS) | {
        "line1": Coalesce("recipient_address.address_line1", "recipient_address.address_detail", skip="", default=None),
        "city": district("L2"),
        "state": district("L1"),
        "areas": each("recipient_address.district_info", keys(AREA)),
    }
    extensions = keys(EXTENSIONS) | {
        "package_ids": each("packages", "id"),
        "units": each("line_items", keys(UNIT) | {"taxes": each("item_tax", keys(TAX))}),
    }
    spec = keys(ORDER) | {
        "payment_status": decided,
        "customer": keys(CUSTOMER),
        "shipping_address": address,
        "line_items": each("line_items", keys(LINE)),
        "extensions": extensions,
    }
    return lambda raw: glom(raw, spec)


def jsonata_run() -> Callable[[Json], Any]:
    """Compile the part as one JSONata expression."""

    def keys(table: dict[str, str], *more: str) -> str:
        return "{" + ", ".join([*(f'"{name}": {path}' for name, path in _paths(table, "${}({})")), *more]) + "}"

    def district(level: str) -> str:
        return f"recipient_address.district_info[address_level='{level}'][0].address_name"

    decided = (
        "status='CANCELLED' ? (paid_time ? 'unknown' : 'voided') : paid_time ? 'paid' "
        ": status='UNPAID' ? 'pending' : payment.total_amount in ['0', '0.00'] ? 'paid' "
        ": is_cod ? 'pending' : status='ON_HOLD' ? 'pending' : 'unknown'"
    )
    address = keys(
        ADDRESS,
        '"line1": recipient_address.(address_line1 ? address_line1 : address_detail)',
        f'"city": {district("L2")}',
        f'"state": {district("L1")}',
        f'"areas": [recipient_address.district_info.{keys(AREA)}]',
    )
    unit = keys(UNIT, f'"taxes": [item_tax.{keys(TAX)}]')
    extensions = keys(EXTENSIONS, '"package_ids": [packages.id]', f'"units": [line_items.{unit}]')
    expression = keys(
        ORDER,
        f'"payment_status": {decided}',
        f'"customer": {keys(CUSTOMER)}',
        f'"shipping_address": {address}',
        f'"line_items": [line_items.{keys(LINE)}]',
        f'"extensions": {extensions}',
    )
    compiled = Jsonata(expression)
    for name, function in CALLS.values():
        compiled.register_lambda(name, function)
    run: Callable[[Json], Any] = compiled.evaluate
    return run
