"""Who may publish and withdraw procedure versions."""

from __future__ import annotations

from motcua.organisation.rules.authority import Authority, Function

from .rules.refusals import NotAllowed


def may_publish(by: Authority) -> bool:
    """Whether the person may publish and withdraw: an administrator of an office, or the system loading its data."""
    return by.is_system or any(one.function is Function.ADMINISTRATOR for one in by.appointments)


def must_publish(by: Authority) -> None:
    """Refuse whoever may not publish. Raises NotAllowed."""
    if not may_publish(by):
        raise NotAllowed("Chỉ quản trị viên được công bố hay rút một phiên bản thủ tục.")
