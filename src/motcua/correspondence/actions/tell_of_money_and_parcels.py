"""What people are told of money and parcels: heard from these rooms, written as any other message."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.timezone import localtime

from motcua.delivery import events as parcels
from motcua.payments import events as money
from motcua.vietnamese import format_moment, format_money

from ..rules.wording import Words, as_sms
from .enqueue import enqueue

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


def begin() -> None:
    """Start listening; called once when the app is ready."""
    money.hear(money.PaymentReceived, paid)
    for kind in PARCELS:
        parcels.hear(kind, tell_parcel)


def paid(event: money.MoneyEvent) -> None:
    """The money came, with the number of its receipt and what is still owed."""
    if not isinstance(event, money.PaymentReceived):
        return
    amount, code = format_money(event.payment.amount), event.receipt.code
    rest = f" Còn phải nộp {format_money(event.balance)}." if event.balance > 0 else ""
    said = f"Đã nhận {amount} cho hồ sơ {event.dossier.code}. Biên lai số {code}.{rest}"
    _tell(event.dossier, "paid", f"Đã nhận {amount}", said, cause=str(event.payment.pk), at=event.payment.at)


PARCELS: dict[type[parcels.PostalEvent], tuple[str, str, str]] = {
    parcels.ParcelHandedOver: ("parcel_sent", "Kết quả đã gửi qua bưu điện", "Bưu điện gọi trước khi đến."),
    parcels.ParcelDelivered: ("parcel_delivered", "Bưu điện đã giao kết quả", ""),
    parcels.ParcelReturned: ("parcel_returned", "Bưu điện chưa giao được kết quả", "Kết quả đang chuyển về cơ quan."),
    parcels.PapersFetched: ("papers_fetched", "Giấy tờ của bạn đã đến cơ quan", ""),
}


def tell_parcel(event: parcels.PostalEvent) -> None:
    """Where the parcel is, with the post's tracking code."""
    kind, subject, more = PARCELS[type(event)]
    tracking = f" Mã bưu gửi {event.order.tracking_code}." if event.order.tracking_code else ""
    said = f"{subject}, hồ sơ {event.dossier.code}.{tracking}{' ' + more if more else ''}"
    _tell(event.dossier, kind, subject, said, cause=f"{kind}:{event.order.pk}", at=event.at)


def _tell(dossier: Dossier, kind: str, subject: str, said: str, *, cause: str, at: datetime) -> None:
    own = f"/ho-so-cua-toi/{dossier.pk}/" if dossier.submitter_id is not None else f"/tra-cuu/{dossier.code}/"
    body = f"{said}\n\n{format_moment(localtime(at))}\n\nXem hồ sơ: {settings.BASE_URL}{own}"
    letter = f"{subject.upper()}\n\n{body}\n\n--\n{dossier.unit.name}"
    enqueue(dossier, kind=kind, words=Words(subject, body, letter, as_sms(said)), cause=cause, at=at)
