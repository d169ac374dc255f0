"""Money and parcels at the desk: what is pressed is done; what is refused says why and keeps what was typed."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from motcua.adapters.post_stub import StubPost
from motcua.delivery import actions as parcels
from motcua.delivery.actions.speaking import see_to_orders
from motcua.delivery.models import PostalOrder
from motcua.dossiers.rules.states import State
from motcua.payments import actions
from motcua.payments.models import BankEntry, CashClosing, Charge, MoneyReceipt, Refund
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac

pytestmark = pytest.mark.django_db
BOOK, REFUNDS, BANK, POST = (f"/can-bo/{one}/" for one in ("so-quy", "hoan-tien", "doi-chieu", "buu-chinh"))
HOME = {"name": "Nguyễn Thị Hồng Nhung", "phone": "0912345678", "address": "12 Nguyễn Du, Bắc Ninh"}


@pytest.fixture
def desk(office: KinhBac, clock: Any) -> Desk:
    return Desk(office, clock.at)


def money(dossier: Any) -> str:
    return reverse("officer:money", args=[dossier.pk])


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def owed(dossier: Any) -> int:
    return Charge.objects.get(dossier=dossier).balance


def test_cash_is_taken_printed_printed_again_as_a_copy_and_cancelled(desk: Desk, sit_down: Any) -> None:
    dossier, cashier = desk.at_the_desk(), sit_down("tiepnhan1")
    amount = owed(dossier)
    page = cashier.get(money(dossier)).content.decode()
    assert "Thông tư 226/2016/TT-BTC" in page and "trang ×" in page
    refused = cashier.post(money(dossier), {"viec": "thu", "key": uuid4(), "amount": "999.999", "payer": "Bà Ba"})
    assert refused.status_code == 422 and "Bà Ba" in refused.content.decode()
    told = {"viec": "thu", "key": uuid4(), "amount": str(amount), "payer": "Bà Ba"}
    for _ in range(2):
        assert cashier.post(money(dossier), told).status_code == 302
    receipt = MoneyReceipt.objects.get()
    address = reverse("officer:money_receipt", args=[receipt.pk])
    first, second = (text_of(cashier.get(address).content) for _ in range(2))
    assert "Bà Ba" in first and "BẢN SAO" not in first and "BẢN SAO lần 1" in second
    told = {"viec": "huy", "key": uuid4(), "receipt": receipt.pk, "reason": "Ghi nhầm."}
    assert cashier.post(money(dossier), told).status_code == 302
    assert "ĐÃ HỦY" in text_of(cashier.get(address).content) and owed(dossier) == amount


def test_the_day_is_closed_with_a_difference_explained(desk: Desk, sit_down: Any) -> None:
    dossier, cashier = desk.at_the_desk(), sit_down("tiepnhan1")
    actions.take_cash(dossier.pk, amount=owed(dossier), by=desk.office.by("tiepnhan1"), at=desk.at, key=uuid4())
    assert dossier.code in cashier.get(BOOK).content.decode()
    refused = cashier.post(BOOK, {"counted": "1.000", "note": ""})
    assert refused.status_code == 422 and "thừa hoặc thiếu" in refused.content.decode()
    assert cashier.post(BOOK, {"counted": "1.000", "note": "Trả nhầm."}).status_code == 302
    assert CashClosing.objects.get().note == "Trả nhầm."
    assert "Lệch" in cashier.get(BOOK).content.decode()
    assert "Chỉ bộ phận một cửa" in sit_down("tuphap1").get(BOOK).content.decode()


def test_a_refund_goes_from_the_desk_to_the_chairman_and_back(desk: Desk, sit_down: Any) -> None:
    dossier, cashier = desk.at_the_desk(), sit_down("tiepnhan1")
    amount = owed(dossier)
    actions.take_cash(dossier.pk, amount=amount, by=desk.office.by("tiepnhan1"), at=desk.at, key=uuid4())
    told = {"viec": "hoan", "key": uuid4(), "amount": str(amount), "reason": "Nộp nhầm."}
    assert cashier.post(money(dossier), told).status_code == 302
    refund = Refund.objects.get()
    cashier.post(REFUNDS, {"hoan": refund.pk, "viec": "duyet"})
    refund.refresh_from_db()
    assert refund.approved is None
    chairman = sit_down("chutich")
    assert "Nộp nhầm." in chairman.get(REFUNDS).content.decode()
    chairman.post(REFUNDS, {"hoan": refund.pk, "viec": "duyet"})
    cashier.post(REFUNDS, {"hoan": refund.pk, "viec": "tra", "method": "cash", "key": uuid4()})
    refund.refresh_from_db()
    assert refund.payment is not None and refund.payment.amount == -amount
    assert "Nộp nhầm." not in cashier.get(REFUNDS).content.decode()
    assert "Nộp nhầm." in cashier.get(REFUNDS + "?loc=tat-ca").content.decode()


def test_the_banks_file_is_read_on_its_page_and_what_waits_is_put_to_a_dossier(desk: Desk, sit_down: Any) -> None:
    dossier, head = desk.at_the_desk(), sit_down("giamdoc")
    words = "Ngày giao dịch,Số tham chiếu,Số tiền ghi có,Nội dung\n10/03/2026,R1,9000,nop phi\n"

    def read() -> Any:
        return head.post(BANK, {"file": SimpleUploadedFile("sao-ke.csv", words.encode())})

    assert "tài khoản thu" in read().content.decode()
    account = {"bank": "970405", "account": "1", "holder": "UBND", "reason": "QĐ", "valid_from": desk.at.date()}
    actions.set_account(desk.office.id, **account, by=desk.office.by("quantri"), at=desk.at)
    assert read().status_code == 302
    assert "đã đọc rồi" in read().content.decode()
    entry = BankEntry.objects.get()
    told = {"viec": "ghi", "dong": entry.pk, "code": dossier.code, "note": "Gọi điện hỏi."}
    head.post(BANK, told)
    entry.refresh_from_db()
    assert entry.state == "settled" and dossier.code in head.get(BANK).content.decode()


def test_a_parcel_gets_its_slip_is_given_to_the_postman_and_the_dossier_is_done(
    desk: Desk, sit_down: Any, tmp_path: Any
) -> None:
    dossier, receiver = desk.signed(), sit_down("tiepnhan1")
    parcels.choose_way(dossier.pk, "post", **HOME, by=desk.citizen(), at=desk.at)
    desk.do("issue", dossier, "vanthu")
    order = PostalOrder.objects.get()
    slip = reverse("officer:parcel_slip", args=[order.pk])
    assert receiver.post(slip).status_code == 302  # no code yet
    see_to_orders(desk.at, StubPost(tmp_path))
    order.refresh_from_db()
    page = receiver.get(POST).content.decode()
    assert order.tracking_code in page and HOME["name"] not in page
    paper = text_of(receiver.post(slip).content)
    assert order.tracking_code in paper and HOME["address"] in paper
    receiver.post(POST, {"viec": "giao", "don": order.pk, "key": uuid4()})
    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED and dossier.delivery == "posted"
    assert order.tracking_code in receiver.get(f"{POST}?tim={dossier.code}").content.decode()


def test_the_citizen_chooses_the_way_and_reads_where_the_parcel_is_and_so_does_whoever_has_the_code(
    desk: Desk, client: Any, tmp_path: Any
) -> None:
    from motcua.accounts.models import Account

    dossier = desk.signed()
    client.force_login(Account.objects.get(pk=desk.citizen().account_id))
    address = reverse("applicant:receive", args=[dossier.pk])
    refused = client.post(address, {"delivery_wish": "post", "name": "", "phone": "1", "address": "x"})
    assert refused.status_code == 422 and "Ghi họ tên người nhận" in refused.content.decode()
    assert client.post(address, {"delivery_wish": "post", **HOME}).status_code == 302
    desk.do("issue", dossier, "vanthu")
    see_to_orders(desk.at, StubPost(tmp_path))
    see_to_orders(desk.at.replace(hour=23), StubPost(tmp_path))
    tracking = PostalOrder.objects.get().tracking_code
    assert tracking in client.get(address).content.decode()
    public = type(client)().get(reverse("public:progress", args=[dossier.code])).content.decode()
    assert "Bưu điện đã nhận đơn" in public and tracking not in public and HOME["address"] not in public
