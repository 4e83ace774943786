"""How each group stands: confirmed, waiting, late or nothing yet, and through what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from outreach import reach_labels
from outreach.reach import Occasion
from outreach.reach import duty as duties
from outreach.reach.duty import Duty, MonthDuty
from outreach.reach.people import Estimate
from outreach.reach.reporting import by_group
from outreach.reach.values import GroupRegister
from outreach.reach_address import Address, Which
from outreach.reach_query import WardReach


class State(StrEnum):
    """Whether a group has been reached in the period."""

    CONFIRMED = "Đã xác nhận"
    LATE = "Quá 48 giờ chưa xác nhận"
    WAITING = "Đã giao, chờ xác nhận"
    PARTLY = "Có hoạt động, chưa phủ cả tổ"
    NOTHING = "Chưa có hoạt động"

    @property
    def css(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Standing:
    """One group as the page shows it; the names are those of channels."""

    register: GroupRegister
    state: State
    confirmed: str
    waiting: str
    late: tuple[Occasion, ...]
    late_words: str
    estimate: Estimate | None
    duty: tuple[MonthDuty, ...]
    url: str

    @property
    def duty_label(self) -> str:
        return reach_labels.DUTY[duties.over_all(self.duty)]

    @property
    def missed(self) -> str:
        """Return the missed months, "07/2026, 08/2026"."""
        missed = [f"{one.month:%m/%Y}" for one in self.duty if one.duty is Duty.MISSING]
        return ", ".join(missed)

    @property
    def has_other_channel(self) -> bool:
        """Whether every missed month had another channel at least."""
        missed = [one for one in self.duty if one.duty is Duty.MISSING]
        return bool(missed) and all(one.has_other_channel for one in missed)


def standings(found: WardReach, address: Address, *, now: datetime) -> list[Standing]:
    """Return every group of the ward in the order of the register."""
    late = duties.late(found.occasions, now=now)
    mine = by_group(found.report.groups, found.occasions)
    return [
        _standing(found, group, mine[group.key], tuple(late.get(group.key, ())), address)
        for group in found.report.groups
    ]


def to_remind(groups: Iterable[Standing]) -> list[Standing]:
    """Return the groups that somebody should call: late in anything, or nothing at all yet.

    Those that nothing is confirmed for come first.
    """
    found = [one for one in groups if one.late or one.state is State.NOTHING]
    return sorted(found, key=lambda one: one.state is State.CONFIRMED)


def _standing(
    found: WardReach,
    group: GroupRegister,
    occasions: list[Occasion],
    late: tuple[Occasion, ...],
    address: Address,
) -> Standing:
    confirmed = [one for one in occasions if one.is_confirmed and one.insertions >= 1]
    waiting = [one for one in occasions if not one.is_confirmed]
    state = State.CONFIRMED
    if group.key not in found.report.confirmed:
        state = State.PARTLY if confirmed else State.NOTHING
        state = State.WAITING if waiting else state
        state = State.LATE if late else state
    return Standing(
        register=group,
        state=state,
        confirmed=_channels(confirmed),
        waiting=_channels(waiting),
        late=late,
        late_words=_channels(late),
        estimate=found.report.by_group[group.key],
        duty=found.report.duty[group.key],
        url=address.rows(at=f"to-{group.key}", which=Which.GIVEN),
    )


def _channels(occasions: Iterable[Occasion]) -> str:
    return ", ".join(sorted({reach_labels.kind(one.kind) for one in occasions}))
