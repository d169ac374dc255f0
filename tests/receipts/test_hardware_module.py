"""Keys in a real PKCS#11 module (SoftHSM): results signed by it are valid to other tools; it may be busy or closed."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from motcua.adapters import signing_pkcs11
from motcua.adapters.signing_pkcs11 import ModuleKeys
from motcua.config import doctor
from motcua.dossiers import queries as dossiers
from motcua.dossiers.models import Attachment
from motcua.receipts import actions
from motcua.receipts.models import ResultDocument
from motcua.receipts.ports import Holder, NoKey, SignerUnavailable
from motcua.receipts.signing import configured, pades, trusted_roots
from motcua.receipts.signing.checking import look
from tests.adapters import softhsm
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac
from tests.receipts.signing_keys import pdfsig

pytestmark = pytest.mark.softhsm

LEADER = Holder("lanh-dao", "Lãnh Đạo", "UBND")
OFFICE = Holder("CO.QUAN", "UBND", "UBND", is_office=True)


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A token with an elliptic key of a person and an RSA key of an office. The folder holds their authority."""
    folder = tmp_path_factory.mktemp("softhsm")
    library = softhsm.made_token(folder)
    (folder / "library").write_text(library)
    at = dt.datetime.now(dt.UTC)
    softhsm.give(library, folder, "person-lanh-dao", LEADER.name, at=at, kind="EC")
    softhsm.give(library, folder, "office-CO.QUAN", OFFICE.name, at=at, kind="RSA")
    return folder


@pytest.fixture(autouse=True)
def module(token: Path, settings: Any) -> Path:
    """The settings of an office with such a module."""
    configured._made.cache_clear()
    settings.SIGNER = "motcua.adapters.signing_pkcs11.ModuleKeys"
    settings.SIGNING_MAKES_KEYS = False
    settings.SIGNING_PKCS11_LIBRARY = (token / "library").read_text()
    settings.SIGNING_PKCS11_TOKEN, settings.SIGNING_PKCS11_PIN = softhsm.TOKEN, softhsm.PIN
    settings.SIGNING_ROOTS = str(token / "roots")
    return token


@pytest.mark.parametrize("holder", [LEADER, OFFICE])
def test_a_key_of_either_kind_signs_and_its_own_certificate_bears_it(holder: Holder) -> None:
    chain = ModuleKeys().chain(holder)
    assert len(chain.others) == 1
    signature = ModuleKeys().sign(holder, b"noi dung", key=uuid4())
    assert pades.bears(chain.certificate, b"noi dung", signature)
    assert not pades.bears(chain.certificate, b"noi dunG", signature)


def test_whoever_has_no_key_in_the_module_is_told_so() -> None:
    nobody = Holder("khong-ai", "Không Ai", "UBND")
    with pytest.raises(NoKey, match="không có chứng thư"):
        ModuleKeys().chain(nobody)


def test_twenty_signatures_asked_for_at_once_are_all_made() -> None:
    chain, keys = ModuleKeys().chain(LEADER), ModuleKeys()

    def one(number: int) -> bool:
        message = b"%d" % number
        return pades.bears(chain.certificate, message, keys.sign(LEADER, message, key=uuid4()))

    with ThreadPoolExecutor(8) as at_once:
        assert all(at_once.map(one, range(20)))


def test_while_the_module_is_busy_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_pkcs11, "WAIT_SECONDS", 0.05)
    with signing_pkcs11._ONE_AT_A_TIME, pytest.raises(SignerUnavailable, match="đang bận"):
        ModuleKeys().sign(LEADER, b"x", key=uuid4())


@pytest.mark.parametrize(
    ("setting", "value"), [("PIN", "0000"), ("TOKEN", "another"), ("LIBRARY", "/usr/lib/nothing.so")]
)
def test_a_module_that_does_not_open_is_said_and_the_doctor_knows(setting: str, value: str, settings: Any) -> None:
    assert [one.level for one in doctor.signing_keys()] == ["well"]
    right = getattr(settings, f"SIGNING_PKCS11_{setting}")
    setattr(settings, f"SIGNING_PKCS11_{setting}", value)
    with pytest.raises(SignerUnavailable, match="không trả lời"):
        ModuleKeys().chain(LEADER)
    assert [one.level for one in doctor.signing_keys()] == ["wrong"]
    setattr(settings, f"SIGNING_PKCS11_{setting}", right)
    assert ModuleKeys().chain(LEADER)


@pytest.mark.django_db
def test_a_result_signed_and_sealed_by_the_module_is_valid_to_an_independent_tool(
    office: KinhBac, token: Path, tmp_path: Path
) -> None:
    desk = Desk(office)
    library = (token / "library").read_text()
    waiting = desk.at_approval()
    by = office.by("chutich", desk.at)
    from motcua.accounts import queries as accounts

    account = accounts.account(by.signed_in_id)
    assert account is not None
    softhsm.give(library, token, f"person-{account.login}", by.name, at=desk.at, kind="EC")
    softhsm.give(library, token, f"office-{waiting.unit.code}", waiting.unit.name, at=desk.at, kind="RSA")
    signed = actions.sign_result(waiting.pk, by=by, at=desk.at, key=uuid4())
    issued = actions.issue_result(signed.pk, by=office.by("vanthu", desk.at), at=desk.at, key=uuid4())
    document = ResultDocument.objects.get(dossier=issued)
    assert {one["backend"] for one in document.signatures} == {"pkcs11"}
    pdf = dossiers.kept_paper(Attachment.objects.get(dossier=issued, stream="result").sha256)
    assert look(pdf, trusted_roots()).holds
    assert pdfsig(pdf, tmp_path).count("Signature is Valid") == 2
    changed = bytearray(pdf)
    changed[len(pdf) // 3] ^= 1
    assert not look(bytes(changed), trusted_roots()).holds
    assert "Signature is Valid" not in pdfsig(bytes(changed), tmp_path)
