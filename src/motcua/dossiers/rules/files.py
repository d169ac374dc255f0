"""What may be kept as a paper: decided by content, never by name. The first look; the gate behind it opens the file."""

from __future__ import annotations

import re
import signal
import unicodedata
from dataclasses import dataclass

import filetype

from motcua.vietnamese import Sentence

MEBIBYTE = 1024 * 1024
LARGEST = 20 * MEBIBYTE
HEAD = 8192
"""How much of a file's beginning tells its kind, in bytes."""

ALLOWED = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
}

WHY = {
    "empty": "Tệp «%(name)s» rỗng. Mở lại tệp trên máy, hoặc chụp lại giấy tờ.",
    "too_large": "Tệp «%(name)s» lớn hơn 20 MB. Chụp ở cỡ nhỏ hơn hoặc chia thành nhiều tệp.",
    "wrong_kind": "Tệp «%(name)s» không phải ảnh JPG, PNG hay PDF. Chụp ảnh giấy tờ rồi tải lên.",
    "broken_picture": "Ảnh «%(name)s» bị hỏng nên không mở được. Chụp lại rồi tải lên.",
    "huge_picture": "Ảnh «%(name)s» quá lớn. Chụp lại ở cỡ nhỏ hơn.",
    "broken_document": "Tệp «%(name)s» bị hỏng nên không mở được. Quét lại rồi tải lên.",
    "locked_document": "Tệp «%(name)s» có mật khẩu. Bỏ mật khẩu rồi tải lên lại.",
    "active_document": "Tệp «%(name)s» có chứa mã chạy được nên không nhận. In ra PDF thường rồi tải lên.",
    "too_many_pages": "Tệp «%(name)s» có quá nhiều trang. Chia thành nhiều tệp, mỗi tệp không quá 500 trang.",
    "too_heavy": "Tệp «%(name)s» quá nặng để kiểm tra. Quét lại ở độ phân giải thấp hơn rồi tải lên.",
    "unsettled": "Máy chủ đang bận nên chưa kiểm tra xong tệp «%(name)s». Tệp không bị từ chối; đợi một phút rồi "
    "gửi lại tệp này.",
    "infected": "Tệp «%(name)s» có mã độc nên không nhận. Quét vi-rút máy của bạn, rồi chụp lại giấy tờ.",
}
"""Why a file is refused, in words that say what to do; `name` is the file's safe name."""

UNSETTLED = "unsettled"
"""Nothing is proven of the file: the machine was too busy to look. The one key that is no refusal for good."""


def is_proof(exit_code: int | None) -> bool:
    """Whether the way in which a look ended without an answer speaks against the file.

    Ended by itself, by a broken memory access or by the limit of the processor: the file did that. Killed by somebody
    else (9: also the kernel, when the machine's memory is out) or still running: that says nothing of it.
    """
    return exit_code is not None and exit_code not in (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What was found: the media type by content and a safe name; or the key in `WHY` for which it is refused."""

    media_type: str
    name: str
    why: str = ""

    @property
    def refusal(self) -> str:
        """The sentence for the person who sent it; empty where nothing is wrong so far."""
        return Sentence(WHY[self.why], {"name": self.name}) if self.why else ""


def first_look(head: bytes, *, name: str, size: int) -> CheckedFile:
    """What a file is by its first `HEAD` bytes, its name and its size in bytes."""
    shown = safe_name(name)
    if size == 0:
        return CheckedFile("", shown, "empty")
    if size > LARGEST:
        return CheckedFile("", shown, "too_large")
    kind = filetype.guess_mime(head)
    if kind not in ALLOWED:
        return CheckedFile(kind or "", shown, "wrong_kind")
    return CheckedFile(kind, _with_ending(shown, ALLOWED[kind]))


def safe_name(name: str) -> str:
    """The file's name without folders, control characters or tricks of direction, at most 150 characters."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    return re.sub(r"\s+", " ", kept).strip(" .")[-150:] or "tep"


def _with_ending(name: str, ending: str) -> str:
    stem = name.rsplit(".", 1)[0] if "." in name else name
    current = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return name if current == ending or (ending == ".jpg" and current == ".jpeg") else stem + ending
