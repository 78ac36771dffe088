"""Stories of the demo county: each walks one petition through the real register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from huiyin.demo.stories import joint, life, others, review
from huiyin.demo.teller import Teller


@dataclass(frozen=True)
class Story:
    """A story: its title in Chinese and English, and who tells it."""

    zh: str
    en: str
    tell: Callable[[Teller], None]


STORIES: dict[str, Story] = {
    "life": Story("一件信访事项的一生", "one petition's whole life", life.tell),
    "objection": Story("提出异议，同意退回，重新分办", "objection, returned, sent on", others.objection),
    "refused": Story("上级不予受理", "refused by the superior: already in handling", others.refused),
    "late": Story("逾期告知与补录", "told late and entered late", others.late),
    "corrected": Story(
        "更正日期，整条线重新计算", "a date corrected, the line counted again", others.corrected
    ),
    "joint": Story("联名，两人不同日送达", "joint, with two dates of service", joint.tell),
    "review": Story(
        "复查、重新办理、复核，三个阶段", "review, redo and re-review: three stages", review.tell
    ),
    "led-in": Story("导入劳动保障监察程序", "led in to labour inspection", others.led_in),
}
