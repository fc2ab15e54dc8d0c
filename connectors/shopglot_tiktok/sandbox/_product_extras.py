"""What sellers add to some of their products: attributes, video, size chart, certificates, delivery, subscriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._dice import mix
from shopglot_tiktok.sandbox._shelf import categories, one_in, text_id
from shopglot_tiktok.sandbox._words import WORDS

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._catalogue import Product
    from shopglot_tiktok.sandbox._shelf import Shelf

__all__ = ["extras", "families", "newer", "newer_listed"]

_YEAR = 365 * 86_400
_LEVELS = (("REGULAR", 5, 20), ("FIRST_ORDER", 10, 30), ("RETENTION", 5, 15))
_FORMATS = ("FIXED_PRICE_AND_LIVE_AUCTION", "LIVE_AUCTION")


def _attributes(shelf: Shelf, product: Product) -> list[dict[str, Any]]:
    rows = []
    for place, (name, value) in enumerate(WORDS[shelf.region].attributes):
        entry: dict[str, Any] = {"id": text_id(1_000_000, value, span=90_000), "name": value}
        if shelf.newer and not place and one_in(product, 2, 121):
            share = {"id": "1", "suffix": "%", "unit_id": "1", "unit_name": "%", "value": "95"}
            entry["metric_standard_info"] = {"id": text_id(100, name, span=900), "metric_value_module_infos": [share]}
        rows.append({"id": str(100_100 + place), "name": name, "values": [entry]})
    return rows


def _video(shelf: Shelf, product: Product) -> dict[str, Any]:
    picture = shelf.picture(mix(product.word, 122))
    return {
        "cover_url": picture["urls"][0],
        "format": "MP4",
        "height": 1280,
        "id": f"v10033g50000{product.number:06d}",
        "size": 12,
        "url": picture["urls"][0].replace("origin-jpeg.jpeg", "video.mp4"),
        "width": 720,
    }


def _certificate(shelf: Shelf, product: Product) -> dict[str, Any]:
    file = shelf.picture(mix(product.word, 123))["urls"][0].replace("origin-jpeg.jpeg", "file.pdf")
    return {
        "expiration_date": product.created + 3 * _YEAR,
        "files": [{"format": "PDF", "id": f"v09ea0g40000{product.number:06d}", "name": "test.pdf", "urls": [file]}],
        "id": text_id(7_182_000_000_000_000_000, product.category[1]),
        "images": [shelf.picture(mix(product.word, 124))],
        "title": "Test report",
    }


def _global(product: Product) -> dict[str, Any]:
    """Return how a cross-border seller's product hangs together with its global one."""
    base = 1_729_300_000_000_000_000
    mappings = []
    for sku in product.skus:
        attributes = [
            {
                "global_attribute_id": str(200_000 + place),
                "global_value_id": text_id(2_000_000, value, span=99_999),
                "local_attribute_id": str(100_000 + place),
                "local_value_id": str(1_000_000 + mix(place, *map(ord, value)) % 99_999),
            }
            for place, (_, value) in enumerate(sku.options)
        ]
        mappings.append(
            {
                "global_sku_id": text_id(base, sku.id),
                "local_sku_id": sku.id,
                "sales_attribute_mappings": attributes,
            }
        )
    return {"global_product_id": text_id(base, product.id), "sku_mappings": mappings}


def _subscription(product: Product) -> dict[str, Any]:
    on = product.word % 2 == 0
    return {
        "subscribe_discount_details": [
            {"discount_level": level, "discount_value": least} for level, least, _ in _LEVELS if on
        ],
        "subscribe_promotion_config": [
            {
                "discount_level": level,
                "discount_options": list(range(least, most + 1, 5)),
                "max_discount": most,
                "min_discount": least,
            }
            for level, least, most in _LEVELS
        ],
        "subscribe_status": "ENABLED" if on else "NOT_ENABLED",
        "support_subscribe": True,
    }


def families(shelf: Shelf, product: Product) -> dict[str, Any]:
    """Return the product family of some products of local US sellers: they stand together on the product page."""
    if shelf.region != "US" or shelf.cross_border or product.number % 7 > 1:
        return {}
    first = product.number - product.number % 7
    members = [number for number in (first, first + 1) if number < shelf.catalogue.count]
    products = [{"id": shelf.catalogue.product(number).id} for number in members]
    return {"product_families": [{"id": text_id(1_000_590_000_000_000_000, first), "products": products}]}


def recommended(product: Product) -> list[dict[str, str]]:
    """Return the categories that the platform finds more fitting, of some products."""
    if not one_in(product, 8, 125):
        return []
    return [{"id": row["id"], "local_name": row["local_name"]} for row in categories(product)[1:]]


def _by_market(shelf: Shelf, product: Product) -> dict[str, Any]:
    region = shelf.region
    data: dict[str, Any] = {}
    if region == "US" and one_in(product, 3, 126):
        data["subscribe_info"] = _subscription(product)
    if region == "ID":
        if one_in(product, 4, 127):
            data["minimum_order_quantity"] = 2
        if one_in(product, 6, 128):
            data["prescription_requirement"] = {"needs_prescription": False}
    if region == "VN":
        data |= {"is_pre_owned": False, "product_tags": [], "shipping_insurance_requirement": "NOT_SUPPORTED"}
    if shelf.cross_border and product.skus:
        data["global_product_association"] = _global(product)
    return data


def extras(shelf: Shelf, product: Product) -> dict[str, Any]:
    """Return what Get Product has of a product beyond what every product has."""
    data = {"product_attributes": _attributes(shelf, product), **families(shelf, product)}
    if one_in(product, 3, 129):
        data["video"] = _video(shelf, product)
    if any(len(sku.options) > 1 for sku in product.skus):
        image = {"image": shelf.picture(mix(product.word, 130))}
        template = {"template": {"id": text_id(7_267_500_000_000_000_000, product.category[1])}}
        data["size_chart"] = template if product.word % 2 else image
    if one_in(product, 5, 131):
        data["certifications"] = [_certificate(shelf, product)]
    if one_in(product, 4, 132):
        options = (("Standard shipping", True), ("Express shipping", product.word % 2 == 0))
        data["delivery_options"] = [
            {"id": str(7_091_100_000_000_000_001 + place), "is_available": there, "name": name}
            for place, (name, there) in enumerate(options)
        ]
    if one_in(product, 4, 108):
        data["external_product_id"] = f"ext-{product.number + 1:05d}"
    if one_in(product, 4, 133):
        data["shipping_template_id"] = text_id(7_350_000_000_000_000_000, product.number % 2)
    if product.bundle:
        data["primary_combined_product_id"] = shelf.catalogue.parts()[0][0].id
    return {**data, **_by_market(shelf, product)}


def newer_listed(shelf: Shelf, product: Product) -> dict[str, Any]:
    """Return the keys of 2026 that search and Get Product both have."""
    data: dict[str, Any] = {
        "selling_format": _FORMATS[product.word % 2] if product.trait == "auction" else "FIXED_PRICE"
    }
    if product.status == "SELLER_DEACTIVATED" and one_in(product, 2, 134):
        # In milliseconds, alone among the moments of a product.
        moment = (shelf.catalogue.updated(product.number) + 30 * 86_400) * 1000
        data["scheduled_sale"] = {"is_enabled_scheduled_sale": True, "schedule_sale_time": moment}
    return data


def _customized(shelf: Shelf, product: Product) -> dict[str, Any]:
    """Return what buyers may have printed on the product."""
    area = {"height": "8.00", "rotate_degree": "0.00", "width": "12.00", "x_coordinate": "4.00", "y_coordinate": "6.00"}
    text = {
        "area_name": "Line 1",
        "area_placement": area,
        "area_type": "TEXT",
        "external_area_id": "line-1",
        "is_required": True,
        "text_area": {
            "align_type": "CENTER", "colors": ["#000000", "#FFFFFF"], "default_text": "A", "fonts": ["sans"],
            "max_text_length": 12,
        },
    }  # fmt: skip
    image = {
        "area_name": "Picture",
        "area_placement": area,
        "area_type": "IMAGE",
        "external_area_id": "picture",
        "image_area": {"default_image": shelf.picture(mix(product.word, 135)), "min_height": 600, "min_width": 600},
        "is_required": False,
    }
    surface = {
        "background_image": shelf.picture(mix(product.word, 136)),
        "custom_areas": [text, image],
        "external_surface_id": "front",
        "mask_image": shelf.picture(mix(product.word, 137)),
        "surface_name": "Front",
    }
    template = {
        "pod_template_id": text_id(7_580_000_000_000_000_000, product.id),
        "remark": "12 letters at most",
        "sku_ids": [sku.id for sku in product.skus],
        "surfaces": [surface],
        "template_name": "Front only",
    }
    return {"pod_templates": [template]}


def newer(shelf: Shelf, product: Product) -> dict[str, Any]:
    """Return the keys of 2026 that Get Product has."""
    data = {**newer_listed(shelf, product), "is_blind_box": product.trait == "blind_box"}
    if one_in(product, 2, 138):
        words = WORDS[shelf.region]
        data["search_terms"] = [product.category[1], words.attributes[0][1]]
        data["key_product_features"] = [f"{name}: {value}" for name, value in words.attributes]
    if product.trait == "customized":
        data["pod_info"] = _customized(shelf, product)
    return data
