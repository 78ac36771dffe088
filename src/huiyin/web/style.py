"""Samples for the style page: invented, dated 2026-11-20, one of each widget in each of its states."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from huiyin.web.fields import Choice, FieldSpec
from huiyin.web.forms import SignInForm
from huiyin.web.icons import names
from huiyin.web.parts import Desk, Due, Link, Moment, NavItem, Refusal

TODAY = date(2026, 11, 20)

STEPS = (
    "2026年9月21日受理，当日不计入，自次日起算。",
    "第60日为2026年11月20日。",
    "2026年11月20日（周五）是工作日，不顺延。",
)
DUES: tuple[tuple[str, Due], ...] = (
    (
        "从容",
        Due(
            date(2026, 12, 21),
            title="书面处理意见",
            nominal_due=date(2026, 12, 19),
            start="受理",
            start_on=date(2026, 10, 20),
            provision="《信访工作条例》第三十四条",
            steps=STEPS,
        ),
    ),
    (
        "三日内",
        Due(date(2026, 11, 25), title="书面告知", provision="《信访工作条例》第二十三条第三款", steps=STEPS),
    ),
    ("今天", Due(TODAY, title="书面处理意见", steps=STEPS)),
    (
        "超期",
        Due(
            date(2026, 11, 18), title="转送、交办", provision="《信访工作条例》第二十二条第一款", steps=STEPS
        ),
    ),
    ("预计", Due(date(2027, 2, 8), title="延长后的办结日", provisional=True, certainty="I", steps=STEPS)),
    ("完成", Due(date(2026, 11, 2), met_on=date(2026, 10, 30), title="受理告知")),
    ("迟完成", Due(date(2026, 11, 2), met_on=date(2026, 11, 4), title="受理告知")),
    (
        "补录",
        Due(date(2026, 11, 2), met_on=date(2026, 11, 2), met_recorded_on=date(2026, 11, 9), title="送达"),
    ),
)
POINTS = (
    Choice("1", "接通门前断头的排水沟"),
    Choice("2", "门口补做出行坡道"),
    Choice("3", "支付垒墙费用八百元"),
)
OUTCOMES = (Choice("support", "支持"), Choice("explain", "解释说明"), Choice("reject", "不予支持"))
OFFICES = tuple(
    Choice(code, name, hint)
    for code, name, hint in (
        ("xfj", "县信访局", "登记 甄别 转送"),
        ("gaj", "县公安局", "治安 户籍"),
        ("sfj", "县司法局", "行政复议 法律援助"),
        ("rsj", "县人力资源和社会保障局", "欠薪 社会保险"),
        ("zrzy", "县自然资源局", "土地征收 权属争议"),
        ("zjj", "县住房和城乡建设局", "物业 工程质量"),
        ("nyj", "县农业农村局", "土地承包 宅基地"),
        ("mzj", "县民政局", "低保 高龄津贴"),
        ("jtj", "县教育和体育局", "招生 学生欺凌"),
        ("wjj", "县卫生健康局", "医疗纠纷"),
        ("slj", "县水利局", "饮水安全"),
        ("lyj", "县林业局", "林权"),
        ("t_xl", "梁口镇人民政府", "镇"),
        ("t_fh", "梧桐镇人民政府", "镇"),
    )
)
MOMENTS = (
    Moment(
        "来访登记",
        datetime(2026, 3, 2, 9, 40, tzinfo=ZoneInfo("Asia/Shanghai")),
        "县信访局",
        papers=(Link("登记回执", "#p"),),
    ),
    Moment(
        "交办",
        date(2026, 3, 9),
        "县信访局交梁口镇人民政府",
        papers=(Link("交办函", "#p", "柏信〔2026〕3号"),),
    ),
    Moment(
        "不予受理",
        date(2026, 3, 12),
        "梁口镇人民政府",
        state="undone",
        note="3月13日更正：从未发生，录入时选错。",
    ),
    Moment("受理", date(2026, 3, 16), "梁口镇人民政府", state="conflict", note="排在它之前的一项已被更正。"),
    Moment(
        "调查处理",
        date(2026, 3, 16),
        "梁口镇人民政府",
        "到现场查看排水沟走向，听取您的意见。",
        state="now",
        due=Due(
            date(2026, 11, 24), title="书面处理意见", provision="《信访工作条例》第三十四条", steps=STEPS
        ),
    ),
    Moment("收到书面处理意见", words="不满意的，可以在收到之日起30日内申请复查。", state="next"),
)
REFUSAL = Refusal(
    happened="处理意见书没有签发：有一项诉求还没有答复。",
    kept="草稿和三项诉求的内容都已保存，没有占用文号。",
    todo="补写第三项诉求的处理意见和依据，再送签。",
    provision="《信访工作条例》第三十二条第一款",
    details=("第三项“支付垒墙费用八百元”：缺处理意见", "第三项“支付垒墙费用八百元”：缺法律依据"),
    links=(Link("去补写", "#act"), Link("退回修改", "#act")),
)


class PortalSample(forms.Form):
    """A form of the public site."""

    name = forms.CharField(label="姓名", error_messages={"required": "请填写姓名。"})
    phone = forms.CharField(
        label="手机号", required=False, help_text="没有手机也可以提出，到窗口打印查询码。"
    )
    words = forms.CharField(label="事实和理由", widget=forms.Textarea(attrs={"rows": 5, "data-max": 2000}))
    kind = forms.ChoiceField(
        label="您要反映的是",
        choices=[
            ("claim", "求决：有具体的事要解决"),
            ("report", "检举控告：举报公职人员违纪违法"),
            ("idea", "意见建议"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择一项。"},
    )
    place = forms.ChoiceField(label="问题发生在", choices=[("", "请选择"), ("a", "梁口镇"), ("b", "梧桐镇")])
    scans = forms.FileField(label="附件", required=False, help_text="照片、录音、文书，每个不超过 20 MB。")
    truth = forms.BooleanField(label="我对所写内容的真实性负责", error_messages={"required": "请确认。"})


def specs() -> tuple[FieldSpec, ...]:
    """One field of every kind, some with what went wrong."""
    return (
        FieldSpec("happened", "date", "发生日期", required=True, value=TODAY),
        FieldSpec("wrong_day", "date", "送达日期", value="2026-2-30", errors=("没有“2026-2-30”这一天，请核对年月日。",)),
        FieldSpec("at", "datetime", "接谈时间", value=datetime(2026, 11, 20, 9, 5)),  # noqa: DTZ001 - as typed
        FieldSpec("to", "office", "有权处理的单位", "名称、职责都可以找。", True, OFFICES, value="rsj"),
        FieldSpec("also", "offices", "协办单位", choices=OFFICES, value=["zjj"]),
        FieldSpec("officer", "officer", "承办人", choices=(Choice("chenzi", "陈子"), Choice("weiding", "卫丁"))),
        FieldSpec("days", "days", "延长天数", "最多 30 日，一次。", True, min=1, max=30, unit="日", value=20),
        FieldSpec("points", "points", "这次办理哪几项", required=True, points=POINTS, value=["1", "2"]),
        FieldSpec("outcome", "per_point_choice", "逐项结论", required=True, choices=OUTCOMES, points=POINTS, value={"1": "support"}),
        FieldSpec("answer", "per_point", "逐项答复", "事实、意见和依据。", True, points=POINTS,
                  value={"1": "已于5月18日接通，通水正常。"}, point_errors={"3": "这项诉求还没有填写。"}, rows=3),
        FieldSpec("carry", "per_point_date", "落实日期", points=POINTS, value={"1": date(2026, 5, 18)}),
        FieldSpec("reason", "longtext", "理由", "对方会看到这段话。", True, max=2000, value="涉及两个单位的管线，需要会商。"),
        FieldSpec("secret", "bool", "要求保密：不向承办单位透露姓名", "法律依据见《信访工作条例》第三十条。"),
        FieldSpec("scan", "files", "附件", accept="image/*,.pdf,.ofd"),
    )  # fmt: skip


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything the style page shows."""
    wrong = PortalSample({"words": "去年村里硬化巷道，路面抬高了一截。", "phone": "138"})
    wrong.is_valid()
    rows = [(f"2026-{n:04d}", DUES[n % 5][1], n) for n in range(1, 9)]
    nav = (
        NavItem("我的工作", "#", 12, active=True),
        NavItem("超期", "#", 2, level="overdue"),
        NavItem("登记", "#"),
        NavItem("甄别转办", "#", 7),
        NavItem("文书", "#"),
        NavItem("统计", "#"),
    )
    return {
        "today": TODAY,
        "dues": DUES,
        "moments": MOMENTS,
        "error": REFUSAL,
        "form": wrong,
        "sign_in": SignInForm(),
        "specs": specs(),
        "page_obj": Paginator(range(400), 20).get_page(request.GET.get("page", 7)),
        "rows": rows,
        "icons": names(),
        "desk": Desk("李丙", "县信访局 · 甄别转办员", "#out", "#me", "#find", "#", "", nav),
        "hidden": {"file": 17},
        "others": [("_then", "keep", "存草稿")],
    }
