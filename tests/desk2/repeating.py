"""What the tests of repeats ask, and of what."""

from __future__ import annotations

from datetime import datetime

from huiyin.intake import repeats
from huiyin.intake.matching import indexes
from tests.desk2.conftest import DAY, NOON, officer

DITCH = "排水沟去年硬化巷道时被填平，请接通排水沟"


def found(*people: object, by: str = "zhangjia", restricted: bool = False, text: str = DITCH) -> list[str]:
    digests = [p.digests for p in people]  # type: ignore[attr-defined]
    told = repeats.Told(text)
    listed = repeats.candidates(digests, told, officer(by), today=DAY, restricted=restricted)
    return [c.number for c in listed]


SMELL = "望川村砖厂的烟囱离小学只有五十米，天天冒黑烟，孩子们上课不敢开窗，操场上落一层灰。"


def rebuilt() -> None:
    for _done in indexes.rebuild(NOON):
        pass


def others(text: str, by: str = "zhangjia", now: datetime = NOON) -> repeats.Others:
    return repeats.others(repeats.Told(text), officer(by), now=now)
