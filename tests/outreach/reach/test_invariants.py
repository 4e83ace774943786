"""What must hold for every register and every set of occasions (reach.md §5)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from outreach.reach import GroupRegister, Kind, Occasion, Target
from outreach.reach.people import Estimate, added
from outreach.reach.reporting import Report, report
from outreach.reach.values import MEDIUM_OF, Medium

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
KEYS = ("a", "b", "c")
MAYBE = st.none() | st.integers(0, 3000)
DUST = 1e-6


@st.composite
def registers(draw: st.DrawFn) -> list[GroupRegister]:
    return [
        GroupRegister(
            key,
            key,
            draw(MAYBE),
            draw(MAYBE),
            draw(MAYBE),
            draw(st.none() | st.decimals(0, 1, places=3)),
        )
        for key in KEYS
    ]


@st.composite
def occasion(draw: st.DrawFn) -> Occasion:
    return Occasion(
        key=f"{draw(st.integers(0, 10**9))}",
        target=draw(st.sampled_from(KEYS)),
        target_kind=Target.GROUP,
        kind=draw(st.sampled_from([*MEDIUM_OF, Kind.BANNER])),
        day=FIRST + timedelta(days=draw(st.integers(0, 91))),
        insertions=draw(st.integers(0, 4)),
        minutes=draw(st.decimals(0, 30, places=2)),
        units=draw(st.integers(0, 2000)),
        is_confirmed=draw(st.booleans()),
    )


OCCASIONS = st.lists(occasion(), max_size=12)


def reach(groups: list[GroupRegister], occasions: list[Occasion]) -> Report:
    return report(groups, occasions, first=FIRST, last=LAST)


def numbers(found: Report) -> list[float]:
    """Return what more confirmed occasions, persons or units may only raise."""
    covered = found.coverage_confirmed.share or 0
    return [*bounds(found.people), covered, float(found.contacts)]


def bounds(estimate: Estimate) -> tuple[float, float, float]:
    return estimate.low, estimate.mid, estimate.high


def not_below(less: list[float], more: list[float]) -> bool:
    return all(a <= b + DUST for a, b in zip(less, more, strict=True))


@given(registers(), OCCASIONS)
def test_bounds_are_ordered_and_no_larger_than_the_people(
    groups: list[GroupRegister], occasions: list[Occasion]
) -> None:
    found = reach(groups, occasions)

    for group in groups:
        one = found.by_group[group.key]
        assert (one is None) == (group.persons is None)
        if one is not None:
            assert 0 <= one.low <= one.mid <= one.high <= (group.persons or 0)
    assert 0 <= found.people.low <= found.people.mid <= found.people.high <= found.persons
    for ladder in found.media:
        assert ladder.confirmed.value <= ladder.delivered.value
        assert ladder.potential is None or ladder.delivered.value <= ladder.potential.value


@given(registers(), OCCASIONS, st.randoms())
def test_order_never_matters(
    groups: list[GroupRegister], occasions: list[Occasion], chance: Random
) -> None:
    shuffled, turned = list(occasions), list(groups)
    chance.shuffle(shuffled)
    chance.shuffle(turned)

    one, other = reach(groups, occasions), reach(turned, shuffled)

    assert (one.people, one.contacts, one.words) == (other.people, other.contacts, other.words)
    assert (one.by_group, one.media) == (dict(other.by_group), other.media)
    assert sorted(one.confirmed) == sorted(other.confirmed)


@given(registers(), OCCASIONS)
def test_the_ward_is_the_sum_of_its_groups_and_the_province_of_its_wards(
    groups: list[GroupRegister], occasions: list[Occasion]
) -> None:
    whole = reach(groups, occasions)

    apart = [reach([g], [o for o in occasions if o.target == g.key]) for g in groups]

    assert whole.people == added(part.people for part in apart)
    assert whole.contacts == sum(part.contacts for part in apart)
    assert whole.persons == sum(part.persons for part in apart)
    for ladder in whole.media:
        same = [one for part in apart for one in part.media if one.medium is ladder.medium]
        assert ladder.confirmed == sum(one.confirmed for one in same)


@given(registers(), OCCASIONS, occasion())
def test_one_more_occasion_never_lowers_a_figure(
    groups: list[GroupRegister], occasions: list[Occasion], extra: Occasion
) -> None:
    before = reach(groups, occasions)

    sure = reach(groups, [*occasions, replace(extra, is_confirmed=True)])
    posted = reach(groups, [*occasions, replace(extra, is_confirmed=False)])

    assert not_below(numbers(before), numbers(sure))
    assert numbers(posted) == numbers(before)
    assert (posted.words, posted.three_plus) == (before.words, before.three_plus)
    assert posted.confirmed == before.confirmed


@given(registers(), OCCASIONS, st.sampled_from(KEYS), st.integers(0, 500))
def test_more_members_earshot_or_units_never_lower_the_people(
    groups: list[GroupRegister], occasions: list[Occasion], key: str, more: int
) -> None:
    def raised(group: GroupRegister) -> GroupRegister:
        if group.key != key or group.zalo_members is None or group.earshot is None:
            return group
        earshot = min(Decimal(1), group.earshot + Decimal(more) / 1000)
        return replace(group, zalo_members=group.zalo_members + more, earshot=earshot)

    before = reach(groups, occasions)
    units = [replace(o, units=o.units + more) if o.target == key else o for o in occasions]

    for after in (reach([raised(g) for g in groups], occasions), reach(groups, units)):
        assert not_below(list(bounds(before.people)), list(bounds(after.people)))


@given(registers(), OCCASIONS, st.sampled_from([Kind.LEADER_RELAY, Kind.LOUDSPEAKER]), occasion())
def test_a_repeat_in_a_fixed_medium_adds_contacts_and_nobody(
    groups: list[GroupRegister], occasions: list[Occasion], kind: Kind, extra: Occasion
) -> None:
    extra = replace(extra, kind=kind, is_confirmed=True, insertions=2)

    once = reach(groups, [*occasions, extra])
    twice = reach(groups, [*occasions, extra, replace(extra, key="again")])

    assert twice.people == once.people
    alone = reach(groups, [extra]).contacts
    assert twice.contacts == once.contacts + alone
    assert float(once.contacts) >= once.people.mid - DUST
    assert once.frequency is None or once.frequency >= 1 - DUST


@given(registers(), OCCASIONS, st.sampled_from(KEYS), st.sampled_from(["m", "k", "P"]))
def test_the_unknown_is_left_out_and_counted_as_unknown(
    groups: list[GroupRegister], occasions: list[Occasion], key: str, measure: str
) -> None:
    field, medium = {
        "m": ("zalo_members", Medium.ZALO),
        "k": ("earshot", Medium.LOA),
        "P": ("persons", None),
    }[measure]
    blind = [replace(g, **{field: None}) if g.key == key else g for g in groups]
    hidden = [o for o in occasions if o.target == key and (medium is None or o.medium is medium)]

    unknown = reach(blind, occasions)
    without = reach(blind, [o for o in occasions if o not in hidden])

    assert unknown.people == without.people
    for ladder in unknown.media:
        same = [one for one in without.media if one.medium is ladder.medium]
        assert ladder.confirmed.value == sum(one.confirmed.value for one in same)
        heard = any(o.medium is ladder.medium and o.is_confirmed and o.insertions for o in hidden)
        missed = sum(one.confirmed.unknown for one in same)
        assert ladder.confirmed.unknown == missed + heard


@given(registers(), OCCASIONS, st.integers(1, 90))
def test_a_period_lies_between_its_parts_and_their_sum(
    groups: list[GroupRegister], occasions: list[Occasion], cut: int
) -> None:
    border = FIRST + timedelta(days=cut)
    parts = [
        numbers(reach(groups, [o for o in occasions if o.day < border])),
        numbers(reach(groups, [o for o in occasions if o.day >= border])),
    ]

    whole = numbers(reach(groups, occasions))

    assert all(not_below(part, whole) for part in parts)
    assert not_below(whole, [sum(pair) for pair in zip(*parts, strict=True)])
