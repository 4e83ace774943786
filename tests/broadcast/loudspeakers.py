"""Making a cluster of loudspeakers and airings on it."""

from datetime import datetime
from typing import Any

from broadcast.models import Airing, Loudspeaker
from campaigns.models import Occurrence
from outreach.models import ResidentialGroup, Ward


def cluster(of: Ward, code: str = "SC-01", *, groups: int | None = None, **fields: Any) -> Any:
    """Return a cluster that covers the ward's first ``groups`` groups, all by default."""
    made = Loudspeaker.objects.create(ward=of, code=code, name=f"Nhà văn hoá {code}", **fields)
    made.groups.set(ResidentialGroup.objects.filter(ward=of).order_by("position")[:groups])
    return made


def airing(on: Loudspeaker, occurrence: Occurrence, at: datetime, **fields: Any) -> Airing:
    """Return an airing of ``occurrence`` on a cluster, 90 seconds long."""
    values = {"text": "Kính thưa bà con.", "seconds": 90, **fields}
    return Airing.objects.create(
        ward=on.ward,
        loudspeaker=on,
        occurrence=occurrence,
        material_revision=occurrence.material_revision,
        starts_at=at,
        **values,
    )
