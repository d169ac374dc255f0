"""The VietQR text, read back by programs that do not know ours."""

from __future__ import annotations

import io

import pytest
import segno
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from vietnam_qr_pay import QRPay
from vietnam_qr_pay.constants.banks import BanksObject

from motcua.payments.loading import banks
from motcua.payments.rules.vietqr import MOST, BadQr, Payee, checksum, memo_of, vietqr

WARD = Payee("970405", "2600201234567", "UBND PHUONG KINH BAC")


def read(text: str) -> QRPay:
    """As the independent reader understands it, from the picture that a phone would see."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="png", scale=4, border=4)
    seen = zxingcpp.read_barcode(Image.open(out))
    assert seen is not None and seen.text == text
    return QRPay(seen.text)


def test_an_independent_reader_finds_account_amount_and_code_in_the_picture() -> None:
    found = read(vietqr(WARD, amount=16_000, purpose="H05.101-260310-AA0001"))
    assert found.is_valid
    assert (found.consumer.bank_bin, found.consumer.bank_number) == ("970405", "2600201234567")
    assert (found.amount, found.currency, found.nation) == ("16000", "704", "VN")
    assert found.additional_data.purpose == "H05.101-260310-AA0001"


def test_the_checksum_is_that_of_the_standard() -> None:
    assert checksum("123456789") == 0x29B1  # the check value of CRC-16/CCITT-FALSE


def test_a_text_with_one_sign_changed_is_refused_by_the_reader() -> None:
    text = vietqr(WARD, amount=16_000, purpose="H05.101-260310-AA0001")
    at = text.index("16000")
    assert not QRPay(text[:at] + "9" + text[at + 1 :]).is_valid


@given(
    bank=st.sampled_from(sorted(banks())),
    account=st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=19),
    amount=st.integers(1, MOST),
    code=st.sampled_from(["H05.101-260310-AA0001", "000.00.01.H26-181022-0001", "H05-1"]),
)
def test_every_account_and_amount_comes_back_whole(bank: str, account: str, amount: int, code: str) -> None:
    found = QRPay(vietqr(Payee(bank, account, "X"), amount=amount, purpose=code))
    assert found.is_valid and (found.consumer.bank_bin, found.consumer.bank_number) == (bank, account)
    assert (found.amount, found.additional_data.purpose) == (str(amount), code)


@pytest.mark.parametrize(
    ("payee", "amount", "purpose"),
    [
        (Payee("97040", "1", ""), 1, "X"),
        (Payee("970405", "", ""), 1, "X"),
        (Payee("970405", "1 2", ""), 1, "X"),
        (Payee("970405", "1" * 20, ""), 1, "X"),
        (WARD, 0, "X"),
        (WARD, MOST + 1, "X"),
        (WARD, 1, "…"),
    ],
)
def test_what_no_bank_could_read_is_refused(payee: Payee, amount: int, purpose: str) -> None:
    with pytest.raises(BadQr):
        vietqr(payee, amount=amount, purpose=purpose)


def test_a_memo_too_long_keeps_the_letters_and_digits_that_tell_dossiers_apart() -> None:
    assert memo_of("Hồ sơ 1") == "Ho so 1"
    assert memo_of("000.00.15.01.H26.01.02-181022-0001") == "00001501H2601021810220001"


def test_the_bank_numbers_of_the_catalogue_are_known_to_the_independent_reader() -> None:
    assert set(banks()) <= {one.bin for one in BanksObject.values()}
