"""Addresses of registering and the counters, of the administrators and the auditor."""

from __future__ import annotations

from huiyin.desk import any_counter, counter, registering, registering_receipt, sights, splitting

paths = [
    *registering_receipt.paths,
    *registering.paths,
    *splitting.paths,
    *any_counter.paths,
    *counter.paths,
    *sights.paths,
]
