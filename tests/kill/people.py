"""What people do while machines are killed: confirm, pause, cancel, send again."""

import http.client
import random
import time
from typing import Any
from urllib.parse import urlencode

from broadcast import confirming
from broadcast.models import Delivery, Evidence
from campaigns import planning
from campaigns.models import Campaign
from outreach.models import User
from tests.kill.house import House
from tests.kill.processes import Process


class Person:
    """A leader or an officer who confirms a delivery, again and again until it is answered."""

    def __init__(
        self, house: House, world: dict[str, Any], row: Delivery, *, chance: random.Random
    ) -> None:
        self.house, self.world = house, world
        self.row, self.group = row.pk, row.channel.group_id
        self.is_leader = chance.random() < 0.5
        self.nonce = f"{chance.getrandbits(128):032x}"

    def press(self) -> Process:
        """Press the button once, in a process of its own; it ends well if that was answered."""
        return Process("person", self._post, log=self.house.folder / "logs" / "person.log")

    def insist(self) -> bool:
        """Press until the answer comes; False if none does."""
        for _ in range(40):
            if self.press().wait(20) == 0:
                return True
            time.sleep(0.25)
        return False

    def _post(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.house.web, timeout=15)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if self.is_leader:
            token = self.world["leaders"][str(self.group)]
            path = f"/t/{token}/{self.row}/xac-nhan/"
            form = {"viec": str(Evidence.Claim.DONE.value), "khoa": self.nonce}
        else:
            path = f"/admin/luot-gui/{self.row}/lam/"
            key = "k" * 32
            headers["Cookie"] = f"phien={self.world['session']}; csrf={key}"
            form = {"viec": "ghi-nhan", "cach_biet": "gọi điện", "csrfmiddlewaretoken": key}
        connection.request("POST", path, urlencode(form), headers)
        answer = connection.getresponse()
        if answer.status != http.client.FOUND:
            raise SystemExit(f"{path}: {answer.status}")


def somebody(house: House, world: dict[str, Any], *, chance: random.Random) -> Person | None:
    """Return somebody who has something to confirm, if anything has been sent yet."""
    rows = Delivery.objects.filter(state="sent", channel__kind="leader_relay")
    found = list(rows.select_related("channel").order_by("pk"))
    return Person(house, world, chance.choice(found), chance=chance) if found else None


def _officer() -> User:
    return User.objects.get(role=User.Role.OFFICER)


def pause() -> None:
    for campaign in Campaign.objects.filter(state=Campaign.State.APPROVED):
        planning.pause(campaign, by=_officer())


def resume() -> None:
    for campaign in Campaign.objects.filter(state=Campaign.State.PAUSED):
        planning.resume(campaign, by=_officer())


def cancel() -> None:
    for campaign in Campaign.objects.all():
        planning.cancel(campaign, by=_officer())


def send_again(count: int, *, chance: random.Random) -> list[int]:
    """Let an officer send some of the doubtful again, and return which."""
    rows = list(Delivery.objects.filter(state=Delivery.State.UNKNOWN).order_by("pk"))
    chosen = chance.sample(rows, min(count, len(rows)))
    for row in chosen:
        confirming.release(row, by=_officer())
    return [row.pk for row in chosen]
