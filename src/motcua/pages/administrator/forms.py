"""The questions of administrators' pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.organisation.rules.authority import Function
from motcua.organisation.rules.hours import session_minutes
from motcua.pages.saying import format_typed_date
from motcua.pages.staff.inputs import Day, Line, Words
from motcua.pages.staff.wording import FUNCTIONS

from .wording import DAY_KINDS, ROLES, WEEKDAYS


class Choice(forms.ChoiceField):
    """One of several; what no list of ours offered is said in plain words."""

    def __init__(self, **options: Any) -> None:
        options["error_messages"] = {
            "required": _("Hãy chọn một mục."),
            "invalid_choice": _("Mục này không có trong danh sách. Hãy chọn lại."),
        }
        super().__init__(**options)


class Several(forms.MultipleChoiceField):
    """Any number of a list."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.CheckboxSelectMultiple)
        options["error_messages"] = {"invalid_choice": _("Có mục không có trong danh sách. Hãy chọn lại.")}
        super().__init__(required=False, **options)


def source() -> Line:
    """On what decision a change rests."""
    return Line(label=_("Căn cứ"), help_text=_("Số, ngày của quyết định; ghi vào nhật ký"), required=False)


def why() -> Words:
    """Why: kept in the record."""
    return Words(label=_("Lý do"), rows=2, max_length=300, help_text=_("Ghi vào nhật ký quản trị"))


def _roles(known: Iterable[str]) -> list[tuple[str, Any]]:
    return [(role, ROLES.get(role, role)) for role in sorted({*ROLES, *known})]


class Contact(forms.Form):
    """What a unit does in its office, and how it is reached."""

    roles = Several(label=_("Vai trò trong cơ quan"), help_text=_("Bước của thủ tục tìm nơi xử lý theo vai trò này"))
    address = Line(label=_("Địa chỉ"), max_length=300, required=False)
    phone = Line(label=_("Điện thoại"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        max_length=254,
        error_messages={"invalid": _("Địa chỉ thư điện tử có dạng ten@coquan.gov.vn.")},
    )
    hours_note = Line(label=_("Giờ làm việc ghi trên giấy tờ"), required=False)

    def __init__(self, *args: Any, known_roles: Iterable[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["roles"].choices = _roles(known_roles)  # type: ignore[attr-defined]

    def contact(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("address", "phone", "email", "hours_note")}


class Described(Contact):
    source = source()


class NewUnit(Contact):
    """A unit to be made."""

    code = Line(label=_("Mã định danh"), max_length=35, help_text=_("Ví dụ H05.101.06"))
    name = Line(label=_("Tên đầy đủ"))
    short_name = Line(label=_("Tên ngắn"), max_length=80, help_text=_("Dùng trong danh sách của cán bộ"))
    kind = Line(label=_("Loại"), max_length=40, help_text=_("phường, phòng, trung tâm…"))
    first = Day(label=_("Thành lập từ ngày"))
    is_office = forms.BooleanField(
        label=_("Là cơ quan có thẩm quyền"),
        help_text=_("tự nhận và giải quyết hồ sơ, có dãy mã hồ sơ riêng"),
        required=False,
    )
    tier = Choice(
        label=_("Cấp, nếu là cơ quan"),
        required=False,
        choices=[("", _("Không")), ("province", _("Cấp tỉnh")), ("commune", _("Cấp xã"))],
    )
    source = source()
    field_order = ("code", "name", "short_name", "kind", "first", "is_office", "tier", "roles")


class Renamed(forms.Form):
    """Another name from a day on."""

    name = Line(label=_("Tên đầy đủ"))
    short_name = Line(label=_("Tên ngắn"), max_length=80)
    first = Day(label=_("Từ ngày"))
    source = source()


class Moved(forms.Form):
    """Another place in the tree."""

    parent = Line(label=_("Mã định danh của đơn vị cấp trên mới"), max_length=35, help_text=_("Ví dụ H05.101"))
    source = source()


class Closed(forms.Form):
    """The end of a unit and who takes its place."""

    last_day = Day(label=_("Ngày hoạt động cuối"))
    successors = Line(
        label=_("Mã định danh của đơn vị kế thừa"),
        required=False,
        help_text=_("Nhiều mã cách nhau bằng dấu phẩy; mã đầu tiên nhận các hồ sơ chưa xong"),
    )
    source = source()
    transfer = forms.BooleanField(label=_("Chuyển hồ sơ chưa xong sang đơn vị kế thừa"), required=False, initial=True)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class Ordered(forms.Form):
    """Where unfinished dossiers go."""

    to_unit = Line(label=_("Mã định danh của đơn vị nhận hồ sơ"), max_length=35)


class Nothing(forms.Form):
    """A confirmation and nothing else."""


class Reason(forms.Form):
    reason = why()


class NewPost(forms.Form):
    """A post to be made."""

    function = Choice(label=_("Chức năng"), choices=[(f.value, FUNCTIONS[f.value]) for f in Function])
    title = Line(label=_("Tên vị trí"), max_length=120, help_text=_("Ví dụ Công chức tư pháp – hộ tịch"))
    first = Day(label=_("Từ ngày"))
    source = source()


class LastDay(forms.Form):
    """When something ends."""

    last = Day(label=_("Ngày cuối"))
    reason = why()


KINDS = [("holder", _("Người giữ vị trí")), ("deputy", _("Cấp phó, làm thay khi người giữ vị trí vắng"))]


class Appointed(forms.Form):
    """An officer who has an account, for a post."""

    login = Line(label=_("Tên đăng nhập của cán bộ"), max_length=50)
    kind = Choice(label=_("Giữ vị trí với tư cách"), choices=KINDS, initial="holder", widget=forms.RadioSelect)
    first = Day(label=_("Từ ngày"))
    last = Day(label=_("Đến hết ngày"), required=False)


class TakenOn(forms.Form):
    """An officer who has no account yet."""

    full_name = Line(label=_("Họ và tên"), max_length=150)
    username = Line(label=_("Tên đăng nhập"), max_length=50, help_text=_("Chữ cái không dấu, chữ số, dấu chấm"))
    kind = Choice(label=_("Giữ vị trí với tư cách"), choices=KINDS, initial="holder", widget=forms.RadioSelect)
    first = Day(label=_("Từ ngày"))
    phone = Line(label=_("Điện thoại"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        error_messages={"invalid": _("Địa chỉ thư điện tử có dạng ten@coquan.gov.vn.")},
    )


class Sessions(forms.CharField):
    """Half-day sessions of one day as people write them: 07:30-11:30, 13:30-17:00. Cleans to pairs of clock times."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=100, required=False, **options)

    def clean(self, value: Any) -> list[list[str]]:
        text = super().clean(value).replace("–", "-").replace(";", ",").replace("h", ":")
        sessions = [[end.strip() for end in part.split("-")] for part in text.split(",") if part.strip()]
        try:
            pairs = session_minutes(sessions)
        except (ValueError, TypeError) as problem:
            raise forms.ValidationError(
                _("Hãy ghi các buổi như 07:30-11:30, 13:30-17:00; để trống là nghỉ.")
            ) from problem
        if any(before[1] > after[0] for before, after in pairwise(pairs)):
            raise forms.ValidationError(_("Các buổi chồng lên nhau. Ghi buổi sớm trước."))
        return sessions


class Week(forms.Form):
    """A week's sessions from a day on."""

    valid_from = Day(label=_("Áp dụng từ ngày"))
    source = source()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number, name in enumerate(WEEKDAYS):
            self.fields[f"day{number}"] = Sessions(
                label=name, help_text=_("Ví dụ 07:30-11:30, 13:30-17:00; trống là nghỉ")
            )
        self.order_fields(["valid_from", *(f"day{number}" for number in range(7)), "source"])

    def week(self) -> dict[str, list[list[str]]]:
        days = {str(number): self.cleaned_data[f"day{number}"] for number in range(7)}
        return {day: sessions for day, sessions in days.items() if sessions}


class SpecialDay(forms.Form):
    """A day unlike its week."""

    day = Day(label=_("Ngày"))
    kind = Choice(label=_("Là"), choices=list(DAY_KINDS.items()), widget=forms.RadioSelect)
    name = Line(label=_("Tên"), max_length=120, help_text=_("Ví dụ: Mất điện, nghỉ buổi sáng"))
    follows = Choice(
        label=_("Nếu làm bù: theo giờ của thứ mấy"),
        required=False,
        choices=[("", _("Theo giờ ghi dưới đây")), *((str(n), name) for n, name in enumerate(WEEKDAYS))],
    )
    sessions = Sessions(
        label=_("Các buổi"),
        help_text=_("Làm bù: giờ làm. Nghỉ đột xuất: giờ nghỉ; trống là cả ngày. Ví dụ 07:30-11:30"),
    )
    source = source()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def values(self) -> dict[str, Any]:
        """The columns of the day, as the organisation keeps them."""
        given = self.cleaned_data
        return {
            "kind": given["kind"],
            "name": given["name"],
            "source": given["source"],
            "follows_weekday": int(given["follows"]) if given["follows"] and given["kind"] == "working_day" else None,
            "sessions": given["sessions"] or None,
        }


class Offered(forms.Form):
    """Since when, and until when, an office takes a procedure."""

    first = Day(label=_("Nhận từ ngày"))
    last = Day(label=_("Đến hết ngày"), required=False)
    reason = why()


def today_as_typed(today: date) -> dict[str, str]:
    """What a form of dates begins with."""
    day = format_typed_date(today)
    return {"first": day, "last": day, "valid_from": day}
