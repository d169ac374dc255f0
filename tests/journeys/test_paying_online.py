"""A fee paid from the phone: independent readers read the code off the screen; the gateway pays and says so twice."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from vietnam_qr_pay import QRPay

from motcua.accounts.actions.sessions import CONFIRMED_AT
from motcua.adapters.gateway_stub import StubGateway
from motcua.payments import actions
from motcua.payments.models import Charge, Payment
from tests.browsers import press, shows
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac, load_procedures

from .conftest import PHONE_SCREEN, Clock

pytestmark = pytest.mark.browser
TERMINAL, SECRET = "KINHBAC1", "khoa cua thu nghiem"


@pytest.fixture
def gateway(settings: Any, live_server: Any) -> Any:
    stub = StubGateway(terminal=TERMINAL, secret=SECRET, notice_url=f"{live_server.url}/thanh-toan/bao/")
    threading.Thread(target=stub.serve_forever, args=[0.05], daemon=True).start()
    settings.PAYMENT_GATEWAY = "motcua.adapters.gateway_vnpay.VnpayGateway"
    settings.PAYMENT_GATEWAY_URL, settings.BASE_URL = f"{stub.url}/pay", live_server.url
    settings.PAYMENT_GATEWAY_TERMINAL, settings.PAYMENT_GATEWAY_SECRET = TERMINAL, SECRET
    yield stub
    stub.shutdown()
    stub.server_close()


def seen(picture: bytes) -> QRPay:
    """What a bank's application would read off the screen."""
    found = zxingcpp.read_barcode(Image.open(io.BytesIO(picture)))
    assert found is not None, "no code on the screen"
    return QRPay(found.text)


def test_a_fee_is_paid_from_the_phone_and_the_receipt_taken_home(
    office: KinhBac, gateway: StubGateway, opened: Callable[..., Any], live_server: Any, clock: Clock
) -> None:
    load_procedures(("household-business",), clock.at)
    desk = Desk(office, clock.at)
    told = {"bank": "970405", "account": "2600201234567", "holder": "UBND", "reason": "QĐ 12"}
    actions.set_account(office.id, **told, valid_from=clock.at.date(), by=office.by("quantri"), at=clock.at)
    dossier = desk.filed("household-business")
    page = opened(PHONE_SCREEN)
    page.context.add_cookies([signed_in(desk, live_server.url, clock)])

    page.goto(f"/ho-so-cua-toi/{dossier.pk}/")
    press(page.get_by_role("link", name="Xem và nộp"))
    shows(page, "Nộp 150.000 đồng", "2600201234567", dossier.code)
    code = seen(page.get_by_role("img", name="Mã VietQR để chuyển khoản").screenshot())
    assert code.is_valid and code.amount == "150000" and code.consumer.bank_number == "2600201234567"
    assert code.additional_data.purpose == dossier.code

    press(page.get_by_role("button", name="Thanh toán qua cổng"))
    press(page.get_by_role("link", name="Sang cổng thanh toán"))
    press(page.get_by_role("link", name="Trả tiền, báo hai lần"))
    shows(page, "Đã nhận tiền", "150.000 đồng")
    assert gateway.answers == ["00", "02"]
    assert Charge.objects.get(dossier=dossier).balance == 0 and Payment.objects.count() == 1

    address = page.get_by_role("link", name="Tải biên lai").get_attribute("href")
    paper = page.request.get(address).body()
    text = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(paper)).pages)
    assert "BIÊN LAI" in text and "Một trăm năm mươi nghìn đồng" in text and dossier.code in text


def signed_in(desk: Desk, url: str, clock: Clock) -> Any:
    """The cookie of the citizen at their phone."""
    from django.test import Client

    from motcua.accounts.models import Account

    client = Client()
    client.force_login(Account.objects.get(pk=desk.citizen().account_id))
    session = client.session
    session[CONFIRMED_AT] = int(clock.at.timestamp())
    session.save()
    (name, cookie) = next((name, one) for name, one in client.cookies.items() if "session" in name)
    return {"name": name, "value": cookie.value, "url": url}
