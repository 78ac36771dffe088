"""Further entries, further petitioners and the same matter, on the page of a matter."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from django.test import Client

from huiyin.demo.teller import Teller, person
from huiyin.register import rebuild
from huiyin.register.lines import state
from huiyin.register.models import Act, Entry, File, Matter, OpenDuty, Role
from tests.desk.conftest import entry, registered, transferred
from tests.desk.test_acts import form, hidden, send
from tests.proves import proves

Sit = Callable[..., Client]


def owed(file: File) -> list[object]:
    """Every open duty of a file with its day."""
    return list(OpenDuty.objects.filter(file=file).order_by("pk").values_list("rule", "office", "due"))


def other(t: Teller) -> File:
    """A matter of somebody else, just registered."""
    one = Teller()
    opened = one.enter(
        entry("补发种粮补贴", title="反映补贴", people=(person("王某", phone="13800000009"),)), "zhangjia"
    )
    return opened.file


@proves("R22 20(3)")
def test_another_signer_is_added_with_a_code_and_a_pin_of_his_own_and_no_date_moves(
    sit: Sit, told: Teller
) -> None:
    file, client = transferred(told), sit("zhangjia")
    before = owed(file)
    assert f"/desk/files/{file.pk}/join/" in client.get(f"/desk/files/{file.pk}/").content.decode()
    typed = {"on": "2026-03-09", "p1-name": "李某", "p1-phone": "13800000002", "p1-kind": "person"}
    answer = send(client, f"/desk/files/{file.pk}/join/", **typed)
    assert answer.status_code == 302
    role = Role.objects.get(file=file, no=2)
    slip = client.get(answer["Location"]).content.decode()
    assert "李某" in slip
    assert role.code[:4] in slip
    assert Act.objects.get(file=file, kind="join").codes == {"petitioners": [[2, "self"]]}
    assert owed(file) == before
    assert "李某" in client.get(f"/desk/files/{file.pk}/").content.decode()


def test_the_form_sent_twice_adds_one_petitioner_and_a_known_one_is_not_added_again(
    sit: Sit, told: Teller
) -> None:
    file, client = registered(told), sit("zhangjia")
    address = f"/desk/files/{file.pk}/join/"
    typed = {**hidden(client.get(address).content.decode()), "on": "2026-03-09", "p1-name": "李某", "p1-kind": "person",
             "p1-address": "望川村"}  # fmt: skip
    assert [client.post(address, typed).status_code for _ in range(2)] == [302, 302]
    assert file.roles.count() == 2
    again = send(client, address, **{k: v for k, v in typed.items() if k.startswith(("p1", "on"))})
    assert again.status_code == 422
    assert "已经是本事项的信访人" in again.content.decode()


def test_who_speaks_for_another_says_for_whom_and_nothing_typed_is_lost(sit: Sit, told: Teller) -> None:
    file, client = registered(told), sit("zhangjia")
    address = f"/desk/files/{file.pk}/join/"
    typed = {"on": "2026-03-09", "p1-name": "律师赵某", "p1-kind": "person", "p1-role": "agent"}
    page = send(client, address, **typed)
    assert page.status_code == 422
    assert "请选择代谁提出" in page.content.decode()
    assert "律师赵某" in page.content.decode()
    assert send(client, address, **typed, **{"for": "1"}).status_code == 302
    assert Role.objects.get(file=file, no=2).principal == Role.objects.get(file=file, no=1)


@proves("山东省信访条例 28")
def test_who_came_for_somebody_not_named_is_tied_to_him_when_he_is_entered_later(
    sit: Sit, told: Teller
) -> None:
    people = (replace(person("律师赵某", phone="13800000003"), role="agent"),)
    file, client = registered(told, people=people), sit("zhangjia")
    address = f"/desk/files/{file.pk}/join/"
    assert "此前由谁代其提出" in client.get(address).content.decode()
    typed = {
        "on": "2026-03-09",
        "p1-name": "李某",
        "p1-phone": "13800000002",
        "p1-kind": "person",
        "agent": "1",
    }
    assert send(client, address, **typed).status_code == 302
    agent, principal = Role.objects.filter(file=file).order_by("no")
    assert agent.principal == principal
    s = state(file)
    assert s.signers() == (2,), "papers go to whose matter it is"
    assert s.only_claims(1), "and what nobody has confirmed is only claimed"
    assert "此前由谁代其提出" not in client.get(address).content.decode(), "there is nobody left to be tied"
    assert not rebuild.compare([file])[0].differences()


@proves("R22 22(1)")
def test_a_further_entry_is_joined_through_the_form_of_its_channel_whoever_brought_it(
    sit: Sit, told: Teller
) -> None:
    file, client = transferred(told), sit("zhangjia")
    before = owed(file)
    page = client.get(f"/desk/files/{file.pk}/entry/").content.decode()
    (way,) = re.findall(r'href="(/desk/register/letter/\?join=\d+)"', page)
    shown = client.get(way).content.decode()
    assert file.number in shown
    assert "这份表是从下面这一件开始的" in shown and "同一信访人提出过" not in shown
    typed = {
        **hidden(shown), "join": str(file.pk), "received_on": "2026-03-09", "text": "又来信催问排水沟。",
        "r1-text": "接通排水沟", "r1-purpose": "claim", "p1-name": "钱某", "p1-kind": "person",
        "decision": f"join:{file.pk}", "rows-people": "1", "rows-points": "1",
    }  # fmt: skip
    answer = client.post("/desk/register/letter/", typed)
    assert answer.status_code == 302, re.findall(r'id="f-[^"]*-error"[^<]*<[^<]*', answer.content.decode())
    assert Entry.objects.filter(file=file).count() == 2
    assert owed(file) == before
    assert File.objects.count() == 1


@proves("R22 30(3)")
def test_an_accusation_is_never_joined_to_an_ordinary_matter(sit: Sit, told: Teller) -> None:
    file, client = registered(told), sit("zhangjia")
    address = f"/desk/register/letter/?join={file.pk}"
    typed = {
        **hidden(client.get(address).content.decode()), "join": str(file.pk), "received_on": "2026-03-09", "text": "举报。",
        "r1-text": "查处村干部", "r1-purpose": "accusation", "p1-kind": "person", "decision": f"join:{file.pk}",
        "rows-people": "1", "rows-points": "1",
    }  # fmt: skip
    answer = client.post("/desk/register/letter/", typed)
    assert answer.status_code == 422
    assert "不能并入原来选的那一件" in answer.content.decode()
    assert File.objects.count() == 1


@proves("导则 2.5.1(三)")
def test_a_link_is_made_seen_from_both_sides_and_taken_off_and_no_date_moves(sit: Sit, told: Teller) -> None:
    file, second = registered(told), other(told)
    client, before = sit("libing"), (owed(file), owed(second))
    why = "同一条排水沟，先后由两户提出"
    assert (
        send(client, form(second, "link"), on="2026-03-09", linked=file.number, reason=why).status_code == 302
    )
    assert Matter.objects.get(file=second).linked == file
    second.refresh_from_db()
    assert rebuild.compare([second])[0].differences() == []
    page = client.get(f"/desk/files/{second.pk}/").content.decode()
    assert f'<a class="hy-num" href="/desk/files/{file.pk}/">{file.number}</a>' in page
    assert second.number in client.get(f"/desk/files/{file.pk}/").content.decode()
    assert (owed(file), owed(second)) == before
    assert send(client, form(second, "unlink"), on="2026-03-09", reason="查看后是两条沟").status_code == 302
    assert Matter.objects.get(file=second).linked is None
    assert (owed(file), owed(second)) == before


def test_a_matter_is_not_linked_to_itself_or_to_one_that_the_office_does_not_see(
    sit: Sit, told: Teller
) -> None:
    file = registered(told)
    client = sit("libing")
    itself = send(client, form(file, "link"), on="2026-03-09", linked=file.number, reason="同一")
    assert itself.status_code == 422
    nowhere = send(client, form(file, "link"), on="2026-03-09", linked="柏2026-999", reason="同一")
    assert nowhere.status_code == 422
    assert Matter.objects.get(file=file).linked is None


@proves("R22 22(1)")
def test_an_entry_joined_by_mistake_is_shown_as_taken_off_and_registered_apart_with_the_day_it_came_in(
    sit: Sit, told: Teller
) -> None:
    """What was joined to the wrong matter and taken off again must not be left without anybody who owes an answer."""
    file, client = transferred(told), sit("zhangjia")
    way = f"/desk/register/letter/?join={file.pk}"
    typed = {
        **hidden(client.get(way).content.decode()), "join": str(file.pk), "received_on": "2026-03-06", "text": "种粮补贴没有发。",
        "r1-text": "补发补贴", "r1-purpose": "claim", "p1-name": "钱某", "p1-phone": "13800000077", "p1-kind": "person",
        "decision": f"join:{file.pk}", "rows-people": "1", "rows-points": "1",
    }  # fmt: skip
    assert client.post("/desk/register/letter/", typed).status_code == 302
    entry = Entry.objects.get(file=file, channel="letter", received_on="2026-03-06")
    apart, begin = "/desk/register/letter/", {"again": str(entry.pk)}
    page = f"/desk/files/{file.pk}/"
    assert (
        "已经取消并入" not in client.get(page).content.decode()
        and client.post(apart, begin).status_code == 404
    )
    joined = Act.objects.get(file=file, kind="add_entry").seq
    assert (
        send(client, f"{page}correct/?names={joined}", wrong="never_happened", reason="并错了卷").status_code
        == 302
    )
    assert (
        "已经取消并入" in client.get(page).content.decode()
        and f'name="again" value="{entry.pk}"' in client.get(page).content.decode()
    )
    assert sit("shihai").post(apart, begin).status_code == 404
    begun = client.post(apart, begin)["Location"]
    shown = client.get(begun).content.decode()
    for words in ("种粮补贴没有发。", "补发补贴", "钱某", "13800000077", 'value="2026-03-06"'):
        assert words in shown
    again = {**typed, "form": begun.split("form=")[1], "join": "", "decision": "first"}
    assert client.post("/desk/register/letter/", again).status_code == 302
    new = File.objects.latest("pk")
    assert new.pk != file.pk and new.entries.get().received_on == entry.received_on
