"""What a campaign will need of each bot's month, told before anybody approves it."""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from campaigns.models import Campaign


class Level(enum.StrEnum):
    """Whether the month holds what is planned."""

    GOOD = "du"
    LOW = "gan-het"
    OVER = "thieu"


@dataclass(frozen=True, slots=True)
class Need:
    """One bot in one month, in messages; ``choices`` say what to do where it is not enough.

    ``planned`` is what this campaign still needs, ``others`` what else is approved and waits,
    ``replies`` what is kept for answers, ``limit`` up to where this campaign may use the month.
    """

    bot: str
    month: date
    planned: int
    used: int
    others: int
    replies: int
    limit: int
    level: Level
    choices: tuple[str, ...] = ()

    @property
    def left(self) -> int:
        """What is left for this campaign."""
        return max(0, self.limit - self.used - self.others - self.replies)

    @property
    def sentence(self) -> str:
        """Say it in one Vietnamese sentence."""
        return (
            f"Tháng {self.month:%-m/%Y}, đợt này cần {number(self.planned)} tin của "
            f"{number(self.left)} tin còn lại qua bot “{self.bot}”."
        )

    @property
    def problem(self) -> str:
        """Say what stands in the way of approval and what can be chosen."""
        return f"Không đủ tin. {self.sentence} Có thể: {'; '.join(self.choices)}."


Forecast = Callable[..., list[Need]]


def of_campaign(campaign: Campaign, *, now: datetime | None = None) -> list[Need]:
    """Return what ``campaign``, as it stands, needs of each bot and month."""
    forecast: Forecast = import_string(settings.LANTOA_FORECAST)
    return forecast(campaign, now=now or timezone.now())


def problems(campaign: Campaign) -> list[str]:
    """Return why the bots' months do not hold ``campaign``."""
    return [need.problem for need in of_campaign(campaign) if need.level is Level.OVER]


def number(of: int) -> str:
    """Write a number as Vietnamese does."""
    return f"{of:,}".replace(",", ".")
