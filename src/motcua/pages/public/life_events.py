"""The moments in life for which people come."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """A moment in life for which people come, and the procedures that belong to it (`life_event` in the catalogue)."""

    key: str
    icon: str
    name: Promise
    words: Promise

    @property
    def url(self) -> str:
        return f"{reverse('public:search')}?viec={self.key}"


LIFE_EVENTS = (
    LifeEvent("birth", "baby", _("Sinh con"), _("Khai sinh, thường trú và thẻ BHYT cho trẻ")),
    LifeEvent("marriage", "heart", _("Kết hôn"), _("Đăng ký kết hôn, xác nhận tình trạng hôn nhân")),
    LifeEvent("death", "flower-2", _("Người thân qua đời"), _("Khai tử: nên đến quầy, có kết quả trong ngày")),
    LifeEvent("copies", "badge-check", _("Chứng thực giấy tờ"), _("Bản sao từ bản chính, trích lục hộ tịch")),
    LifeEvent("shop", "store", _("Mở cửa hàng"), _("Đăng ký hộ kinh doanh")),
    LifeEvent("build", "brick-wall", _("Xây, sửa nhà"), _("Cấp giấy phép xây dựng nhà ở riêng lẻ")),
    LifeEvent("land", "map", _("Nhà đất"), _("Đăng ký, cấp giấy chứng nhận lần đầu")),
    LifeEvent("support", "users-round", _("Trợ giúp xã hội"), _("Trợ cấp hằng tháng, hỗ trợ kinh phí chăm sóc")),
    LifeEvent("school", "book-open-check", _("Con đi học"), _("Tuyển sinh lớp 6")),
)
