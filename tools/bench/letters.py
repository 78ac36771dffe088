"""Synthetic letters by number, for measuring likeness: lifelike openings and closings, a vocabulary that all of
them share, names and figures of their own; and the ways in which a second letter about the same matter differs.

Nothing in it is a real person, place or letter. The letter with a number is always the same letter.
"""

from __future__ import annotations

from random import Random

OPENINGS = (
    "尊敬的领导：您好！", "尊敬的县长同志：", "各位领导你们好，", "领导好！我是一名普通群众，", "您好，有关情况反映如下：", "",
)  # fmt: skip
CLOSINGS = (
    "恳请领导重视，尽快解决。此致敬礼！", "请有关部门给予答复为盼，谢谢！", "望早日解决，万分感谢。", "特此反映，情况属实。",
    "感谢领导！", "",
)  # fmt: skip
FIRST = "清白石望梁柳东西南上下大小新双长金龙凤青杨桃枣茶竹松云泉平安永和兴福太古沙马牛羊鹤莲梅荷桂槐榆樟楠"
SECOND = "水桥岭川口湾塘坪冲坝沟坡店铺河溪港洲田园林坳垭溪井泉台关寨堡营屯庄家埠渡"
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红玲建国文辉力健波宁斌浩凯志新春梅海燕雪琴峰"
KINDS = ("村", "社区", "小区", "花园", "路", "街", "村民小组", "安置房", "工业园", "学校")
FIRMS = (
    "建筑公司",
    "物业公司",
    "食品厂",
    "砖厂",
    "培训学校",
    "驾校",
    "置业公司",
    "商贸公司",
    "养殖场",
    "混凝土站",
)
TROUBLES = (
    ("征地补偿款没有发到户", "{n}亩{land}在{y}年被征用，协议上写明每亩{money}元，到现在只拿到一半", "村里说钱已经拨下来，镇里说还没有到账"),
    ("工资被拖欠", "在{firm}干了{n}个月的活，{who}打了欠条，合计{money}元", "打电话不接，去找人又说老板不在，劳动监察让我们等"),
    ("夜间施工噪声扰民", "{firm}从{m}月起每天施工到凌晨{h}点，窗户都不敢开", "打过{n}次电话，来人的时候停一停，走了又开工"),
    ("自来水时断时续", "从{m}月开始每天只有{h}个小时有水，水里还有黄泥", "三十多户老人小孩只好到沟里挑水"),
    ("房屋漏水墙体开裂", "{y}年交房以后，{n}栋{h}楼的墙面裂了好几道缝，下雨就漏", "找了{firm}，说过了保修期，不肯来修"),
    ("道路坑洼无人修", "从{place2}到镇上的路有{n}处塌陷，摩托车摔过人", "{m}月底说要动工，到现在没有看见施工队"),
    ("低保被取消", "家里{h}口人，{who}得了重病，每月吃药要花{money}元", "{m}月份停发以后没有书面通知，也没有人上门核实"),
    ("宅基地界址有争议", "{who}家砌围墙占了我家{n}平方米，老契上写得清楚", "村委会调解过{h}次，没有出书面意见"),
    ("养殖场臭气污染", "{firm}离住户只有{n}米，粪水直排到{place2}的水渠里", "环保来看过一次，说要整改，臭味还是一样"),
    ("学位和入学问题", "购房时{firm}承诺可以就读{place2}小学，现在说名额满了", "孩子{h}岁了，{m}月份就要报名，大家都很着急"),
    ("交通事故赔偿没有执行", "{y}年{m}月在{place2}路口被撞，判决赔偿{money}元", "执行了{n}个月，对方名下车子还在开，法院说查不到"),
    ("退费困难", "在{firm}交了{money}元，上了{h}节课就关门了", "一共{n}多个家长，群里没有人回话，合同写着七天内退款"),
)  # fmt: skip
LINKS = ("后来", "另外", "而且", "到目前为止", "据了解", "我们认为", "大家都知道", "说实话", "为此")
COMMON = (
    "这件事拖了很久一直没有结果", "我们多次到镇上反映都没有人管", "希望能给老百姓一个说法", "大家意见很大", "生活受到严重影响",
    "相关部门互相推诿", "家里老人身体不好经不起折腾", "我们的要求合理合法", "按照政策应当落实到位", "请派人到现场看一看",
)  # fmt: skip
LOOKALIKE = str.maketrans(
    "己未日土士人入口天夫木本大太干千王玉白自田由", "已末曰士土入人囗夫天本木太大千干玉王自白由田"
)
ALPHABET = FIRST + SECOND + "的了在是我有和就不人都一上也很到说要去你会着没看好这"


def letter(number: int) -> str:
    """The letter with this number."""
    r = Random(number * 2654435761 + 17)
    place = _place(r)
    facts = {
        "n": r.randint(2, 98), "y": r.randint(2009, 2026), "m": r.randint(1, 12), "h": r.randint(2, 19),
        "money": r.randint(12, 98_000) * 10 + r.randint(0, 9), "land": r.choice(("水田", "旱地", "林地", "菜地", "鱼塘")),
        "who": r.choice(SURNAMES) + r.choice(GIVEN) + r.choice(GIVEN), "place2": _name(r), "firm": _name(r) + r.choice(FIRMS),
    }  # fmt: skip
    title, first, second = r.choice(TROUBLES)
    clauses = [f"{place}{title}", first.format(**facts), second.format(**facts)]
    clauses += [r.choice(LINKS) + r.choice(COMMON), f"{r.choice(LINKS)}{_own(r)}", r.choice(COMMON)]
    clauses.insert(1, f"我是{place}的{r.choice(SURNAMES)}{r.choice(GIVEN)}，今年{r.randint(24, 86)}岁")
    return r.choice(OPENINGS) + "，".join(clauses) + "。" + r.choice(CLOSINGS)


def edited(text: str, share: float, r: Random) -> str:
    """The same letter told again: this share of its characters typed otherwise, left out or added; clauses moved."""
    parts = text.split("，")
    if len(parts) > 3:
        i, j = r.sample(range(1, len(parts) - 1), 2)
        parts[i], parts[j] = parts[j], parts[i]
    told, at, whole = [], 0, "，".join(parts)
    wanted = int(len(whole) * share)
    while at < len(whole):
        if wanted and r.random() < share / 1.6:  # edits come in small runs: a word, not every third character
            size = min(r.choice((1, 1, 2, 2)), wanted)
            wanted -= size
            told.append(_mistaken(whole[at : at + size], r))
            at += size
            continue
        told.append(whole[at])
        at += 1
    return r.choice(OPENINGS) + "".join(told) + r.choice(CLOSINGS)


def _mistaken(piece: str, r: Random) -> str:
    kind = r.random()
    if kind < 0.2:
        return ""
    if kind < 0.4:
        return piece + r.choice(ALPHABET)
    if kind < 0.6:  # read off a scan: a character that looks like it
        return piece.translate(LOOKALIKE)[::-1]
    return "".join(r.choice(ALPHABET) for _ in piece)


def _name(r: Random) -> str:
    return r.choice(FIRST) + r.choice(SECOND)


def _place(r: Random) -> str:
    return f"{_name(r)}镇{_name(r)}{r.choice(KINDS)}"


def _own(r: Random) -> str:
    """A clause that only this letter has: people talk of their own affairs."""
    words = ("儿媳", "邻居", "堂兄", "房东", "会计", "组长", "司机", "医生", "老师", "工头")
    did = (
        "借走了",
        "没有归还",
        "答应过",
        "看见了",
        "签过字",
        "拍了照片",
        "留着收据",
        "作了证",
        "请了假",
        "垫付了",
    )
    who = f"{r.choice(words)}{r.choice(SURNAMES)}{r.choice(GIVEN)}"
    often = f"{r.choice(did)}{r.randint(2, 99)}{r.choice('次天张份回元')}"
    return f"{who}{often}，{_name(r)}那边的{r.choice(words)}也{r.choice(did)}"
