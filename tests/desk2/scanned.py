"""Batches handed in at the scan desk, for its tests."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiyin.intake import scanning
from huiyin.intake.models import ScanBatch
from huiyin.operations import worker

ACCUSING = "信访局：\n我举报村支书虚报人数冒领低保，把补贴款打到他侄子的卡上。\n李秀英\n2026年2月20日"


def hand_in(client: Client, *files: tuple[str, bytes], parting: str = "sheet") -> ScanBatch:
    """A batch, drawn by the worker for scans."""
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    response = client.post(
        "/desk/scans/", {"scans": uploads, "parting": parting, "received_on": "2026-02-27"}
    )
    assert response.status_code == 302, response.content.decode()
    worker.drain(scans=True)
    return ScanBatch.objects.latest("pk")


def page_numbers(batch: ScanBatch) -> list[list[int]]:
    """Letters as lists of page numbers within their files."""
    return [[p.no for p in letter.pages] for letter in scanning.letters(batch)]
