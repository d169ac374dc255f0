"""Our words as the portal's: fields, codes and moments (yyyyMMddHHmmss, Vietnamese time), by the mapping of the day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from motcua.exchange.ports import KnownThere, PermanentFailure, Told, ToldFee, ToldFile, ToldResult, ToldSupplement

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MAPPING = Path(__file__).with_name("mapping.yaml")
FORM = "%Y%m%d%H%M%S"


@cache
def mappings() -> tuple[dict[str, Any], ...]:
    """Every mapping, the newest first."""
    found = yaml.safe_load(MAPPING.read_text(encoding="utf-8"))
    return tuple(sorted(found, key=lambda one: one["valid_from"], reverse=True))


def mapping_on(day: date) -> dict[str, Any]:
    """The mapping that holds on a day. Raises PermanentFailure where none does."""
    for one in mappings():
        if one["valid_from"] <= day:
            return one
    raise PermanentFailure(f"không có bảng quy đổi cho ngày {day:%d/%m/%Y}")


def moment(at: datetime | None) -> str:
    """A moment as the portal writes it; empty for none."""
    return at.astimezone(VIETNAM).strftime(FORM) if at else ""


def read_moment(text: object) -> datetime | None:
    """A moment that the portal wrote; None for nothing or what cannot be read."""
    try:
        return datetime.strptime(str(text), FORM).replace(tzinfo=VIETNAM).astimezone(UTC) if text else None
    except ValueError:
        return None


def dossier_message(told: Told) -> dict[str, Any]:
    """DongBoHoSoMC: the dossier as it is."""
    words = mapping_on((told.at or told.submitted_at).astimezone(VIETNAM).date())
    return {
        "MaHoSo": told.code,
        "MaTTHC": told.procedure_code,
        "TenTTHC": told.procedure_name,
        "ChuHoSo": told.owner_name,
        "LoaiDoiTuong": _mapped(words, "owner_kinds", told.owner_kind),
        "MaDoiTuong": told.owner_identity_number,
        "Email": told.owner_email,
        "SoDienThoai": told.owner_phone,
        "DiaChi": told.owner_address,
        "NgayNopHoSo": moment(told.submitted_at),
        "NgayTiepNhan": moment(told.received_at),
        "NgayHenTra": moment(told.due_at),
        "NgayKetThucXuLy": moment(told.resolved_at),
        "NgayTra": moment(told.returned_at),
        "TrangThaiHoSo": _mapped(words, "states", told.state),
        "HinhThuc": _mapped(words, "deliveries", told.delivery_wish or "desk"),
        "KenhThucHien": _mapped(words, "channels", told.channel),
        "DonViXuLy": told.office_name,
        "MaDonVi": told.office_code,
        "TaiLieuNop": [_file(one) for one in told.files],
        "DanhSachLePhi": [_fee(words, one) for one in told.fees],
        "DanhSachHoSoBoSung": [_supplement(one) for one in told.supplements],
        "DanhSachGiayToKetQua": [_result(one) for one in told.results],
    }


def _file(one: ToldFile) -> dict[str, Any]:
    # The bytes stay here; name, size and digest say which they are.
    return {
        "TepDinhKemId": one.id,
        "MaThanhPhanHoSo": one.paper,
        "TenTepDinhKem": one.name,
        "KichThuoc": one.size,
        "MaBam": one.sha256,
        "ThoiDiemNop": moment(one.uploaded_at),
        "DuocSoHoa": "1",
    }


def _fee(words: dict[str, Any], one: ToldFee) -> dict[str, Any]:
    return {
        "MaPhiLePhi": one.key,
        "TenPhiLePhi": one.name,
        "LoaiPhiLePhi": _mapped(words, "fee_kinds", one.kind),
        "Gia": "" if one.amount is None else str(one.amount),
        "NgayNop": moment(one.paid_at),
        "SoBienLai": one.receipt_number,
        "DuocMien": "1" if one.waived else "0",
    }


def _supplement(one: ToldSupplement) -> dict[str, Any]:
    return {
        "HoSoBoSungId": one.id,
        "NguoiYeuCauBoSung": one.asked_by,
        "NoiDungBoSung": one.words,
        "NgayBoSung": moment(one.asked_at),
        "NgayTiepNhanBoSung": moment(one.answered_at),
        "ThongTinTiepNhan": one.answer,
        "TrangThaiBoSung": "1" if one.answered_at else "0",
        "DanhSachGiayToBoSung": [_file(each) for each in one.files],
    }


def _result(one: ToldResult) -> dict[str, Any]:
    return {
        "GiayToId": one.id,
        "TenGiayTo": one.name,
        "MaGiayToKetQua": one.number,
        "NgayBanHanh": moment(one.issued_at),
        "DanhSachTepKetQua": [_file(each) for each in one.files],
    }


def progress_message(told: Told) -> dict[str, Any]:
    """CapNhatTienDoHoSoMC: the step that brought it there."""
    words = mapping_on((told.at or told.submitted_at).astimezone(VIETNAM).date())
    step = words["steps"].get(told.verb, told.verb)
    return {
        "MaHoSo": told.code,
        "NguoiXuLy": told.actor_name,
        "ChucDanh": told.actor_title,
        "ThoiDiemXuLy": moment(told.at),
        "PhongBanXuLy": told.unit_name or told.office_name,
        "NoiDungXuLy": f"{step}: {told.note}" if told.note else step,
        "TrangThai": _mapped(words, "states", told.state),
    }


def known_there(found: dict[str, Any]) -> KnownThere:
    """What TraCuuHoSo says of a dossier."""
    states = {there: here for here, there in mappings()[0]["states"].items()}
    return KnownThere(
        code=str(found.get("MaHoSo", "")),
        state=states.get(str(found.get("TrangThaiHoSo", ""))),
        received_at=read_moment(found.get("NgayTiepNhan")),
        due_at=read_moment(found.get("NgayHenTra")),
        resolved_at=read_moment(found.get("NgayKetThucXuLy")),
    )


def _mapped(words: dict[str, Any], table: str, key: Any) -> str:
    try:
        return str(words[table][key])
    except KeyError:
        raise PermanentFailure(f"bảng quy đổi {table} không có {key}") from None
