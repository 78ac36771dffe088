"""Signing in: the log, the lock, the password, and what was typed when it expired."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from huiyin.desk import signin
from huiyin.offices import audit, services
from huiyin.offices.errors import NotAllowed
from huiyin.offices.models import Officer, SignIn
from huiyin.offices.passwords import DEMO_PASSWORD
from huiyin.web import kept
from huiyin.web.visitor import address_of
from tests.offices.conftest import AT, PASSWORD, SETUP, Place
from tests.proves import proves

WRONG = "not-the-password"


@pytest.fixture
def jiang(place: Place) -> Officer:
    """A handler."""
    place.office("rsj")
    return place.officer("jiang", "rsj", "handler")


def try_to(client: Client, password: str, login: str = "jiang", **more: str) -> HttpResponse:
    """Send the sign-in form."""
    return client.post(reverse("sign_in"), {"login": login, "password": password, **more})  # type: ignore[return-value]


def log() -> list[tuple[str, str, bool]]:
    """What the log holds, oldest first."""
    return list(SignIn.objects.order_by("id").values_list("what", "login", "success"))


@proves("GB/T 22239-2019 8.1.4.3")
def test_every_sign_in_failure_and_sign_out_is_logged(client: Client, jiang: Officer) -> None:
    assert try_to(client, WRONG).status_code == 422
    assert try_to(client, PASSWORD, login=" JIANG ").status_code == 302
    assert client.post(reverse("sign_out")).status_code == 302
    assert log() == [("failure", "jiang", False), ("success", "jiang", True), ("signed_out", "jiang", True)]


def test_what_is_typed_for_a_name_that_nobody_has_is_not_kept_in_the_log(
    client: Client, jiang: Officer
) -> None:
    try_to(client, "x", login="my-secret-password")
    row = SignIn.objects.get()
    assert row.login == "" and row.officer is None
    assert len(row.login_digest) == 64
    assert "my-secret-password" not in str(SignIn.objects.values().get())
    assert "my-secret-password" not in str(AccessAttempt.objects.values().get())


def test_the_log_keeps_the_network_of_an_address_and_not_the_address(client: Client, jiang: Officer) -> None:
    client.post(reverse("sign_in"), {"login": "jiang", "password": WRONG}, REMOTE_ADDR="10.20.30.40")
    row = SignIn.objects.get()
    assert row.address == "10.20.30.0/24"
    assert "10.20.30.40" not in str(SignIn.objects.values().get())


@proves("GB/T 22239-2019 8.1.4.1")
def test_five_failures_lock_the_name_even_for_the_right_password_and_from_elsewhere(
    client: Client, jiang: Officer
) -> None:
    answers = [
        client.post(reverse("sign_in"), {"login": "jiang", "password": WRONG}, REMOTE_ADDR=f"10.0.{number}.1")
        for number in range(5)
    ]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 429]
    assert "30 分钟" in answers[-1].content.decode()
    locked = try_to(client, PASSWORD)
    assert locked.status_code == 429
    assert "_auth_user_id" not in client.session
    assert [what for what, _login, _ok in log()] == ["failure"] * 4 + ["locked"] * 2


@proves("GB/T 22239-2019 8.1.4.1")
def test_the_lock_ends_thirty_minutes_after_the_fifth_failure_however_often_it_was_tried_since(
    client: Client, jiang: Officer
) -> None:
    for _ in range(7):
        try_to(client, WRONG)
    assert try_to(client, PASSWORD).status_code == 429
    fifth = AccessAttempt.objects.get()
    assert fifth.failures_since_start == 5
    AccessAttempt.objects.update(attempt_time=fifth.attempt_time - timedelta(minutes=30, seconds=1))
    assert try_to(client, PASSWORD).status_code == 302


def test_a_name_that_nobody_has_is_locked_just_the_same(client: Client, jiang: Officer) -> None:
    answers = [try_to(client, WRONG, login="nobody").status_code for _ in range(6)]
    assert answers == [422, 422, 422, 422, 429, 429]


def test_a_success_forgets_earlier_failures(client: Client, jiang: Officer) -> None:
    for _ in range(2):
        for _ in range(4):
            try_to(client, WRONG)
        assert try_to(client, PASSWORD).status_code == 302
        client.post(reverse("sign_out"))


def test_the_security_administrator_ends_a_lock(client: Client, place: Place, jiang: Officer) -> None:
    for _ in range(5):
        try_to(client, WRONG)
    with pytest.raises(NotAllowed):
        services.unlock("jiang", at=AT, by=place.sysadmin)
    services.unlock("jiang", at=AT, by=place.secadmin)
    assert try_to(client, PASSWORD).status_code == 302


def test_wrong_password_unknown_name_and_account_switched_off_are_told_alike(
    client: Client, place: Place, jiang: Officer
) -> None:
    place.officer("gone", "rsj", "handler")
    services.set_active("gone", False, at=AT, by=place.sysadmin)
    pages = [
        try_to(client, WRONG),
        try_to(client, WRONG, login="nobody"),
        try_to(client, PASSWORD, login="gone"),
    ]
    assert {page.status_code for page in pages} == {422}
    assert all("登录名或密码不正确" in page.content.decode() for page in pages)


def test_an_account_switched_off_is_out_at_the_next_page(
    client: Client, place: Place, jiang: Officer
) -> None:
    try_to(client, PASSWORD)
    services.set_active("jiang", False, at=AT, by=place.sysadmin)
    assert client.get(reverse("change_password")).headers["Location"].startswith(reverse("sign_in"))


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_after_sign_in_nobody_is_sent_to_another_site(client: Client, jiang: Officer, wanted: str) -> None:
    assert try_to(client, PASSWORD, next=wanted).headers["Location"] == "/desk/"


def test_after_sign_in_one_is_back_where_one_was(client: Client, jiang: Officer) -> None:
    assert try_to(client, PASSWORD, next="/desk/matters/7?tab=acts").headers["Location"] == (
        "/desk/matters/7?tab=acts"
    )


def test_a_page_asked_for_without_sign_in_is_come_back_to(rf: RequestFactory, db: None) -> None:
    answer = signin.ask_to_sign_in(rf.get("/desk/matters/7?tab=acts"))
    assert answer.headers["Location"] == reverse("sign_in") + "?next=%2Fdesk%2Fmatters%2F7%3Ftab%3Dacts"


def test_a_form_sent_after_the_sign_in_expired_is_offered_again_with_every_word(
    client: Client, jiang: Officer, rf: RequestFactory
) -> None:
    words = "已到现场查看，排水沟断头处距门口三米。" * 3
    request = rf.post(
        "/desk/acts/answer", {"facts": words, "outcome": "supported"}, HTTP_ORIGIN="http://testserver"
    )
    page = signin.ask_to_sign_in(request)
    assert page.status_code == 401
    found = re.search(r'name="kept" value="([^"]+)"', page.content.decode())
    assert found is not None
    carried = found.group(1)
    refused = try_to(client, WRONG, kept=carried)
    assert carried in refused.content.decode()
    offered = try_to(client, PASSWORD, kept=carried)
    body = offered.content.decode()
    assert offered.status_code == 200 and words in body
    assert 'action="/desk/acts/answer"' in body and 'name="outcome" value="supported"' in body
    assert kept.unpack(carried) is not None


@proves("GB/T 22239-2019 8.1.4.1")
def test_an_idle_session_ends_after_thirty_minutes_and_a_used_one_goes_on(
    client: Client, jiang: Officer
) -> None:
    try_to(client, PASSWORD)
    session = Session.objects.get()
    assert client.session.get_expiry_age() == 30 * 60
    used = session.expire_date - timedelta(minutes=20)
    Session.objects.update(expire_date=used)
    stored = client.session
    stored["renewed"] = stored["renewed"] - 61 if "renewed" in stored else 0
    stored.save()
    Session.objects.update(expire_date=used)
    client.get(reverse("change_password"))
    assert Session.objects.get().expire_date > used
    Session.objects.update(expire_date=used - timedelta(minutes=30))
    assert client.get(reverse("change_password")).headers["Location"].startswith(reverse("sign_in"))


def test_reading_pages_writes_the_session_at_most_once_a_minute(
    client: Client, jiang: Officer, django_assert_num_queries: object
) -> None:
    try_to(client, PASSWORD)
    client.get(reverse("change_password"))
    with django_assert_num_queries(2):  # type: ignore[operator]  # the session and the officer, both read
        client.get(reverse("change_password"))


def test_a_visitor_without_a_session_is_given_none(client: Client, db: None) -> None:
    client.get(reverse("sign_in"))
    assert not Session.objects.exists()


def test_a_password_set_by_another_is_changed_before_anything_else(
    client: Client, place: Place, jiang: Officer
) -> None:
    services.reset_password("jiang", "set-by-another-1", at=AT, by=place.sysadmin)
    try_to(client, "set-by-another-1")
    sent = client.get("/desk/?view=mine")
    assert sent.headers["Location"] == reverse("change_password") + "?next=%2Fdesk%2F%3Fview%3Dmine"
    form = {"old": "set-by-another-1", "new": "my-own-long-one", "again": "my-own-long-one", "next": "/desk/"}
    done = client.post(reverse("change_password"), form)
    assert done.headers["Location"] == "/desk/"
    changed = Officer.objects.get(login="jiang")
    assert not changed.must_change_password and changed.check_password("my-own-long-one")
    assert client.get(reverse("change_password")).status_code == 200
    assert log()[-1] == ("password", "jiang", True)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"old": WRONG, "new": "my-own-long-one", "again": "my-own-long-one"}, "old"),
        ({"old": PASSWORD, "new": "short", "again": "short"}, "new"),
        ({"old": PASSWORD, "new": "password1234", "again": "password1234"}, "new"),
        ({"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "new"),
        ({"old": PASSWORD, "new": "姓名jiang123", "again": "姓名jiang123"}, "new"),
        ({"old": PASSWORD, "new": "my-own-long-one", "again": "another-long-one"}, "again"),
        ({"old": PASSWORD, "new": "", "again": ""}, "new"),
    ],
    ids=["wrong old", "too short", "too common", "the same", "the own name", "not repeated", "empty"],
)
def test_a_bad_new_password_is_refused_beside_its_field(
    client: Client, jiang: Officer, form: dict[str, str], field: str
) -> None:
    try_to(client, PASSWORD)
    answer = client.post(reverse("change_password"), form)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not re.search("[a-z]{4}", "".join(answer.context["form"].errors[field]))
    assert Officer.objects.get(login="jiang").check_password(PASSWORD)


def test_a_demo_officer_carried_into_production_cannot_sign_in(
    client: Client, place: Place, jiang: Officer
) -> None:
    jiang.set_password(DEMO_PASSWORD)
    jiang.save()
    with override_settings(HUIYIN_ENV="production"):
        assert try_to(client, DEMO_PASSWORD).status_code == 422
        with pytest.raises(Exception, match="演示"):
            services.reset_password("jiang", DEMO_PASSWORD, at=AT, by=place.sysadmin)
    assert try_to(client, DEMO_PASSWORD).status_code == 302


def test_signing_in_gives_no_permission_of_djangos(client: Client, jiang: Officer) -> None:
    assert not hasattr(jiang, "is_superuser") and not hasattr(jiang, "has_perm")
    assert not hasattr(jiang, "groups")


def test_the_log_of_sign_ins_refuses_change_and_is_read_by_the_auditor_alone(
    client: Client, place: Place, jiang: Officer
) -> None:
    try_to(client, PASSWORD)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute("DELETE FROM offices_signin")
    assert [row.login for row in audit.sign_ins(place.auditor, AT)] == ["jiang"]


def test_an_administrator_locked_out_is_let_in_again_at_the_console(client: Client, place: Place) -> None:
    for _ in range(5):
        try_to(client, WRONG, login="sec")
    services.unlock("sec", at=AT, by=SETUP)
    assert try_to(client, PASSWORD, login="sec").status_code == 302


@pytest.mark.parametrize(
    ("behind", "expected"), [(True, "203.0.113.9"), (False, "127.0.0.1")], ids=["our proxy", "no proxy"]
)
def test_a_forwarded_address_is_believed_only_from_our_own_proxy(
    rf: RequestFactory, behind: bool, expected: str
) -> None:
    request = rf.get("/", HTTP_X_FORWARDED_FOR="1.2.3.4, 203.0.113.9")
    with override_settings(HUIYIN_BEHIND_PROXY=behind):
        assert address_of(request) == expected
