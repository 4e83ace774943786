"""The carriers named in the settings, one for each kind of channel."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from broadcast.carriers.port import Carrier


@cache
def carriers() -> dict[str, Carrier]:
    """Return every carrier by its kind."""
    made = [import_string(path)() for path in settings.LANTOA_CARRIERS]
    return {carrier.kind: carrier for carrier in made}


def carrier_of(kind: str) -> Carrier:
    """Return the carrier of ``kind``; ``KeyError`` names a kind that no setting serves."""
    return carriers()[kind]
