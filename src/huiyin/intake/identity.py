"""Who somebody is, as far as numbers tell: cleaned, checked, and digested for the exact look-up.

Nothing is refused for a missing or wrong number: R22 19(1) asks for name, address, request, facts and
reasons; an identity number is not among them. What cannot be verified stays as it was typed and is returned
with a warning for the clerk.

The digests serve one question, asked of a person: was this matter raised before? They never list persons.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers
from django.utils.translation import gettext as _
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from huiyin.intake.names import house, numbered, pinyin, simplified, surname
from huiyin.register import vault

REGION = "CN"
DOTS = (
    "·•‧∙⋅・･●᛫"  # all of them are met in names of Uyghurs, Kazakhs, Tibetans; the first is the standard one
)
NAMELESS = frozenset(
    {"匿名", "不详", "未知", "未署名", "无名", "无名氏", "佚名", "无", "群众", "某群众", "匿名群众"}
)
NOTHING = frozenset({"无", "没有", "不详", "未知", "暂无", "/", "-", "—"})  # typed where there is no number
TAIL = 4
SHORTEST_KEY = 7  # what is shorter (110, 12345), has no digit, or is one digit repeated, identifies nobody


@dataclass(frozen=True)
class Person:
    """What was typed about one person or organisation; every part may be empty."""

    name: str = ""
    number: str = ""  # identity number, unified social credit code, or another document's number
    phone: str = ""
    place: str = ""  # address or administrative place, told apart from others of the same name


@dataclass(frozen=True)
class Number:
    """A number as we understand it. `shown` is what is kept; `key` is what is digested ('' for nothing)."""

    kind: str  # identity, credit_code, phone, other, or '' when absent
    shown: str
    key: str
    valid: bool
    warning: str = ""


def _absent(typed: str) -> Number:
    return Number(kind="", shown=typed.strip(), key="", valid=True)


def _folded(text: str) -> str:
    """Full-width to half-width, no blanks, no invisible characters."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


def _key(text: str) -> str:
    """The text as a key, or '' where it is a stand-in such as 00000000000, or words such as 身份证丢失补办中."""
    signs = [c for c in text if c.isascii() and c.isalnum()]
    enough = len(signs) >= SHORTEST_KEY and len(set(signs)) > 1
    return text if enough and any(c.isdigit() for c in signs) else ""


def identity_number(text: str) -> Number:
    """An identity number (GB 11643, 18 or the old 15 places) or unified social credit code (GB 32100).

    The old 15 places are matched by their 18-place form. The place of issue is not checked: counties are
    renamed and abolished, and people keep their numbers. Anything else is kept as typed, with a warning.
    """
    compact = re.sub(r"[-–—·.]", "", _folded(text)).upper()
    if not compact or compact in NOTHING:
        return _absent(text)
    if re.fullmatch(r"\d{15}", compact):
        return _old_identity(text, compact)
    if re.fullmatch(r"\d{17}[\dX]", compact):
        if _is_identity(compact):
            return Number("identity", compact, compact, valid=True)
        if _is_credit_code(compact):
            return Number("credit_code", compact, compact, valid=True)
        return _doubtful("identity", text, compact, _("身份证号校验未通过，已按所填保留，请核对。"))
    if _is_credit_code(compact):
        return Number("credit_code", compact, compact, valid=True)
    if re.fullmatch(r"\d{8}[0-9A-Z]{10}", compact) or re.fullmatch(r"[0-9A-Z]{2}\d{6}[0-9A-Z]{10}", compact):
        warning = _("统一社会信用代码校验未通过，已按所填保留，请核对。")
        return _doubtful("credit_code", text, compact, warning)
    warning = _("不是18位或15位身份证号，也不是统一社会信用代码；如为护照等其他证件可不理会，已按所填保留。")
    return _doubtful("other", text, compact, warning)


def _doubtful(kind: str, typed: str, compact: str, warning: str) -> Number:
    return Number(kind, typed.strip(), _key(compact), valid=False, warning=warning)


def _old_identity(typed: str, compact: str) -> Number:
    full = f"{compact[:6]}19{compact[6:]}"
    full += ric.calc_check_digit(full + "0")
    if _is_identity(full):
        return Number("identity", compact, full, valid=True)
    return _doubtful("identity", typed, compact, _("15位身份证号中的出生日期不成立，已按所填保留，请核对。"))


def _is_identity(compact: str) -> bool:
    try:
        born = ric.get_birth_date(compact)
    except ValidationError:
        return False
    return born.year >= 1850 and compact[-1] == ric.calc_check_digit(compact)


def _is_credit_code(compact: str) -> bool:
    return bool(uscc.is_valid(compact)) and len(set(compact)) > 1  # eighteen noughts pass the check digit


def phone(text: str) -> Number:
    """A telephone number of China or, with its country code, of elsewhere; the first of several.

    Kept as "13800138000" or "0914-4321234"; the key is E.164 with the extension.
    """
    folded = _folded(text)
    if not folded or folded in NOTHING:
        return _absent(text)
    parts = [p for p in re.split(r"[、,;/|]|或", folded) if p]
    for part in parts:
        found = _parsed(part)
        if found is not None:
            shown, key = found
            if len(parts) == 1:
                return Number("phone", shown, key, valid=True)
            warning = _("填有多个电话，查重时只用第一个可识别的：%(phone)s。") % {"phone": shown}
            return Number("phone", text.strip(), key, valid=True, warning=warning)
    digits = re.sub(r"\D", "", folded)
    if re.fullmatch(r"[2-8]\d{6,7}", digits):
        warning = _("固定电话缺少区号，已按所填保留。")
    else:
        warning = _("电话号码无法识别，已按所填保留，请核对。")
    return Number("phone", text.strip(), _key(digits), valid=False, warning=warning)


def _parsed(text: str) -> tuple[str, str] | None:
    """How to show a valid number, and its key."""
    if re.fullmatch(r"[2-8]\d{6,7}", re.sub(r"[^\d+]", "", text)):
        return None  # no area code: the library would take its first digits for one
    text = re.sub(r"总机转|转接?|分机号?|(?<=\d{7})-(?=\d{1,6}$)", " ext. ", text)
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    formats = phonenumbers.PhoneNumberFormat
    key = phonenumbers.format_number(number, formats.E164)
    extension = number.extension or ""
    if number.country_code != 86:
        shown = phonenumbers.format_number(number, formats.INTERNATIONAL)
    elif phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE:
        shown = str(number.national_number)
    else:
        area, _sep, local = (
            phonenumbers.format_number(number, formats.NATIONAL).split(" ext")[0].partition(" ")
        )
        shown = f"{area}-{local}".replace(" ", "")
    if extension and number.country_code == 86:
        shown = f"{shown}转{extension}"
    return shown, f"{key};{extension}" if extension else key


def folded_name(text: str) -> str:
    """A name for comparison: one width, one middle dot, no blanks between characters, capitals alike.

    Blanks stay between Latin words, where they part names. 繁体 is read as 简体.
    """
    text = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    text = re.sub(f"[{DOTS}]", "·", text)
    text = re.sub(r"(?<=[\u3400-\u9fff])\s*[.．]\s*(?=[\u3400-\u9fff])", "·", text)
    text = re.sub(r"\s*·\s*", "·", text)
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"(?<![A-Za-z]) | (?![A-Za-z])", "", text)
    return simplified(text).casefold()


def folded_place(text: str) -> str:
    """A place for comparison: one width, one script, letters and digits only, its numbers in figures."""
    folded = simplified(unicodedata.normalize("NFKC", text)).casefold()
    return numbered("".join(c for c in folded if c.isalnum()))


def is_nameless(name: str) -> bool:
    """Whether the name is a way of giving none (匿名, 不详…)."""
    folded = folded_name(name)
    return not folded or folded in NAMELESS


def keys(person: Person) -> dict[str, str]:
    """The digests by which the same person is found exactly; '' where there is nothing to digest.

    An empty digest stands for nothing and is never compared with another. `surname_only_digest` is that of who gave
    no more than a surname: he agrees with everybody of that surname at that place, and they with him, while two
    whole names never agree by their surname.
    """
    number, line = identity_number(person.number), phone(person.phone)
    place, door = folded_place(person.place), house(person.place)
    name = "" if is_nameless(person.name) else folded_name(person.name)
    family, alone = surname(name)
    family_place = vault.digest("surname-place", _both(family, place))
    return {
        "id_digest": vault.digest("identity", number.key),
        "phone_digest": vault.digest("phone", line.key),
        "name_place_digest": vault.digest("name-place", _both(name, place)),
        "pinyin_place_digest": vault.digest("pinyin-place", "" if alone else _both(pinyin(name), place)),
        "id_tail_digest": vault.digest("id-tail-house", _both(_tail(number.key, person.number), door)),
        "phone_tail_digest": vault.digest("phone-tail-house", _both(_tail(line.key, person.phone), door)),
        "surname_place_digest": family_place,
        "surname_only_digest": family_place if alone else "",
    }


def _both(one: str, other: str) -> str:
    return f"{one}\n{other}" if one and other else ""


def _tail(key: str, typed: str) -> str:
    """The last four of a number, which may be all that was given (1234, 138****1234)."""
    compact = re.sub(r"[-–—·.]", "", _folded(typed)).upper()
    shown = key.partition(";")[0] or (compact if len(compact) == TAIL else "")
    tail = shown[-TAIL:]
    return tail if re.fullmatch(r"[0-9]{3}[0-9X]", tail) else ""


def warnings(person: Person) -> list[str]:
    """What the clerk should look at again; nothing here stops a registration."""
    return [n.warning for n in (identity_number(person.number), phone(person.phone)) if n.warning]
