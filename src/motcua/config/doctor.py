"""What may be wrong with an installation, each said in plain Vietnamese and English."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from motcua.config.jobs import heartbeat_file
from motcua.config.preparation import pending_migrations
from motcua.receipts import signing
from motcua.receipts.ports import Holder, NoKey, NoStamp, SigningFailure

Level = Literal["well", "warning", "wrong"]
DISK_WRONG, DISK_WARNING = 500 * 2**20, 2 * 2**30
HEARTBEAT_WRONG = 60.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: how it is, in both languages."""

    level: Level
    vi: str
    en: str


def findings() -> Iterator[Finding]:
    """Look at everything once; what cannot even be looked at is itself a finding."""
    for look in LOOKS:
        try:
            yield from look()
        except Exception as problem:
            name = look.__name__.replace("_", " ")
            yield Finding(
                "wrong", f"Không kiểm tra được mục “{name}”: {problem}", f"Could not look at {name}: {problem}"
            )


def database_mode() -> Iterator[Finding]:
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        yield from _sqlite_mode()
    else:
        yield from _postgresql_mode()


def _sqlite_mode() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
    mode = connection.transaction_mode  # type: ignore[attr-defined]
    if (journal, synchronous, mode) == ("wal", 2, "IMMEDIATE"):
        yield Finding(
            "well",
            "SQLite chạy ở chế độ an toàn (WAL, FULL, IMMEDIATE).",
            "SQLite runs in the safe mode (WAL, FULL, IMMEDIATE).",
        )
    else:
        said = f"journal_mode={journal}, synchronous={synchronous}, transaction_mode={mode}"
        yield Finding(
            "wrong",
            f"SQLite chạy ở chế độ có thể mất hồ sơ ({said}); cần WAL, FULL, IMMEDIATE.",
            f"SQLite runs in a mode that can lose dossiers ({said}); WAL, FULL, IMMEDIATE are needed.",
        )


def _postgresql_mode() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('synchronous_commit')")
        version, synchronous = cursor.fetchone()
    yield Finding("well", f"PostgreSQL {version} trả lời.", f"PostgreSQL {version} answers.")
    if synchronous == "off":
        yield Finding(
            "wrong",
            "PostgreSQL đang tắt synchronous_commit: hồ sơ đã báo nhận có thể mất khi mất điện.",
            "PostgreSQL has synchronous_commit off: acknowledged dossiers can be lost in a power cut.",
        )


def sqlite_version() -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        said = str(cursor.fetchone()[0])
    major, minor, patch = map(int, said.split("."))
    if is_sound((major, minor, patch)):
        yield Finding("well", f"Thư viện SQLite {said} không có lỗi WAL đã biết.", f"SQLite {said} is sound.")
    else:
        yield Finding(
            "warning",
            f"Thư viện SQLite {said} có lỗi WAL hiếm gặp có thể làm mất dữ liệu (đã sửa ở 3.44.6, 3.50.7, 3.51.3). "
            "Hãy cài gói pysqlite3 hoặc chuyển sang PostgreSQL.",
            f"SQLite {said} has a rare WAL defect that can lose commits (mended in 3.44.6, 3.50.7, 3.51.3). "
            "Install the package pysqlite3 or move to PostgreSQL.",
        )


def is_sound(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite has the WAL-reset race mended."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def migrations() -> Iterator[Finding]:
    pending = pending_migrations()
    if pending:
        yield Finding(
            "wrong",
            f"Cơ sở dữ liệu thiếu {len(pending)} bước cập nhật (đầu tiên: {pending[0]}). Hãy chạy `motcua migrate`.",
            f"The database lacks {len(pending)} migrations (first: {pending[0]}). Run `motcua migrate`.",
        )
    else:
        yield Finding("well", "Các bảng dữ liệu đã cập nhật.", "All tables are up to date.")


def row_level_security() -> Iterator[Finding]:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        all_powerful, passes = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace")
        (guarded,) = cursor.fetchone()
    if not guarded:
        yield Finding(
            "wrong",
            "PostgreSQL chưa bật chặn theo dòng (row-level security) cho bảng nào.",
            "No table has row-level security on PostgreSQL.",
        )
    elif all_powerful or passes:
        yield Finding(
            "warning",
            f"{guarded} bảng có chặn theo dòng, nhưng tài khoản kết nối vượt qua được (superuser hoặc BYPASSRLS). "
            "Hãy nối bằng một tài khoản thường.",
            f"{guarded} tables have row-level security, but the role passes it by (superuser or BYPASSRLS). "
            "Connect as an ordinary role.",
        )
    else:
        yield Finding(
            "well", f"{guarded} bảng được chặn theo dòng.", f"{guarded} tables stand behind row-level security."
        )


def fonts() -> Iterator[Finding]:
    import typst

    page = '#set text(font: "Libertinus Serif")\nĐặng Thị Ngọc Ẩn — ằ ẵ ễ ộ ữ ỵ Ậ Ỡ đ'
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.typ"
        source.write_text(page, encoding="utf-8")
        _, warnings = typst.compile_with_warnings(str(source), format="pdf", ignore_system_fonts=True)
    if warnings:
        yield Finding(
            "wrong",
            f"Bộ dựng PDF thiếu phông chữ tiếng Việt: {warnings[0]}",
            f"The PDF writer lacks a font for Vietnamese: {warnings[0]}",
        )
    else:
        yield Finding(
            "well", "Phông chữ của giấy tờ PDF đủ dấu tiếng Việt.", "The PDF font carries all Vietnamese letters."
        )


def clock() -> Iterator[Finding]:
    year = dt.datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).year
    if not 2025 <= year <= 2045:
        yield Finding("wrong", f"Đồng hồ máy chỉ năm {year}.", f"The clock of this machine says {year}.")
    elif settings.TIME_ZONE != "Asia/Ho_Chi_Minh":
        yield Finding("wrong", f"Múi giờ là {settings.TIME_ZONE}.", f"The time zone is {settings.TIME_ZONE}.")
    else:
        drift = _drift_from_database()
        if drift > 60:
            yield Finding(
                "wrong",
                f"Đồng hồ máy này lệch máy cơ sở dữ liệu {drift:.0f} giây.",
                f"This clock is {drift:.0f} seconds off the database server's.",
            )
        else:
            yield Finding("well", "Đồng hồ và múi giờ đúng (giờ Việt Nam).", "Clock and time zone are right.")


def _drift_from_database() -> float:
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        return abs(float(cursor.fetchone()[0]) - time.time())


def worker() -> Iterator[Finding]:
    file = heartbeat_file()
    if not file.exists():
        yield Finding(
            "wrong",
            "Tiến trình nền chưa từng chạy: tin nhắn sẽ không được gửi. Hãy chạy `motcua work`.",
            "The worker has never run: no message will be sent. Run `motcua work`.",
        )
        return
    age = time.time() - file.stat().st_mtime
    if age > HEARTBEAT_WRONG:
        yield Finding(
            "wrong",
            f"Tiến trình nền im lặng đã {age / 60:.0f} phút. Hãy chạy `motcua work`.",
            f"The worker has been silent for {age / 60:.0f} minutes. Run `motcua work`.",
        )
    else:
        yield Finding("well", "Tiến trình nền đang chạy.", "The worker is alive.")


def disk() -> Iterator[Finding]:
    folder = Path(settings.DATA_DIR)
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        yield Finding(
            "wrong", f"Không ghi được vào thư mục dữ liệu {folder}.", f"The data folder {folder} is not writable."
        )
        return
    free = shutil.disk_usage(folder).free
    said = f"{free / 2**30:.1f}"
    level: Level = "wrong" if free < DISK_WRONG else "warning" if free < DISK_WARNING else "well"
    yield Finding(level, f"Đĩa còn trống {said} GB.", f"{said} GB of disk are free.")


def antivirus() -> Iterator[Finding]:
    if not settings.ANTIVIRUS:
        return
    try:
        import_string(settings.ANTIVIRUS)().scan(BytesIO(b"motcua"))
    except Exception as why:  # an adapter may fail in its own way; each means that files go in without it
        words = f"{type(why).__name__}: {why}"
        yield Finding("wrong", f"Bộ quét vi-rút không trả lời ({words}).", f"The antivirus does not answer ({words}).")
    else:
        yield Finding("well", "Bộ quét vi-rút trả lời.", "The antivirus answers.")


def signing_keys() -> Iterator[Finding]:
    """Whether the keeper of keys answers; keys that the system makes for itself are another finding's."""
    keeper = signing.signer()
    if keeper is None or settings.SIGNING_MAKES_KEYS:
        return
    try:
        keeper.chain(Holder("", "", ""))
    except NoKey:
        pass  # it answered: nobody has no key
    except SigningFailure as why:
        yield Finding(
            "wrong", f"Nơi giữ khóa ký không trả lời: {why}", f"The keeper of the signing keys does not answer ({why})."
        )
        return
    yield Finding("well", "Nơi giữ khóa ký trả lời.", "The keeper of the signing keys answers.")


def time_stamps() -> Iterator[Finding]:
    authority = signing.time_stamps()
    if authority is None:
        return
    try:
        stamp = authority.stamp(hashlib.sha256(b"motcua doctor").digest())
    except NoStamp as why:
        needed = settings.TIMESTAMP_REQUIRED
        yield Finding(
            "wrong" if needed else "warning",
            f"Máy chủ dấu thời gian không dùng được ({why})"
            + (" Không ký được kết quả nào." if needed else " Kết quả đang ký không có dấu thời gian."),
            f"The authority for time stamps does not serve ({why}) "
            + ("No result can be signed." if needed else "Results are signed without a stamp."),
        )
    else:
        yield Finding("well", f"Máy chủ dấu thời gian trả lời ({stamp.by}).", f"Time stamps come from {stamp.by}.")


def settings_are_safe() -> Iterator[Finding]:
    unsafe = [*_unsafe_settings(), *_unsafe_sign_in()]
    yield from unsafe
    if not unsafe:
        yield Finding("well", "Cấu hình an toàn.", "The settings are safe.")


def _unsafe_settings() -> Iterator[Finding]:
    if settings.DEBUG:
        yield Finding("wrong", "MOTCUA_DEBUG đang bật.", "MOTCUA_DEBUG is on.")
    if len(settings.SECRET_KEY) < 50:
        yield Finding(
            "wrong", "MOTCUA_SECRET_KEY ngắn hơn 50 ký tự.", "MOTCUA_SECRET_KEY is shorter than 50 characters."
        )
    key = Path(settings.DATA_DIR) / "secret-key"
    if key.exists() and key.stat().st_mode & 0o077:
        yield Finding("wrong", f"Người khác đọc được {key}: chmod 600.", f"Others can read {key}: chmod 600.")
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding("wrong", "MOTCUA_ALLOWED_HOSTS cho phép mọi tên miền.", "MOTCUA_ALLOWED_HOSTS allows any host.")
    public = settings.BASE_URL.startswith("http://") and not any(
        here in settings.BASE_URL for here in ("//127.", "//localhost", "//[::1]")
    )
    if public:
        yield Finding(
            "wrong",
            f"Địa chỉ {settings.BASE_URL} không mã hóa: mật khẩu đi qua mạng ai cũng đọc được.",
            f"The address {settings.BASE_URL} is not encrypted: passwords cross the network in the clear.",
        )
    if settings.SIGNER and settings.SIGNING_MAKES_KEYS and not settings.DEMO_WANTED:
        yield Finding(
            "wrong",
            "Khóa ký thiếu được tự tạo (MOTCUA_SIGNING_MAKES_KEYS): chữ ký như vậy không có giá trị.",
            "MOTCUA_SIGNING_MAKES_KEYS is on: signatures with keys that the system made mean nothing.",
        )
    if settings.ENCRYPTED and settings.DEMO_WANTED:
        yield Finding(
            "wrong",
            "Bản này mở ra ngoài mà vẫn là bản mẫu với mật khẩu công khai: đặt MOTCUA_DEMO=0.",
            "This installation is public and still a demonstration with known passwords: set MOTCUA_DEMO=0.",
        )


def _unsafe_sign_in() -> Iterator[Finding]:
    if settings.ENCRYPTED and settings.OFFICER_SECOND_FACTOR != "required":
        yield Finding(
            "warning",
            "Cán bộ vào được chỉ bằng mật khẩu: đặt MOTCUA_OFFICER_SECOND_FACTOR=required.",
            "Officers come in by password alone: set MOTCUA_OFFICER_SECOND_FACTOR=required.",
        )
    if settings.OPENID_ISSUER and not (settings.OPENID_CLIENT and settings.OPENID_SECRET):
        yield Finding(
            "wrong",
            "MOTCUA_OIDC_ISSUER đã đặt mà thiếu MOTCUA_OIDC_CLIENT_ID hoặc MOTCUA_OIDC_CLIENT_SECRET.",
            "MOTCUA_OIDC_ISSUER is set but MOTCUA_OIDC_CLIENT_ID or MOTCUA_OIDC_CLIENT_SECRET is missing.",
        )
    if settings.ENCRYPTED and settings.OPENID_ISSUER.startswith("http://"):
        yield Finding(
            "wrong",
            "MOTCUA_OIDC_ISSUER không mã hóa: ai cũng giả được người đăng nhập.",
            "MOTCUA_OIDC_ISSUER is not encrypted: anybody could pose as anybody.",
        )
    if settings.ENCRYPTED and settings.CARRIERS["sms"].endswith("FolderSms"):
        yield Finding(
            "warning",
            "Tin nhắn chưa có nhà mạng chở (MOTCUA_SMS_CARRIER): mã đăng nhập không đến được người dân.",
            "No gateway carries text messages (MOTCUA_SMS_CARRIER): sign-in codes do not reach citizens.",
        )


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    database_mode,
    sqlite_version,
    migrations,
    row_level_security,
    fonts,
    clock,
    worker,
    disk,
    antivirus,
    signing_keys,
    time_stamps,
    settings_are_safe,
)
