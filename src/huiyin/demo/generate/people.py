"""Who writes: invented people without full names, from the places of the demo county."""

from __future__ import annotations

from random import Random

from huiyin.intake import identity
from huiyin.intake.names import house
from huiyin.register.opening import NewPerson
from huiyin.register.vault import digest

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
VILLAGES: dict[str, tuple[str, ...]] = {
    "t_xl": ("梁口镇望川村", "梁口镇东沟村", "梁口镇西塬村", "梁口镇街道"),
    "t_yp": ("北坪镇上坪村", "北坪镇下坪村", "北坪镇石门村"),
    "t_xl2": ("石岭镇三棵树村", "石岭镇青石村", "石岭镇岭后村"),
    "t_fh": ("梧桐镇双碾村", "梧桐镇梧桐村", "梧桐镇河湾村"),
    "t_xp": ("桃坪镇桃园村", "桃坪镇前坪村"),
    "t_cp": ("谷坪镇谷口村", "谷坪镇里沟村"),
    "t_wfk": ("瓦窑口镇瓦窑村", "瓦窑口镇红土村"),
    "t_hys": ("赤岩镇柳叶沟村", "赤岩镇赤岩村", "赤岩镇后庄村"),
    "t_qy": ("东河街道东桥社区", "东河街道南关社区", "东河街道新城社区"),
}
TOWNS = tuple(VILLAGES)


def person(rng: Random, place: str, *, phone: bool = True, **rest: object) -> NewPerson:
    """Somebody of a place, with the digests by which the same person is found again."""
    name = rng.choice(SURNAMES) + ("某" if rng.random() < 0.6 else "某某")
    address = f"{place}{rng.randint(1, 9)}组{rng.randint(1, 200)}号"
    number = f"13800{rng.randrange(1_000_000):06d}" if phone else ""
    data = {"name": name, "address": address}
    if number:
        data["phone"] = number
    return NewPerson(
        data, digests=digests(name, address, number), contact={"phone": number} if number else {},
        pin=f"{rng.randrange(1_000_000):06d}", **rest,  # type: ignore[arg-type]
    )  # fmt: skip


def nobody() -> NewPerson:
    """Who gives no name."""
    return NewPerson({})


def digests(name: str, address: str, number: str) -> dict[str, str]:
    """What `intake.identity.keys` gives for names and numbers as they are made here: surnames only, of one character,
    and telephones that need no parsing."""
    door, family = house(address), digest("surname-place", f"{name[0]}\n{address}")
    tail = f"{number[-identity.TAIL :]}\n{door}" if number and door else ""
    return {
        "id_digest": "",
        "phone_digest": digest("phone", f"+86{number}" if number else ""),
        "name_place_digest": digest("name-place", f"{name}\n{address}"),
        "pinyin_place_digest": "",
        "id_tail_digest": "",
        "phone_tail_digest": digest("phone-tail-house", tail),
        "surname_place_digest": family,
        "surname_only_digest": family,
    }
