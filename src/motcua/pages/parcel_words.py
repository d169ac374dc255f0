"""Parcels and what the post says of them, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from motcua.pages.saying import format_moment

KINDS: dict[str, str | Promise] = {"pickup": _("Lấy giấy tờ tại nhà"), "delivery": _("Đưa kết quả đến nhà")}
STATES: dict[str, str | Promise] = {
    "waiting": _("Chờ báo bưu điện"),
    "taken": _("Bưu điện đã nhận đơn"),
    "under_way": _("Bưu điện đang cầm"),
    "done": _("Xong"),
    "failed": _("Không xong"),
    "cancelled": _("Đã hủy"),
}
WORDS: dict[str, str | Promise] = {
    "accepted": _("Bưu điện đã nhận đơn"),
    "picked_up": _("Bưu điện đã lấy bưu gửi"),
    "in_transit": _("Đang trên đường"),
    "out_for_delivery": _("Đang đi phát"),
    "attempted": _("Đã đến nhưng chưa gặp người nhận"),
    "delivered": _("Đã giao"),
    "returned": _("Chuyển trả về cơ quan"),
}


def statuses_shown(statuses: Iterable[Any]) -> list[dict[str, str]]:
    """What happened to the parcels, in the order it is given: what, where, when."""
    return [
        {
            "kind": str(KINDS[one.kind]),
            "word": str(WORDS.get(one.word, one.word)),
            "place": one.place,
            "at": format_moment(localtime(one.at)),
        }
        for one in statuses
    ]
