"""Words of refusals that several verbs share; the refusals themselves are those of dossiers."""

from __future__ import annotations

DAY_CLOSED = (
    "Bạn đã khóa sổ quỹ hôm nay, nên không thu, không chi tiền mặt được nữa. Nhờ người khác, hoặc đợi ngày mai."
)
NO_SUCH_RECEIPT = "Không có biên lai này."
NO_SUCH_REFUND = "Không có yêu cầu hoàn tiền này."
