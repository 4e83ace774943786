"""Roads and places along them (R23)."""

import re

from media.reading import numbers
from media.reading.draft import Draft, Kind, Say
from media.reading.results import Style

_ROADS = {
    "QL": "quốc lộ",
    "TL": "tỉnh lộ",
    "ĐT": "đường tỉnh",
    "DT": "đường tỉnh",
    "HL": "hương lộ",
}
_ROAD = re.compile(
    rf"(?<![\w&/-])(?P<kind>{'|'.join(_ROADS)})\.?\s?(?P<number>\d{{1,3}})(?P<letter>[A-Z]?)(?!\w)"
)
# "Km 7+500" says its unit first; the "km2" of "98 km2" is an area.
_KILOMETRE = re.compile(
    r"(?<![\w/])(?!(?<=\d\s)[Kk][Mm][23])[Kk][Mm]\s?(?P<km>\d+)(?:\s?\+\s?(?P<metres>\d+))?(?!\w|[.,]\d)"
)


def read_roads(draft: Draft, style: Style) -> None:
    """R23: "QL3", "ĐT.261" with their number."""

    def road(match: re.Match[str]) -> Say | None:
        if match["kind"] in ("ĐT", "DT") and len(match["number"]) != 3:
            return None
        name = f" {numbers.letter(match['letter'])}" if match["letter"] else ""
        number = numbers.number(int(match["number"]), style)
        return Say(f"{_ROADS[match['kind']]} {number}{name}")

    draft.read("R23", _ROAD, road)


def read_kilometres(draft: Draft, style: Style) -> None:
    """R23: "Km 7+500" is a place on a road."""

    def place(match: re.Match[str]) -> Say:
        words = f"ki lô mét {numbers.number(int(match['km']), style)}"
        metres = match["metres"]
        words += f" cộng {numbers.number(int(metres), style)}" if metres else ""
        return Say(words, Kind.PLACE)

    draft.read("R23", _KILOMETRE, place)
