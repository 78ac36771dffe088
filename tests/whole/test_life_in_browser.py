"""One petition's whole life in a real browser, from the first word to the archive."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from huiyin.demo.stories import life
from huiyin.offices.passwords import DEMO_PASSWORD
from huiyin.register import models
from tests.proves import proves
from tests.support import browsing
from tests.support.browsing import Site
from tests.support.databases import FreshDatabase
from tests.whole.traveller import Axe, Traveller

if TYPE_CHECKING:
    from playwright.sync_api import Page

PIN = "407193"
REQUESTS = life.REQUESTS


@pytest.fixture
def town(county: FreshDatabase) -> Iterator[Site]:
    """The site of the demo county, served from a thread."""
    server = browsing.ServerThread()
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield Site(url=f"http://127.0.0.1:{server.port}", database=county)
    server.terminate()


def day(on: str) -> None:
    """It is ten in the morning of that day of 2026."""
    os.environ["HUIYIN_NOW"] = f"2026-{on}T10:00"


class Life(Traveller):
    """The acts of the story, done with the hands."""

    file = 0

    def desk(self, login: str, on: str) -> None:
        """This officer opens the matter on that day."""
        day(on)
        self.sit(login)
        self.go(f"/desk/files/{self.file}/", f"file-{on}")

    def act(
        self, login: str, on: str, kind: str, typed: dict[str, Any] | None = None, *, proceeding: int = 0
    ) -> None:
        """Open the matter, choose the act, fill in its form, and send it."""
        self.desk(login, on)
        self.press(
            f"main a[href*='/acts/{kind}/']" + (f"[href*='proceeding={proceeding}']" if proceeding else ""),
            f"act-{kind}",
        )
        self.fill(typed or {})
        self.press(name=f"after-{kind}")

    def paper(
        self, act: str, on: str, typed: dict[str, Any], written: dict[str, Any], *, writer: str, check: str = "", sign: str,
        issuer: str = "",
    ) -> None:  # fmt: skip
        """The act's form leads to its paper: written, checked, signed and sent out by different people."""
        self.act(writer, on, act, typed)
        assert "/drafts/" in self.page.url, self.page.inner_text("main")[:800]
        draft = self.page.url
        self.fill(written)
        self.press("main button[value=save]", "draft-saved")
        self.press("main button[value=hand_in]", "draft-handed-in")
        for login, step in ((check, "check"), (sign, "sign")):
            if login:
                self.sit(login)
                self.page.goto(draft)
                self.press(f"main button[value={step}]", f"draft-{step}")
        self.sit(issuer or writer)
        self.page.goto(draft)
        self.look("draft-ready")
        self.press("main form:has(input[name=do][value=issue]) button", f"issued-{act}")
        assert re.search(r"/files/\d+/$", self.page.url), self.page.inner_text("main")[:800]

    def serve(self, login: str, on: str, no: int, typed: dict[str, Any]) -> None:
        """The proof of service of a paper."""
        self.desk(login, on)
        self.press(f"main a[href*='/papers/{no}/serve/']", "serve")
        self.fill(typed)
        self.press(name="served")
        assert models.Service.objects.filter(paper__file=self.file, paper__no=no, served=True).exists(), (
            self.page.inner_text("main")[:1200]
        )


def raise_online(t: Life) -> str:
    """The petitioner raises the matter on the public site; returns the query code."""
    day("03-02")
    t.sit("")
    t.go("/", "home")
    t.press("main a[href='/raise/']", "raise-who")
    t.fill({"name": "张某", "phone": "13800000001", "address": "梁口镇望川村三组"})
    t.press(name="raise-what")
    t.fill({"text": life.TEXT, "r1-text": REQUESTS[0], "r1-purpose": "claim"})
    for no in (2, 3):
        t.press("main button[value=more]", "raise-what-more")
        t.fill({f"r{no}-text": REQUESTS[no - 1], f"r{no}-purpose": "claim"})
    t.press(name="raise-ways")
    t.press(name="raise-files")
    t.press(name="raise-check")
    t.fill({"pin": PIN, "pin_again": PIN, "truth": True})
    t.press(name="receipt")
    t.says("已经登记")
    t.file = models.File.objects.get().pk
    return str(models.Role.objects.get().code)


def dispatch(t: Life) -> None:
    """Judged, screened, assigned to the town, told."""
    t.act("libing", "03-03", "judge", {"result": "first", "reason": "登记簿中没有同一人同一事。"})
    t.act("libing", "03-06", "screen", {"path": "31[6]", "reason": "不属于诉讼、仲裁、复议等其他法定程序。"})
    t.paper(
        "assign", "03-09", {"to": "柏川县梁口镇人民政府", "feedback_due": "2026-05-20", "reason": "涉及村内道路排水，需反馈结果。"},
        {"screening": "事项属于镇人民政府管护村内道路和排水设施的职责。", "demands": "逐项答复三项诉求，报办结报告。"},
        writer="libing", check="sumao", sign="sunji",
    )  # fmt: skip
    t.paper("tell_destination", "03-09", {}, {}, writer="libing", sign="sumao")


WITNESS = {
    "method": "direct",
    "at": "10:20",
    "received_by": "self",
    "proof": "望川村三组张某家中，本人签名。",
}


def handle(t: Life) -> None:
    """Signed for, accepted, looked into, extended."""
    t.serve("libing", "03-10", 3, {"method": "post", "proof": "挂号信，回执注明收到日期。"})
    t.act("chenzi", "03-10", "sign_for")
    t.act("shihai", "03-10", "name_officer", {"officer": "chenzi"})
    t.paper(
        "accept", "03-16", {}, {"competence": "村内道路和排水设施的管护是本镇人民政府的职责。", "plan": "近日到现场查看。"},
        writer="chenzi", check="shihai", sign="kongwu",
    )  # fmt: skip
    t.serve("chenzi", "03-17", 4, WITNESS)
    t.act("chenzi", "03-25", "contact", {"form": "in_person", "record": "在张某家中听取陈述。"})
    t.act(
        "chenzi",
        "03-25",
        "investigate",
        {"form": "on_site", "record": "现场查看排水沟断头处，路面抬高约三十四厘米。"},
    )
    parts = {
        "reason": "排水沟要穿过相邻两户门前，走向和标高须测量后才能定，测量因连续降雨没有完成。",
        "done": "两次到现场，询问村干部和相邻住户共四人。", "plan": "5月22日前完成测量。",
    }  # fmt: skip
    t.act("chenzi", "05-11", "ask_extension", {"days": "20", **parts})
    t.paper("approve_extension", "05-12", {}, parts, writer="chuchou", sign="chuchou")
    t.paper("tell_extension", "05-12", {}, parts, writer="chenzi", check="shihai", sign="chuchou")
    t.serve("chenzi", "05-13", 6, WITNESS)


def decide(t: Life) -> None:
    """Answered on every request, served, carried out, reported."""
    written: dict[str, Any] = {
        "identity": "张某，住梁口镇望川村三组。", "inquiry": "承办人两次到现场，会同县水利局测量。",
        "evidence": "现场照片、测量图，已向你出示。",
    }  # fmt: skip
    for point in life.opinion_points():
        written |= {f"{key}-{point['no']}": value for key, value in point.items() if key != "no"}
    t.paper("answer", "06-02", {}, written, writer="chenzi", check="shihai", sign="kongwu")
    t.serve("chenzi", "06-04", 7, WITNESS)
    results = {f"result-{no}": "见处理意见书。" for no in (1, 2, 3)}
    t.paper(
        "report_closing", "06-08", {}, {"process": "3月16日受理，6月2日作出处理意见。", "petitioner_view": "对第三项不服。", **results},
        writer="chenzi", check="shihai", sign="chuchou",
    )  # fmt: skip
    t.act(
        "chenzi",
        "07-08",
        "carry_out",
        {"points": ["1", "2"], "evidence": "排水沟接入村西主渠，坡道完工；照片四张。"},
    )


def follow(t: Life, code: str) -> None:
    """The petitioner sees what happened and until when a review may be asked, reads the opinion, and rates."""
    day("07-09")
    t.sit("")
    t.go("/follow/", "follow")
    t.fill({"code": code})
    t.press(name="dates")
    t.says("已登记", "已有答复")
    t.fill({"code": code, "pin": PIN})
    t.press(name="matter")
    t.says("接通门前断头排水沟", "7月6日")
    base = t.page.url
    assert t.page.request.get(f"{base}paper/7/pdf").body().startswith(b"%PDF")
    t.page.goto(f"{base}paper/7/")
    t.look("paper")
    for office, mark in (("xfj", "satisfied"), ("t_xl", "mostly")):
        t.page.goto(f"{base}do/rate/")
        t.look("rate")
        t.fill({"about": office, "mark": mark, "words": "沟修好了。"})
        t.press(name="rated")
    for act in ("add", "contact", "pin"):
        t.page.goto(f"{base}do/{act}/")
        t.look(act)


def end(t: Life) -> None:
    """Closed by the petition office, archived; the raters are not shown to the office that was rated."""
    t.act("libing", "07-10", "close")
    t.act("youyou", "07-15", "archive")
    assert models.File.objects.get().matter.phase == "archived"
    for login in ("chenzi", "libing"):
        t.desk(login, "07-16")
    for no in (1, 7):
        t.go(f"/desk/files/{t.file}/papers/{no}/", f"paper-{no}")
        pdf = t.page.request.get(t.site.at(f"/desk/files/{t.file}/papers/{no}/paper.pdf"))
        assert pdf.body().startswith(b"%PDF")
    for path in ("/desk/", "/desk/serving/", "/desk/register/", "/desk/register/visit/", "/desk/me/"):
        t.go(path, path.strip("/").replace("/", "-"))
    t.sit("sunji")
    t.go("/desk/leader/", "leader")


@proves("R22 22(1)", "R22 23(1)", "R22 31[6]", "R22 34")
def test_r22_one_petition_goes_from_the_first_word_to_the_archive_its_petitioner_on_a_telephone(
    town: Site, phone: Page, axe: Axe
) -> None:
    """The officers at desks; every page measured at both widths."""
    with Life(phone, town, axe, shots="life") as t:
        code = raise_online(t)
        dispatch(t)
        handle(t)
        decide(t)
        follow(t, code)
        end(t)
        assert t.wrong == []
        assert len(t.looked_at) > 60


@proves("R22 17(1)", "R22 22(1)")
def test_r22_17_1_a_matter_is_raised_followed_and_screened_without_a_script(
    town: Site, plain_page: Page
) -> None:
    with Life(plain_page, town, javascript=False) as t:
        code = raise_online(t)
        t.go("/follow/")
        t.fill({"code": code, "pin": PIN})
        t.press()
        t.says("接通门前断头排水沟", "3月17日")
        day("03-03")
        t.page.goto(town.at(f"/desk/files/{t.file}/"))
        t.page.fill("input[name=login]", "libing")
        t.page.fill("input[name=password]", DEMO_PASSWORD)
        t.press()
        t.computers["libing"] = t.page
        assert t.page.url.endswith(f"/desk/files/{t.file}/")
        t.act("libing", "03-03", "judge", {"result": "first", "reason": "登记簿中没有。"})
        t.says("已记录：判重")
        t.act("libing", "03-03", "screen", {"path": "31[6]"})
        t.paper(
            "transfer",
            "03-03",
            {"to": "柏川县梁口镇人民政府"},
            {"screening": "村内排水由镇人民政府管护。"},
            writer="libing",
            sign="sumao",
        )
        t.says("已记录：转送")
