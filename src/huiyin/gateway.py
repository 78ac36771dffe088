"""Where messages leave: a file, the console, or an HTTP gateway (documented in docs/operations.md).

Each message has a key that never changes, however often it is tried. A gateway that deduplicates by the key
may be given a message twice; with one that does not, an attempt cut short is never repeated: nobody knows
whether the message went out, so it is "perhaps sent" and a person decides.
"""

from __future__ import annotations

import fcntl
import http.client
import json
import os
import re
import ssl
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 15
"""How long an HTTP gateway may take to answer."""
TRY_AGAIN = frozenset({408, 425, 429})
"""Refusals that pass: too slow, too early, too many."""
KNOWN_ALREADY = 409


@dataclass(frozen=True)
class Sms:
    """One message as a gateway gets it."""

    key: str
    to: str
    text: str
    language: str


class Unreached(Exception):
    """Nothing was sent, and trying again can do no harm."""


class Unclear(Exception):
    """The attempt was cut short: the message may have been sent or not."""


class Rejected(Exception):
    """The gateway will never take this message."""


class Gateway(Protocol):
    """A way out for messages."""

    deduplicates: bool

    def send(self, sms: Sms, *, again: bool) -> str:
        """Send it; the gateway's own reference, if it gives one. `again`: an earlier attempt was cut short."""
        ...


class Console:
    """Prints messages. What was printed cannot be asked back, so it does not deduplicate."""

    deduplicates = False

    def send(self, sms: Sms, *, again: bool) -> str:
        """Print it."""
        sys.stdout.write(f"[{sms.key}] {sms.to}: {sms.text}\n")
        sys.stdout.flush()
        return ""


class LinesFile:
    """Appends JSON lines to a file, synced to the disk; looks the key up before it writes one again."""

    deduplicates = True

    def __init__(self, path: Path) -> None:
        self.path = path

    def send(self, sms: Sms, *, again: bool) -> str:
        """Append it, unless an earlier attempt did."""
        line = {"key": sms.key, "to": sms.to, "text": sms.text, "language": sms.language}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "r+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                torn = _torn(file)
                if again and _holds(file, sms.key):
                    return ""
                text = json.dumps(line, ensure_ascii=False) + "\n"
                file.write((b"\n" if torn else b"") + text.encode("utf-8", "surrogatepass"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            # A line cut short by a full disk is no JSON: the next attempt does not take it for the message.
            raise Unclear(f"{self.path.name}: {type(error).__name__}") from error
        return ""


class Http:
    """POSTs JSON to an address, with the key as `Idempotency-Key`. Follows no redirect, uses no proxy."""

    def __init__(self, address: str, token: str, sender: str, *, deduplicates: bool) -> None:
        self.address = urlsplit(address)
        self.token = token
        self.sender = sender
        self.deduplicates = deduplicates

    def send(self, sms: Sms, *, again: bool) -> str:
        """Send it; 2xx and 409 (known already) are success."""
        body = {
            "key": sms.key,
            "to": sms.to,
            "text": sms.text,
            "language": sms.language,
            "sender": self.sender,
        }
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": sms.key}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        line = self._connected()
        try:
            path = (self.address.path or "/") + (f"?{self.address.query}" if self.address.query else "")
            line.request("POST", path, json.dumps(body, ensure_ascii=False).encode(), headers)
            answer = line.getresponse()
            return _understood(answer.status, answer.read(65536))
        except (OSError, http.client.HTTPException) as error:
            raise Unclear(f"no answer from the gateway ({type(error).__name__})") from error
        finally:
            line.close()

    def _connected(self) -> http.client.HTTPConnection:
        host, port = self.address.hostname or "", self.address.port
        line: http.client.HTTPConnection
        if self.address.scheme == "https":
            line = http.client.HTTPSConnection(
                host, port, timeout=SECONDS, context=ssl.create_default_context()
            )
        else:
            line = http.client.HTTPConnection(host, port, timeout=SECONDS)
        try:
            line.connect()
        except OSError as error:
            raise Unreached(f"the gateway cannot be reached ({type(error).__name__})") from error
        return line


def _understood(status: int, body: bytes) -> str:
    """The gateway's reference, or what its refusal means. Nothing of its words is kept but the number."""
    if 200 <= status < 300:
        return _reference(body)
    if status == KNOWN_ALREADY:
        return ""
    if status in TRY_AGAIN:
        raise Unreached(f"the gateway answered {status}")
    if status >= 500:
        raise Unclear(f"the gateway answered {status}")
    raise Rejected(f"the gateway answered {status}")


def _reference(body: bytes) -> str:
    try:
        found = json.loads(body)
    except ValueError:
        return ""
    reference = str(found.get("id", "")) if isinstance(found, dict) else ""
    return reference if re.fullmatch(r"[\w.:-]{1,80}", reference) else ""


def _torn(file: IO[bytes]) -> bool:
    """Whether the last line was cut short."""
    size = file.seek(0, os.SEEK_END)
    if not size:
        return False
    file.seek(size - 1)
    return file.read(1) != b"\n"


def _holds(file: IO[bytes], key: str) -> bool:
    """Whether a line of the file that is whole has this key."""
    file.seek(0)
    wanted = json.dumps(key).encode()
    for line in file:
        if wanted in line:
            try:
                if json.loads(line).get("key") == key:
                    return True
            except ValueError:
                continue
    return False


def gateway() -> Gateway:
    """The gateway of the settings."""
    named = settings.HUIYIN_GATEWAY
    if named == "console":
        return Console()
    if named == "file":
        return LinesFile(Path(settings.HUIYIN_VAR) / "messages.jsonl")
    return Http(
        named, settings.HUIYIN_GATEWAY_TOKEN, settings.HUIYIN_SENDER_NAME,
        deduplicates=settings.HUIYIN_GATEWAY_DEDUPLICATES,
    )  # fmt: skip
