"""Where a visitor comes from, and how much he may send at once."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from huiyin.web.errors import too_large

MB = 1 << 20
_FIELDS_MB = 10
"""Room for the words of a form beside its files."""
_HOME_BITS = 64
"""What one subscriber is given of IPv6: to count its addresses one by one would count nothing."""


def address_of(request: HttpRequest) -> str:
    """The visitor's address: the last one that our own proxy wrote, where there is one."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.HUIYIN_BEHIND_PROXY and forwarded:
        return str(forwarded).rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def origin_of(request: HttpRequest) -> str:
    """Under which guesses are counted: an IPv4 address, or the network of an IPv6 address."""
    text = address_of(request)
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address), _HOME_BITS), strict=False))


def most_bytes(path: str) -> int:
    """The largest body that any form at this address can have: files of one entry; at the desk a scan besides."""
    whole = settings.HUIYIN_MAX_ENTRY_MB + _FIELDS_MB
    return MB * (whole + settings.HUIYIN_MAX_SCAN_MB if path.startswith("/desk/") else whole)


def limited(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a body larger than any form can have is refused before it is read, so that no stranger fills
    the disk with it. A body that names no length is read as empty."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length[:18]) > most_bytes(request.path_info):
            return too_large(request, most_bytes(request.path_info) // MB)
        return get_response(request)

    return middleware
