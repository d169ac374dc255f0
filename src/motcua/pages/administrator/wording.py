"""What administrators' pages call roles, kinds of days, and what the record says happened."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

ROLES: dict[str, Text] = {
    "desk": _("Một cửa"),
    "leaders": _("Lãnh đạo"),
    "justice": _("Tư pháp – hộ tịch"),
    "records": _("Văn thư"),
    "economy": _("Kinh tế"),
    "finance": _("Tài chính"),
    "land": _("Đất đai"),
    "land_registry": _("Đăng ký đất đai"),
    "urban": _("Đô thị"),
    "construction": _("Xây dựng"),
    "environment": _("Môi trường"),
    "agriculture": _("Nông nghiệp"),
    "transport": _("Giao thông"),
    "trade": _("Công thương"),
    "social": _("Xã hội"),
    "education": _("Giáo dục"),
    "culture": _("Văn hóa"),
    "health": _("Y tế"),
    "labour": _("Lao động"),
    "internal_affairs": _("Nội vụ"),
    "inspection": _("Thanh tra"),
    "quarter": _("Tổ dân phố"),
}

DAY_KINDS: dict[str, Text] = {
    "holiday": _("Ngày nghỉ"),
    "working_day": _("Ngày làm bù"),
    "closure": _("Nghỉ đột xuất"),
}

WEEKDAYS: tuple[Text, ...] = (
    _("Thứ Hai"),
    _("Thứ Ba"),
    _("Thứ Tư"),
    _("Thứ Năm"),
    _("Thứ Sáu"),
    _("Thứ Bảy"),
    _("Chủ nhật"),
)

CHANGES: dict[str, Text] = {
    "add_unit": _("lập đơn vị"),
    "rename_unit": _("đổi tên đơn vị"),
    "describe_unit": _("sửa thông tin đơn vị"),
    "move_unit": _("chuyển đơn vị sang cấp trên khác"),
    "close_unit_with_successor": _("đóng đơn vị"),
    "reopen_unit": _("bỏ việc đóng đơn vị"),
    "add_post": _("lập vị trí"),
    "end_post": _("kết thúc vị trí"),
    "give_post": _("giao vị trí"),
    "end_holding": _("thôi giữ vị trí"),
    "take_on_officer": _("tạo tài khoản cán bộ"),
    "reset_password": _("đặt lại mật khẩu"),
    "unlock_officer": _("mở khóa đăng nhập"),
    "reset_second_factor": _("xóa xác thực hai bước"),
    "close_officer": _("đóng tài khoản"),
    "open_officer": _("mở lại tài khoản"),
    "end_session": _("kết thúc phiên đăng nhập"),
    "grant_delegation": _("giao ủy quyền"),
    "revoke_delegation": _("thu hồi ủy quyền"),
    "record_leave": _("ghi ngày nghỉ"),
    "cancel_leave": _("bỏ ngày nghỉ"),
    "add_calendar_day": _("ghi ngày đặc biệt"),
    "remove_calendar_day": _("bỏ ngày đặc biệt"),
    "set_weekly_hours": _("đổi giờ làm việc trong tuần"),
    "offer": _("nhận thủ tục"),
    "stop_offering": _("thôi nhận thủ tục"),
    "search_record": _("tra nhật ký"),
    "export_record": _("xuất nhật ký ra tệp"),
    "resend_message": _("gửi lại tin"),
    "give_up_message": _("thôi gửi tin"),
}

HAPPENINGS: dict[str, Text] = {
    "registered": _("đăng ký tài khoản"),
    "officer_created": _("tài khoản cán bộ được tạo"),
    "signed_in": _("đăng nhập"),
    "signed_out": _("đăng xuất"),
    "sign_in_failed": _("đăng nhập không được"),
    "locked": _("bị khóa tạm vì nhập sai nhiều lần"),
    "code_issued": _("nhận mã một lần"),
    "code_failed": _("nhập sai mã một lần"),
    "confirmed": _("xác nhận lại danh tính"),
    "password_set": _("mật khẩu được đặt lại"),
    "password_changed": _("đổi mật khẩu"),
    "password_recovered": _("lấy lại mật khẩu"),
    "factor_added": _("bật xác thực hai bước"),
    "factor_removed": _("xác thực hai bước bị xóa"),
    "factor_failed": _("nhập sai mã xác thực"),
    "recovery_codes_made": _("lập mã dự phòng"),
    "recovery_code_used": _("dùng mã dự phòng"),
    "session_ended": _("một phiên đăng nhập bị kết thúc"),
    "other_sessions_ended": _("các phiên đăng nhập bị kết thúc"),
    "phone_changed": _("đổi số điện thoại"),
    "email_changed": _("đổi thư điện tử"),
    "identity_linked": _("gắn định danh ngoài"),
    "identity_removed": _("bỏ định danh ngoài"),
    "language_chosen": _("chọn ngôn ngữ"),
    "account_closed": _("tài khoản bị đóng"),
    "account_opened": _("tài khoản được mở lại"),
    "post_offered": _("được giao vị trí"),
}

VIEWED: dict[str, Text] = {
    "dossier": _("mở hồ sơ"),
    "unmasked": _("xem thông tin bị che"),
    "receipt": _("mở giấy"),
    "result": _("xem bản kết quả"),
}


JOBS: dict[str, Text] = {
    "heartbeat": _("Dấu hiệu còn chạy"),
    "messages": _("Gửi tin"),
    "old sign-in attempts": _("Dọn số lần đăng nhập sai"),
    "old codes": _("Dọn mã một lần đã cũ"),
    "messages with old codes": _("Xóa mã một lần khỏi tin đã gửi"),
    "old counts": _("Dọn số đếm hạn mức"),
    "notes of ended sessions": _("Dọn phiên đã hết"),
    "ended sessions": _("Dọn phiên đã hết hạn"),
    "transfers of dossiers": _("Chuyển hồ sơ sang đơn vị kế thừa"),
    "due dates after a change": _("Tính lại ngày hẹn sau khi đổi lịch"),
    "names of units": _("Đổi tên đơn vị đến ngày"),
    "due dates": _("Tính lại mọi ngày hẹn"),
    "journal anchors": _("Neo nhật ký"),
    "tallies": _("Dọn số đếm của danh sách"),
    "events to be told": _("Báo sự kiện cho hệ thống ngoài"),
    "webhooks": _("Gửi tới hệ thống ngoài"),
    "national portal": _("Đồng bộ Cổng quốc gia"),
}


def changed(verb: str) -> str:
    """What a row of the organisation's record reads as; a word of a later version stands as it is."""
    return str(CHANGES.get(verb, verb))
