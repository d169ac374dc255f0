"""The receipt for money as PDF: the same for whoever paid and whoever took it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime

from motcua.payments.actions import printed
from motcua.receipts.loading import form_table
from motcua.receipts.rendering import paper_pdf


def money_receipt_pdf(receipt: Any, *, copy_mark: str = "") -> bytes:
    """Draw a receipt from its row; a cancelled one says so, with the reason."""
    form = form_table().form("money_receipt", localtime(receipt.issued_at).date())
    data = {**printed(receipt), "form": form.number, "title": form.title, "paper": form.paper}
    address = settings.BASE_URL + reverse("public:progress", args=[receipt.data["code"]])
    return paper_pdf("money_receipt", form.title, data, verify_address=address, copy_mark=copy_mark)
