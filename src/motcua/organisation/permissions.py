"""Who may change the organisation: an administrator, for their own unit and everything below it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from motcua.accounts.queries import account as account_by_id

from .models import Delegation, Holding, Unit
from .queries.units import in_force
from .rules.authority import Authority, Function
from .rules.refusals import NoRight

if TYPE_CHECKING:
    from motcua.accounts.models import Account

REFUSED = "Bạn không có quyền quản trị đơn vị này."


def may_administer(by: Authority, unit: Unit) -> bool:
    """Whether the person is an administrator of the unit or of one above it."""
    if by.is_system:
        return True
    posts = {str(a.unit_id.hex) for a in by.appointments if a.function is Function.ADMINISTRATOR}
    offices = {str(a.office_id.hex) for a in by.appointments if a.function is Function.ADMINISTRATOR}
    return bool((posts | offices) & set(unit.path.strip("/").split("/")))


def must_administer(by: Authority, unit: Unit | None) -> None:
    """Refuse whoever is not an administrator there; the nation's own calendar belongs to the system. Raises NoRight."""
    if by.is_system or (unit is not None and may_administer(by, unit)):
        return
    raise NoRight(REFUSED)


def may_restructure(by: Authority, unit: Unit) -> bool:
    """Whether the person may say that the unit begins, ends or is called otherwise: an administrator of one above it.

    What an agency is was decided above it (decision «Nobody closes the office they sit in»).
    """
    if by.is_system:
        return True
    held = [a for a in by.appointments if a.function is Function.ADMINISTRATOR]
    places = {str(a.unit_id.hex) for a in held} | {str(a.office_id.hex) for a in held}
    return bool(places & (set(unit.path.strip("/").split("/")) - {unit.pk.hex}))


def must_restructure(by: Authority, unit: Unit) -> None:
    """Refuse whoever administers the unit but none above it. Raises NoRight."""
    must_administer(by, unit)
    if not may_restructure(by, unit):
        raise NoRight("Việc này của cơ quan mình do quản trị cấp trên làm: nhờ họ đóng, mở lại hoặc đổi tên cơ quan.")


def must_be_another(by: Authority, account_id: UUID) -> None:
    """Refuse an administrator who would raise their own rights: another one does that, and both names are kept."""
    if by.account_id is not None and by.account_id == account_id:
        raise NoRight("Không ai tự giao quyền cho mình được: nhờ một quản trị khác hoặc quản trị cấp trên.")


def may_delegate(by: Authority, holding: Holding) -> bool:
    """A holder may entrust their own work to a colleague; an administrator anybody's in their unit."""
    return (by.account_id is not None and by.account_id == holding.account_id) or may_administer(by, holding.post.unit)


def may_revoke(by: Authority, delegation: Delegation) -> bool:
    """Whoever may grant it may end it."""
    return may_delegate(by, delegation.holding)


LEADS = frozenset({Function.APPROVER, Function.DESK_HEAD})


def may_receive_delegation(by: Authority, holding: Holding, account_id: UUID, on: date) -> bool:
    """Whether the tree lets a colleague take over a post: from the same office or one below it.

    An administrator of a unit above both may lend somebody from elsewhere, and the system anybody.
    """
    if by.is_system:
        return True
    theirs = Holding.objects.filter(in_force(on), account=account_id, account__is_active=True)
    places = list(theirs.select_related("post__unit"))
    office = holding.post.unit.office or holding.post.unit
    if any(one.post.unit.path.startswith(office.path) for one in places):
        return True
    return may_administer(by, office) and any(may_administer(by, one.post.unit) for one in places)


def may_record_leave(by: Authority, account_id: UUID, on: date) -> bool:
    """One's own leave always; a colleague's where one leads or administers an office in which they hold a post then."""
    if by.is_system or by.account_id == account_id:
        return True
    led = {post.office_id for post in by.appointments if post.function in LEADS}
    held = Holding.objects.filter(in_force(on), account=account_id).select_related("post__unit")
    return any(one.post.unit.office_id in led or may_administer(by, one.post.unit) for one in held)


def must_look_after(by: Authority, account_id: UUID, on: date | None = None) -> tuple[Account, Unit]:
    """An officer's account and the unit of their newest post, for whoever administers every place where they hold one.

    Who has left is looked after where they were last. Raises NoRight.
    """
    account = account_by_id(account_id)
    rows = Holding.objects.filter(account=account_id).select_related("post__unit").order_by("-valid_from", "-pk")
    held = list(rows)
    still = [one for one in held if one.valid_to is None or (on is not None and one.valid_to >= on)]
    places = [one.post.unit for one in still or held[:1]]
    if account is None or not places or not all(may_administer(by, unit) for unit in places):
        raise NoRight("Bạn không quản trị tài khoản này: người ấy giữ vị trí ở ngoài phạm vi của bạn.")
    if account.is_superuser and not by.is_system:
        raise NoRight("Tài khoản hỗ trợ hệ thống chỉ sửa được bằng lệnh trên máy chủ.")
    return account, places[0]
