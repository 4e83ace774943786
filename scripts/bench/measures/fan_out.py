"""From one occurrence to a row for every group."""

from collections.abc import Iterator

from scripts.bench import processes
from scripts.bench.rows import Row, exponent, rounded
from scripts.bench.scale import Scale
from scripts.bench.scratch import Store

OF_BARE, OF_BULK, REPLAY = 2, 4, 0.6


def rows(stores: tuple[Store, Store], scale: Scale) -> Iterator[Row]:
    """Compare with one bare statement, with ``bulk_create`` and with doing it again."""
    for store in stores:
        small, large = processes.run(
            "fan_out",
            {"sizes": [scale.fanned_out // 10, scale.fanned_out], "rounds": scale.rounds},
            env=store.env,
            patience=2 * scale.patience,
        )
        what = f"fan-out of {scale.fanned_out:,}, {store.name}"
        figure = f"{large['ours']:.3f} s"
        grows = exponent(small["ours"], large["ours"])
        times, faster = large["ours"] / large["bare"], large["bulk_create"] / large["ours"]
        yield Row(
            what, figure, f"one bare INSERT … SELECT: {large['bare']:.3f} s",
            rounded(times), f"≤ {OF_BARE} ×", times <= OF_BARE, grows,
        )  # fmt: skip
        yield Row(
            what, figure, f"bulk_create: {large['bulk_create']:.3f} s",
            rounded(faster), f"≥ {OF_BULK} × faster", faster >= OF_BULK, grows,
        )  # fmt: skip
        yield Row(
            f"{what}, again: 0 new rows", f"{large['replay']:.3f} s", "",
            goal=f"≤ {REPLAY} s", met=large["replay"] <= REPLAY,
            exponent=exponent(small["replay"], large["replay"]),
        )  # fmt: skip
