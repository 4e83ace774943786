"""Units of measure and money, as they are written after a number (R22, R23)."""

import re

from media.reading.results import Style

_SPOKEN = {
    "km/h": "ki lô mét trên giờ", "m/s": "mét trên giây",
    "km2": "ki lô mét vuông", "km²": "ki lô mét vuông", "km": "ki lô mét",
    "cm2": "xăng ti mét vuông", "cm²": "xăng ti mét vuông", "cm": "xăng ti mét",
    "mm": "mi li mét", "m2": "mét vuông", "m²": "mét vuông", "m3": "mét khối", "m³": "mét khối",
    "m": "mét", "ha": "héc ta", "kg": "ki lô gam", "mg": "mi li gam", "g": "gam",
    "ml": "mi li lít", "l": "lít", "kwh": "ki lô oát giờ", "kw": "ki lô oát",
    "w": "oát", "v": "vôn", "gb": "ghi ga bai", "mb": "mê ga bai",
    "°c": "độ xê", "oc": "độ xê", "ºc": "độ xê", "độ c": "độ xê", "°": "độ",
    "%": "phần trăm", "‰": "phần nghìn",
    "nghìn": "nghìn", "ngàn": "ngàn", "triệu": "triệu", "tỷ": "tỷ", "tỉ": "tỷ",
    "tr": "triệu", "k": "nghìn đồng", "$": "đô la",
}  # fmt: skip
# What a price or a count may be for: "đồng/kWh", "người/km2".
DENOMINATORS = frozenset(
    {"km2", "km²", "m2", "m²", "m3", "m³", "ha", "kwh", "kg", "km", "m", "l", "g"}
)
# Letter case matters where one letter is a unit: "5G" is a network, "5 M" stands in headings only.
_LETTERS = ("m", "M", "g", "l", "L", "W", "w", "V", "k", "K")


def _either_case(unit: str) -> str:
    return re.escape(unit).replace("/", r"\s?/\s?")


_LONG = sorted((unit for unit in _SPOKEN if not (len(unit) == 1 and unit.isalpha())), key=len)
UNIT = rf"(?:(?i:{'|'.join(map(_either_case, reversed(_LONG)))})|{'|'.join(_LETTERS)})"
DEGREES = r"(?:(?i:[°oº]C|độ C)|°)"
MONEY = r"(?:(?i:đồng|VNĐ|VND)|đ|Đ|₫)(?!/[cC](?!\w))"
# What has decimals: "98.5%" is no thousand.
DIVISIBLE = r"(?i:%|‰|nghìn|ngàn|triệu|tỷ|tỉ|km2?|kg|ha|cm|m[23²³]?|tấn|tạ|độ|°C?|điểm|lần)"


def spoken(unit: str, style: Style) -> str:
    """Return ``unit`` in words: "km / h" → "ki lô mét trên giờ"."""
    key = unit.strip().lower()
    words = _SPOKEN.get(key) or _SPOKEN[key.replace(" ", "")]
    return words.replace("nghìn", style.thousand) if key == "k" else words
