"""A result that was taken back, in words: the same for the applicant and for whoever checks the paper."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.pages.saying import format_moment
from motcua.receipts.queries import IssuedResult


def revocation(result: IssuedResult) -> str:
    """When and why a result was taken back and what stands in its place; empty for one that was not."""
    if result.revoked_at is None:
        return ""
    told = {"when": format_moment(timezone.localtime(result.revoked_at)), "why": result.revoked_reason.rstrip(".")}
    words = _("Đã thu hồi lúc %(when)s vì: %(why)s. Kết quả này không còn giá trị.") % told
    if not result.replaced_by:
        return words
    return f"{words} {_('Thay bằng kết quả số %(number)s.') % {'number': result.replaced_by}}"
