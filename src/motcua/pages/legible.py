"""What to do about a photograph that may be hard to read. A warning: it is sent and kept all the same."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _lazy

from motcua.dossiers.rules.legibility import BLURRED, BRIGHT, DARK, SMALL

WORDS = {
    BLURRED: _lazy("Ảnh có vẻ bị nhòe. Lau ống kính, giữ chắc máy, chạm vào chữ trên màn hình cho nét rồi chụp lại."),
    DARK: _lazy("Ảnh có vẻ bị tối. Mang giấy ra chỗ sáng, đừng để bóng máy che giấy, rồi chụp lại."),
    BRIGHT: _lazy("Ảnh có vẻ bị lóa. Tắt đèn flash, tránh nắng chiếu thẳng vào giấy, rồi chụp lại."),
    SMALL: _lazy("Ảnh nhỏ quá nên chữ có thể không đọc được. Đưa máy lại gần cho giấy đầy khung, rồi chụp lại."),
}


def legibility_words(found: str) -> list[str]:
    """What to do about each thing that may be hard to read; `found` as `Attachment.legibility` keeps it."""
    return [str(WORDS[one]) for one in found.split() if one in WORDS]
