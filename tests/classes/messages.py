"""Small invented messages of three classes, each a little different."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from huiyin.intake.learn.features import Message
from huiyin.intake.learn.teaching import Taught

ABOUT = {
    "劳动和社会保障": (
        ("拖欠工资", "工地干活三个月没有发工资", "老板不给工钱", "养老保险断缴", "工伤没有认定", "社保补缴"),
        ("包工头", "公司", "人社局", "劳动合同", "考勤表"),
    ),
    "生态环境": (
        (
            "工厂夜里排放废气",
            "河里流着黑色污水",
            "养猪场臭气熏天",
            "石料厂粉尘很大",
            "噪声到半夜",
            "垃圾露天焚烧",
        ),
        ("环保局", "烟囱", "排污口", "水塘", "气味"),
    ),
    "教育": (
        ("小学招生不公平", "幼儿园乱收费", "老师补课收钱", "学校食堂不卫生", "转学手续难办", "教师职称评定"),
        ("校长", "教育局", "班主任", "学籍", "家长"),
    ),
}
PLACES = ("望川村", "双碾村", "东桥社区", "三棵树村", "县城北街", "柳叶沟")
TAILS = ("盼望尽快答复。", "已经反映两次没有结果。", "请派人到现场看看。", "希望给一个说法。", "谢谢。")


def invented(each: int = 40, seed: int = 7) -> list[Taught]:
    """So many messages of each class."""
    rng = Random(seed)
    found = []
    for label, (subjects, others) in ABOUT.items():
        for n in range(each):
            subject, place = rng.choice(subjects), rng.choice(PLACES)
            words = f"{place}{n}号旁边，{subject}，和{rng.choice(others)}有关，{rng.choice(others)}也知道。{rng.choice(TAILS)}"
            found.append(Taught(Message(f"{place}{subject}", words), label))
    rng.shuffle(found)
    return found


def table(path: Path, taught: list[Taught], encoding: str = "utf-8") -> Path:
    """The messages as a table."""
    with path.open("w", encoding=encoding, newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["msg_id", "topic", "detail", "label"])
        rows.writerows([n, t.message.topic, t.message.detail, t.label] for n, t in enumerate(taught))
    return path
