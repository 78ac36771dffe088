"""Addresses of registering and the counters, of the administrators and the auditor."""

from __future__ import annotations

from huiyin.desk import (
    admin_officers,
    admin_offices,
    admin_queue,
    any_counter,
    audit,
    counter,
    joining,
    keys,
    registering,
    registering_receipt,
    routes,
    scan_letters,
    scans,
    sealed,
    sights,
    splitting,
)

paths = [
    *registering_receipt.paths,
    *registering.paths,
    *scans.paths,
    *scan_letters.paths,
    *splitting.paths,
    *joining.paths,
    *any_counter.paths,
    *sealed.paths,  # before the counter's own acts, whose address has a free word
    *counter.paths,
    *sights.paths,
    *admin_offices.paths,
    *admin_officers.paths,
    *admin_queue.paths,
    *keys.paths,
    *routes.paths,
    *audit.paths,
]
