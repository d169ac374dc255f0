"""Keys kept elsewhere: slow, waiting, refusing, lying or broken, nothing is signed twice and nothing half."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from motcua.adapters.signing_file import FileKeys
from motcua.adapters.signing_pkcs11 import ModuleKeys
from motcua.dossiers.models import Dossier, JournalEntry
from motcua.dossiers.rules.refusals import Invalid
from motcua.receipts import actions
from motcua.receipts.models import ResultDocument
from motcua.receipts.ports import Holder, NoKey, SignerUnavailable
from motcua.receipts.signing import configured, trusted_roots
from motcua.receipts.signing.checking import look
from tests.adapters.signing_service import Service, running
from tests.builders.dossiers import Desk

from .signing_keys import set_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(settings: Any, tmp_path: Path) -> Iterator[Service]:
    set_up(settings, tmp_path, "motcua.adapters.signing_remote.RemoteKeys")
    with running(tmp_path) as (address, found):
        settings.SIGNING_REMOTE_URL = address
        settings.SIGNING_REMOTE_TOKEN = "bí mật".encode().hex()
        settings.SIGNING_REMOTE_SECONDS = 0.5
        configured._made.cache_clear()
        yield found
    configured._made.cache_clear()


def sign(desk: Desk, dossier: Dossier) -> Dossier:
    return actions.sign_result(dossier.pk, by=desk.office.by("chutich", desk.at), at=desk.at, key=uuid4())


def document_of(dossier: Dossier) -> ResultDocument:
    return ResultDocument.objects.exclude(state="void").get(dossier=dossier)


def test_a_remote_signature_holds(desk: Desk, service: Service) -> None:
    from motcua.dossiers.queries import kept_paper

    document = document_of(sign(desk, desk.at_approval()))
    assert (document.state, document.pending) == ("signed", None)
    assert document.signatures[0]["backend"] == "remote"
    assert look(kept_paper(document.signed_sha256), trusted_roots()).holds


def test_a_time_out_signs_nothing_and_the_next_press_asks_for_the_same_signature(desk: Desk, service: Service) -> None:
    dossier = desk.at_approval()
    service.mood = "asleep"
    with pytest.raises(Invalid, match="chưa trả lời"):
        sign(desk, dossier)
    assert document_of(dossier).state == "drafted"
    service.mood = "well"
    assert document_of(sign(desk, dossier)).state == "signed"
    assert len(set(service.asked)) == 1
    assert JournalEntry.objects.filter(dossier=dossier, verb="sign").count() == 1


def test_while_the_holder_has_not_confirmed_the_dossier_waits(desk: Desk, service: Service) -> None:
    dossier = desk.at_approval()
    service.mood = "waiting"
    for _press in range(2):
        with pytest.raises(Invalid, match="chờ bạn xác nhận"):
            sign(desk, dossier)
    service.mood = "well"
    assert document_of(sign(desk, dossier)).state == "signed"
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    ("mood", "words"),
    [
        ("refusing", "từ chối"),
        ("lying", "không khớp chứng thư"),
        ("broken", "chưa trả lời"),
        ("nonsense", "chưa trả lời"),
    ],
)
def test_a_service_that_misbehaves_leaves_the_dossier_where_it_was(
    desk: Desk, service: Service, mood: str, words: str
) -> None:
    dossier = desk.at_approval()
    service.mood = mood
    with pytest.raises(Invalid, match=words):
        sign(desk, dossier)
    dossier.refresh_from_db()
    assert (document_of(dossier).state, dossier.holder_function) == ("drafted", "approver")


def test_a_service_that_is_not_there_is_said(desk: Desk, service: Service, settings: Any) -> None:
    settings.SIGNING_REMOTE_URL = "http://127.0.0.1:9"
    configured._made.cache_clear()
    with pytest.raises(Invalid, match="chưa trả lời"):
        sign(desk, desk.at_approval())


class Token:
    """A hardware module that signs with a file's key, or fails as drivers do."""

    def __init__(self, keys: FileKeys, *, fails: bool = False) -> None:
        self.keys, self.fails = keys, fails

    def certificates(self, label: str) -> list[bytes]:
        return [self.keys.chain(HOLDER).certificate] if label == "person-ai-do" else []

    def sign(self, label: str, digest: bytes) -> bytes:
        if self.fails:
            raise RuntimeError("CKR_DEVICE_REMOVED")
        return b"signature"


HOLDER = Holder("ai-do", "Ai Đó", "UBND")


def test_a_hardware_module_is_asked_by_label_and_may_be_pulled_out(tmp_path: Path) -> None:
    keys = FileKeys(tmp_path, "", makes=True)

    @contextmanager
    def opened(*, fails: bool = False) -> Iterator[Token]:
        yield Token(keys, fails=fails)

    module = ModuleKeys(opened)
    assert module.chain(HOLDER).certificate == keys.chain(HOLDER).certificate
    with pytest.raises(NoKey):
        module.chain(Holder("người khác", "B", "UBND"))
    with pytest.raises(SignerUnavailable, match="không trả lời"):
        ModuleKeys(lambda: opened(fails=True)).sign(HOLDER, b"x", key=uuid4())


def test_without_the_drivers_package_a_module_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pkcs11", None)
    with pytest.raises(SignerUnavailable, match="chưa cài"):
        ModuleKeys().chain(HOLDER)
