"""Words, names and numbers of persons, sealed in the database; and the digests by which they are looked up.

A sealed value is the text `<scheme>.<key id>.<base64url(nonce + ciphertext + tag)>`. The scheme names the
algorithm (`SCHEMES`), so that another one, say SM4-GCM, can follow while the old values stay readable. The
key id names one key of the ring `HUIYIN_WORDS_KEYS` ("id:base64 of 32 bytes,id2:…": the first seals, all
open). Text, not bytes: both databases store it at the same speed, and a dump shows which key a value needs.

The associated data is "table.column": a value copied into another column does not open there. It is not bound
to the row, because a row has no id before it is inserted.

House rule: nothing filters, sorts or LIKEs a sealed column. What is looked up exactly is a `digest()` column.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core import checks
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signals import setting_changed
from django.db import models
from django.db.models.functions import Cast

if TYPE_CHECKING:
    _Text = models.TextField[Any, Any]
else:
    _Text = models.TextField

NONCE = 12  # bytes; random per value, as NIST SP 800-38D 8.2.2 allows for up to 2**32 values under one key
DIGEST_CHARS = 32  # 128 bits of the HMAC: far beyond chance collisions among a county's people


class Sealed(Exception):
    """A sealed value cannot be opened. The message names column and key, never words."""


class UnknownKey(Sealed):
    """The value names a key that the ring does not hold."""


class Altered(Sealed):
    """The value does not open with the key it names: altered, moved from another column, or a wrong key."""


class Cipher(Protocol):
    """What a scheme must offer; AESGCM of `cryptography` does as it is."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...


SCHEMES: dict[str, Callable[[bytes], Cipher]] = {"v1": AESGCM}  # v1: AES-256-GCM, 96-bit nonce, 128-bit tag
CURRENT_SCHEME = "v1"


class Ring(NamedTuple):
    """The keys in use: the first seals, every one opens."""

    current: str
    keys: dict[str, bytes]


def _derived(secret: str, purpose: str) -> bytes:
    """A key for demo and tests, from SECRET_KEY; production must bring keys of its own."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode()).derive(
        secret.encode()
    )


def _production() -> bool:
    return str(getattr(settings, "HUIYIN_ENV", "")) == "production"


@lru_cache(maxsize=8)
def _parse_ring(text: str) -> Ring | None:
    keys: dict[str, bytes] = {}
    for part in filter(None, (p.strip() for p in text.split(","))):
        name, colon, coded = part.partition(":")
        if not colon or not name or "." in name:
            raise ImproperlyConfigured("HUIYIN_WORDS_KEYS: each key is 'id:base64', and an id has no dot.")
        try:
            key = base64.b64decode(coded, validate=True)
        except (binascii.Error, ValueError):
            raise ImproperlyConfigured(f"HUIYIN_WORDS_KEYS: key '{name}' is not base64.") from None
        if len(key) != 32:
            raise ImproperlyConfigured(f"HUIYIN_WORDS_KEYS: key '{name}' has {len(key)} bytes; it needs 32.")
        if name in keys:
            raise ImproperlyConfigured(f"HUIYIN_WORDS_KEYS: key id '{name}' is given twice.")
        keys[name] = key
    return Ring(next(iter(keys)), keys) if keys else None


def _demo_ring() -> Ring:
    if _production():
        raise ImproperlyConfigured("HUIYIN_WORDS_KEYS is not set: in production words need their own key.")
    return _made_ring(settings.SECRET_KEY)


@lru_cache(maxsize=8)
def _made_ring(secret: str) -> Ring:
    return Ring("demo", {"demo": _derived(secret, "huiyin words")})


@lru_cache(maxsize=1)
def ring() -> Ring:
    """The key ring of the settings; without one, the demo key, which production refuses."""
    return _parse_ring(getattr(settings, "HUIYIN_WORDS_KEYS", "") or "") or _demo_ring()


# Asked for every value that is opened: reading a setting takes as long as a tenth of opening one.
setting_changed.connect(lambda **_changed: ring.cache_clear(), weak=False)


@lru_cache(maxsize=32)
def _cipher(scheme: str, key: bytes) -> Cipher:
    """One cipher object per scheme and key: setting up the key schedule costs more than sealing a line."""
    return SCHEMES[scheme](key)


def seal(text: str, column: str) -> str:
    """`text` sealed for `column` ("table.column") with the current key.

    An empty text stays empty: that nothing was said is no secret, and erasing words is writing ''.
    """
    if not text:
        return ""
    keys = ring()
    nonce = os.urandom(NONCE)
    # surrogatepass: a broken character in what somebody typed must not lose the rest of it
    data = text.encode("utf-8", "surrogatepass")
    body = _cipher(CURRENT_SCHEME, keys.keys[keys.current]).encrypt(nonce, data, column.encode())
    return f"{CURRENT_SCHEME}.{keys.current}.{base64.urlsafe_b64encode(nonce + body).decode('ascii')}"


def unseal(value: str, column: str) -> str:
    """The text of a sealed value of `column`; UnknownKey or Altered where it cannot be opened."""
    if not value:
        return ""
    scheme, _, rest = value.partition(".")
    key_id, dot, coded = rest.partition(".")
    if not dot or scheme not in SCHEMES:
        raise Altered(f"{column}: the stored value is not sealed ({'/'.join(SCHEMES)}.<key id>.<data>).")
    key = ring().keys.get(key_id)
    if key is None:
        raise UnknownKey(f"{column}: the value is sealed with key '{key_id}', which HUIYIN_WORDS_KEYS lacks.")
    try:
        blob = binascii.a2b_base64(
            coded.replace("-", "+").replace("_", "/")
        )  # half the time of urlsafe_b64decode
        plain = _cipher(scheme, key).decrypt(blob[:NONCE], blob[NONCE:], column.encode())
    except (InvalidTag, ValueError):
        raise Altered(
            f"{column}: the value does not open with key '{key_id}': it was altered or moved from another "
            "column, or the key under this id is another one."
        ) from None
    return plain.decode("utf-8", "surrogatepass")


def key_of(value: str) -> str:
    """The id of the key that a sealed value needs ('' for an empty one)."""
    return value.split(".", 2)[1] if value.count(".") >= 2 else ""


class _SealedField(_Text):
    """What both field types share: a text column that holds only sealed values.

    `bound_to` pins the associated data ("table.column") when table or column must be renamed later.
    """

    def __init__(self, *args: Any, bound_to: str = "", **kwargs: Any) -> None:
        self.bound_to = bound_to
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.bound_to:
            kwargs["bound_to"] = self.bound_to
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "TextField"

    def _column(self) -> str:
        return self.bound_to or f"{self.model._meta.db_table}.{self.column}"

    def to_text(self, value: Any) -> str:
        """The plain text that is sealed."""
        raise NotImplementedError

    def from_text(self, text: str) -> Any:
        """The value that the plain text stands for."""
        raise NotImplementedError

    def get_prep_value(self, value: Any) -> Any:
        return models.Field.get_prep_value(self, value)  # TextField's would turn a dict into str()

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = value if prepared else self.get_prep_value(value)
        return None if value is None else seal(self.to_text(value), self._column())

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None else self.from_text(unseal(value, self._column()))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise self._no_filter(lookup_name)
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise self._no_filter(lookup_name)

    def _no_filter(self, lookup_name: str) -> FieldError:
        return FieldError(
            f"{self.model._meta.label}.{self.name}__{lookup_name}: an encrypted column cannot be filtered; "
            "look it up by a digest column (vault.digest) or ask isnull."
        )

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Refuse an index, uniqueness or ordering on a column whose values differ at every writing."""
        found = super().check(**kwargs)
        options = self.model._meta
        ordered = any(str(o).lstrip("-") == self.name for o in options.ordering or ())
        indexed = any(self.name in [f.lstrip("-") for f in index.fields] for index in options.indexes)
        if getattr(self, "db_index", False) or self.unique or ordered or indexed:
            found.append(
                checks.Error(
                    "an encrypted column cannot be indexed, unique or sorted", obj=self, id="huiyin.E1"
                )
            )
        return found


class WordsField(_SealedField):
    """Text of a person (names, addresses, petitions, minutes), sealed at rest."""

    def to_text(self, value: Any) -> str:
        return str(value)

    def from_text(self, text: str) -> Any:
        return text


class SealedJSONField(_SealedField):
    """A dict or list (JSON) of words, sealed at rest as one value. Erased ('') it reads as None."""

    if TYPE_CHECKING:  # what a model's attribute takes and gives; as a text field it would be str
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any
        _pyi_lookup_exact_type: Any

    def to_python(self, value: Any) -> Any:
        return value

    def to_text(self, value: Any) -> str:
        return _COMPACT.encode(value)

    def from_text(self, text: str) -> Any:
        return _DECODER.raw_decode(text)[0] if text else None  # it is our own, with nothing around it

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj)


def reencrypt(model: type[models.Model], field: str, batch: int = 500) -> Iterator[int]:
    """Seal with the current key every value of `model.field` that another key or scheme sealed.

    Yields the number of rows done after each batch. A row that somebody writes meanwhile is left as he wrote
    it (he used the current key). May be stopped and started again at any time.
    """
    column = model._meta.get_field(field)
    if not isinstance(column, _SealedField):
        raise FieldError(f"{model._meta.label}.{field} is not an encrypted column.")
    current = f"{CURRENT_SCHEME}.{ring().current}."
    rows = model._base_manager.annotate(stored_value=Cast(field, models.TextField())).order_by("pk")
    todo = rows.exclude(stored_value="").exclude(stored_value=None).exclude(stored_value__startswith=current)
    done, last = 0, None
    while True:
        part = (todo if last is None else todo.filter(pk__gt=last)).values_list("pk", "stored_value")[:batch]
        found = list(part)
        if not found:
            return
        for pk, old in found:
            plain = column.from_text(unseal(old, column._column()))
            done += rows.filter(pk=pk, stored_value=old).update(**{field: plain})
        last = found[-1][0]
        yield done


def _digest_key() -> bytes:
    text = str(getattr(settings, "HUIYIN_DIGEST_KEY", "") or "")
    if not text and _production():
        raise ImproperlyConfigured("HUIYIN_DIGEST_KEY is not set: in production digests need their own key.")
    return _key_bytes(text, settings.SECRET_KEY)


@lru_cache(maxsize=8)
def _key_bytes(text: str, secret: str) -> bytes:
    if not text:
        return _derived(secret, "huiyin digests")
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != 32:
        raise ImproperlyConfigured("HUIYIN_DIGEST_KEY is not base64 of 32 bytes.")
    return key


def _hmac(kind: str, data: bytes) -> str:
    # the length in front keeps ("ab", "c") and ("a", "bc") apart
    name = kind.encode()
    return hmac.digest(_digest_key(), b"%d:%s:%s" % (len(name), name, data), "sha256").hex()


def digest(kind: str, text: str) -> str:
    """Keyed digest for exact look-up: HMAC-SHA256 under HUIYIN_DIGEST_KEY, 32 hex characters.

    `kind` ("identity", "phone"…) separates domains: equal texts of two kinds have unrelated digests. An
    absent text gives '', which stands for nothing and must never be matched with another ''.
    The key is not rotated as the words' keys are: a new one means computing every digest column anew.
    """
    return _hmac(kind, text.encode("utf-8", "surrogatepass"))[:DIGEST_CHARS] if text else ""


def canonical(obj: Any) -> bytes:
    """The one JSON text of `obj`: keys sorted, no blanks, UTF-8, dates in ISO form; NaN is refused."""
    return _CANONICAL.encode(obj).encode("utf-8", "surrogatepass")


# encoders are made once: json.dumps with options makes one for every value
_DECODER = json.JSONDecoder()
_COMPACT = DjangoJSONEncoder(ensure_ascii=False, separators=(",", ":"))
_CANONICAL = DjangoJSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def content_digest(obj: Any) -> str:
    """What an act keeps of words: HMAC-SHA256 (64 hex characters) over their canonical JSON.

    Keyed, not a plain hash: acts outlive erased words, and "同意" or an identity number under a plain hash
    can be found again by trying. Who holds the key can still prove that words shown are the words recorded.
    """
    return _hmac("content", canonical(obj))
