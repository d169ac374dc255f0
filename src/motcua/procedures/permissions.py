"""Who may publish and withdraw procedure versions, and say what an office takes."""

from __future__ import annotations

from uuid import UUID

from motcua.organisation import queries as organisation
from motcua.organisation.permissions import may_administer
from motcua.organisation.rules.authority import Authority

from .rules.refusals import NotAllowed


def may_publish(by: Authority) -> bool:
    """Whether the person may publish and withdraw: a version is the whole country's text, so only the administrator of
    a whole tree, who has nobody above, or the system loading its data.
    """
    return by.is_system or (organisation.administers(by) and organisation.administers_a_whole_tree(by))


def must_publish(by: Authority) -> None:
    """Refuse whoever may not publish. Raises NotAllowed."""
    if not may_publish(by):
        raise NotAllowed("Chỉ quản trị viên của cấp cao nhất được công bố hay rút một phiên bản thủ tục.")


def must_offer_at(by: Authority, office_id: UUID) -> None:
    """Refuse whoever does not administer the office or one above it. Raises NotAllowed, NoSuchUnit."""
    if not may_administer(by, organisation.unit(office_id)):
        raise NotAllowed("Bạn không quản trị cơ quan này nên không đổi được thủ tục nơi ấy nhận.")
