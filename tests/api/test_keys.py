"""Access keys: who makes, takes and withdraws one, what it opens on which day, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from huiyin import clock
from huiyin.cli import main
from huiyin.offices import services
from huiyin.offices.actor import acting
from huiyin.offices.errors import NotAllowed, Refused
from huiyin.offices.models import AccessKey, KeyUse, Officer, Post
from huiyin.register import guessing
from tests.api.conftest import Machine, key_of
from tests.proves import proves

pytestmark = pytest.mark.usefixtures("county")
UNTIL = date(2026, 6, 1)


def officer(login: str) -> Any:
    return acting(Officer.objects.get(login=login), on=clock.today())


def made(**more: Any) -> AccessKey:
    """A key that the system administrator has made for libing of the county's petition office."""
    asked: dict[str, Any] = {"office": "xfj", "officer": "libing", "until": UNTIL, **more}
    return services.make_key("市级平台", at=clock.now(), by=officer("xuxu"), **asked)


def signed_in(login: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(login=login), backend="huiyin.offices.passwords.OfficerBackend")
    return client


@proves("R22 30(3)")
def test_no_administrator_ever_holds_a_key_that_opens_a_matter() -> None:
    page = signed_in("xuxu").post(
        "/desk/admin/keys/",
        {
            "do": "make",
            "purpose": "市级平台",
            "office": "xfj",
            "officer": "libing",
            "machine": "",
            "until": "2026-06-01",
        },
        follow=True,
    )
    key = AccessKey.objects.get()
    assert key.digest is None and "huiyin-key-" not in page.content.decode()
    for login in ("xuxu", "hehai", "lvjia", "zhangjia", "chenzi"):
        with pytest.raises(NotAllowed):
            services.take_key(key.pk, at=clock.now(), by=officer(login))
        signed_in(login).post("/desk/keys/", {"do": "take", "row": key.pk})
    with pytest.raises(Refused):
        made(officer="xuxu")
    key.refresh_from_db()
    assert key.digest is None
    taken = signed_in("libing").post("/desk/keys/", {"do": "take", "row": key.pk}).content.decode()
    text = next(
        word for word in taken.replace("<", " ").replace(">", " ").split() if word.startswith("huiyin-key-")
    )
    assert Machine(text).ask("/duties")["office"]["code"] == "xfj"
    shown_again = signed_in("libing").post("/desk/keys/", {"do": "take", "row": key.pk})
    assert shown_again.status_code == 422 and text not in shown_again.content.decode()


def test_of_a_key_only_a_digest_is_kept_and_every_step_of_its_life_is_on_record() -> None:
    key = made()
    text = services.take_key(key.pk, at=clock.now(), by=officer("libing"))
    asked = Machine(text)
    for _ in range(3):
        asked.ask("/duties")
    services.withdraw_key(key.pk, at=clock.now(), by=officer("xuxu"))
    error = asked.ask("/duties")["error"]
    assert (asked.status, error["code"]) == (401, "key_ended")
    stored = "".join(
        str(list(row.values())) for row in (*AccessKey.objects.values(), *KeyUse.objects.values())
    )
    assert text.removeprefix("huiyin-key-") not in stored
    said = list(KeyUse.objects.order_by("pk").values_list("what", "by_ref", "address"))
    assert said == [
        ("made", "xuxu", ""), ("taken", "libing", ""), ("used", "key:libing", "127.0.0.0/24"), ("withdrawn", "xuxu", ""),
        ("refused", "key:libing", "127.0.0.0/24"),
    ]  # fmt: skip
    log = signed_in("lvjia").get("/desk/audit/keys/").content.decode()
    assert "市级平台" in log and "领取密钥" in log and "127.0.0.0/24" in log
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        KeyUse.objects.update(what="made")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"until": date(2026, 3, 8)}, "不能早于今天"),
        ({"until": date(2027, 3, 20)}, "最长一年"),
        ({"office": "nowhere"}, "没有这个单位"),
        ({"office": "rsj"}, "没有岗位"),
        ({"machine": "platform"}, "只填一项"),
        ({"officer": "", "machine": "Platform 7"}, "机器名称"),
        ({"officer": ""}, "只填一项"),
    ],
)
def test_a_key_speaks_for_one_seat_of_an_open_office_and_ends_within_a_year(
    asked: dict[str, Any], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        made(**asked)
    assert not AccessKey.objects.exists()


def test_only_the_system_administrator_and_the_console_make_keys() -> None:
    for login in ("hehai", "lvjia", "libing", "sunji"):
        with pytest.raises(NotAllowed):
            services.make_key(
                "x", office="xfj", officer="libing", until=UNTIL, at=clock.now(), by=officer(login)
            )
        assert signed_in(login).get("/desk/admin/keys/").status_code == 403
    with pytest.raises(NotAllowed):
        services.every_key(officer("libing"), clock.now())


def test_the_key_of_a_machine_is_taken_by_the_head_of_its_office() -> None:
    key = made(office="t_xl", officer="", machine="town-platform")
    with pytest.raises(NotAllowed):
        services.take_key(key.pk, at=clock.now(), by=officer("chenzi"))
    head = next(p.officer for p in Post.objects.filter(office__code="t_xl", kind="head"))
    text = services.take_key(key.pk, at=clock.now(), by=acting(head, "t_xl", on=clock.today()))
    assert Machine(text).ask("/duties")["office"]["code"] == "t_xl"


def test_a_key_opens_nothing_after_its_last_day_nor_once_the_seat_is_left(
    today: Callable[[str], None],
) -> None:
    text = key_of("libing", until=date(2026, 3, 20))
    asked = Machine(text)
    today("2026-03-20")
    assert "error" not in asked.ask("/duties") and asked.status == 200
    today("2026-03-21")
    error = asked.ask("/duties")["error"]
    assert (asked.status, error["code"]) == (401, "key_ended") and "2026-03-20" in error["happened"]
    today("2026-03-12")
    Post.objects.filter(officer__login="libing", office__code="xfj").update(until=date(2026, 3, 11))
    error = asked.ask("/duties")["error"]
    assert (asked.status, error["code"]) == (401, "key_ended") and "岗位" in error["happened"]
    assert asked.ask("/files/x")["error"]["code"] == "key_ended"


def test_wrong_keys_have_to_wait_and_a_right_one_from_the_same_address_does_not() -> None:
    right, wrong = Machine(key_of("libing")), Machine("huiyin-key-nothing")
    for n in range(guessing.ADDRESS.tries):
        assert wrong.ask("/duties")["error"]["code"] == "wrong_key", n
    kept = KeyUse.objects.filter(what="refused").count()
    response = wrong.client.get("/api/v1/duties", headers={"Authorization": "Bearer huiyin-key-other"})
    assert (response.status_code, response["Retry-After"]) == (429, str(15 * 60 + 1))
    assert KeyUse.objects.filter(what="refused").count() == kept == guessing.ADDRESS.tries, (
        "the log is not filled"
    )
    right.ask("/duties")
    assert right.status == 200


def test_a_key_of_another_kind_or_form_is_no_key() -> None:
    asked = Machine()
    for header in ("Bearer", "Bearer ", "Basic eHh4", "huiyin-key-x", f"Bearer {'x' * 9000}"):
        response = asked.client.get("/api/v1/duties", headers={"Authorization": header})
        assert response.status_code == 401 and response["WWW-Authenticate"].startswith("Bearer"), header


def test_keys_at_the_console(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["keys", "make", "--for", "市级平台", "--office", "xfj", "--until", "2026-06-01"]
    assert main([*asked, "--officer", "libing"]) == 0
    text = capsys.readouterr().out.splitlines()[0]
    assert Machine(text).ask("/duties")["office"]["code"] == "xfj"
    assert main(["keys", "list"]) == 0
    listed = capsys.readouterr().out
    assert "libing" in listed and "in use" in listed and text not in listed
    assert main(["keys", "withdraw", str(AccessKey.objects.get().pk)]) == 0
    assert Machine(text).ask("/duties")["error"]["code"] == "key_ended"
    capsys.readouterr()
    for wrong in (
        [*asked, "--officer", "nobody"],
        ["keys", "withdraw", "999"],
        [*asked[:-1], "soon", "--officer", "libing"],
    ):
        assert main(wrong) == 2
        assert capsys.readouterr().err.startswith("huiyin keys: ")


def test_a_use_is_noted_once_a_day_and_network() -> None:
    text = key_of("libing")
    morning = datetime(2026, 3, 9, 2, tzinfo=UTC)
    for at, address in (
        (morning, "203.0.113.5"), (morning + timedelta(hours=3), "203.0.113.9"), (morning, "198.51.100.1"),
        (morning + timedelta(days=1), "203.0.113.5"),
    ):  # fmt: skip
        assert services.speak(text, at=at, address=address).actor
    assert KeyUse.objects.filter(what="used").count() == 3
