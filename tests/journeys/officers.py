"""The office's people in the story: each at their own screen, through the pages only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browsers import press, shows
from tests.builders.dossiers import scan
from tests.builders.office import PASSWORD, KinhBac


class Officers:
    """Receiver (tiepnhan1), civil-status officer (tuphap1), chairman (chutich), clerk (vanthu) of phường Kinh Bắc."""

    def __init__(self, office: KinhBac, window: Callable[[], Any], clock: Any) -> None:
        self.office, self.window, self.clock = office, window, clock
        self.pages: dict[str, Any] = {}

    # At the screen

    def opens(self, who: str, address: str) -> Any:
        """One of them opens a page, signing in where the session of the day before has ended."""
        if who not in self.pages:
            self.office.account(who)
            self.pages[who] = self.window()
        page = self.pages[who]
        page.goto(address)
        if "/dang-nhap/" in page.url:
            page.fill("#login", f"kinhbac.{who}")
            page.fill("#password", PASSWORD)
            press(page.get_by_role("button", name="Đăng nhập"))
        return page

    def opens_dossier(self, who: str, code: str, group: str = "dang-mo") -> Any:
        """Find a dossier in the worklist by its code and open it."""
        page = self.opens(who, f"/can-bo/ho-so/?nhom={group}")
        page.fill("#tim", code)
        press(page.get_by_role("button", name="Tìm", exact=True))
        press(page.get_by_role("link", name=code, exact=True))
        return page

    def sees(self, who: str, *words: str) -> None:
        shows(self.pages[who], *words)

    def does(self, who: str, code: str, verb: str, button: str, said: str, **typed: Any) -> None:
        """Choose a verb on the dossier's page, fill in its form and press its button."""
        page = self.opens_dossier(who, code)
        press(page.locator(".verbs").get_by_role("link", name=verb).first)
        fill(page, typed)
        press(page.locator("#xu-ly").get_by_role("button", name=button, exact=True))
        self.sees(who, said)

    # What they do in the stories

    def accept(self, code: str) -> None:
        page = self.opens("tiepnhan1", "/can-bo/nop-truc-tuyen/")
        press(page.get_by_role("link", name=code, exact=True))
        press(page.get_by_role("button", name="Tiếp nhận hồ sơ"))
        self.sees("tiepnhan1", "Đã tiếp nhận.")

    def refuse(self, code: str, reason: str) -> None:
        page = self.opens("tiepnhan1", "/can-bo/nop-truc-tuyen/")
        press(page.get_by_role("link", name=code, exact=True))
        press(page.locator(".verbs").get_by_role("link", name="Từ chối tiếp nhận"))
        page.fill("[name=reason]", reason)
        press(page.locator("#xu-ly").get_by_role("button", name="Từ chối tiếp nhận"))
        self.sees("tiepnhan1", "Đã từ chối tiếp nhận.")

    def ask_for_a_clearer_picture(self, code: str, words: str) -> None:
        typed = {"paper-birth_notice-why": "illegible", "paper-birth_notice-words": words, "reason": words}
        self.does("tiepnhan1", code, "Yêu cầu bổ sung", "Gửi yêu cầu bổ sung", "Đã yêu cầu bổ sung", **typed)

    def pass_to_the_civil_status_officer(self, code: str) -> None:
        self.does("tiepnhan1", code, "Chuyển bước", "Chuyển bước", "Đã chuyển bước.", note="Đủ giấy tờ.")

    def propose_the_result(self, code: str) -> None:
        self.does(
            "tuphap1", code, "Trình ký", "Trình lãnh đạo ký", "Đã trình ký.", outcome="granted", summary="Đủ điều kiện."
        )

    def sign(self, *codes: str) -> None:
        """Tick them in the list of what waits for a signature, and confirm once."""
        page = self.opens("chutich", "/can-bo/ky/")
        for code in codes:
            page.get_by_label(f"Chọn {code}").check()
        press(page.get_by_role("button", name="Ký các hồ sơ đã chọn"))
        self.sees("chutich", f"Ký {len(codes)} hồ sơ này?", *codes)
        press(page.get_by_role("button", name="Ký", exact=True))
        self.sees("chutich", f"Đã ký {len(codes)} hồ sơ")

    def issue(self, code: str, name: str = "giay-khai-sinh.pdf") -> None:
        file = {"name": name, "mimeType": "application/pdf", "buffer": scan(name).read()}
        self.does("vanthu", code, "Vào sổ, phát hành", "Phát hành kết quả", "Đã phát hành.", number="", file=file)

    def hand_over(self, code: str, to: str) -> None:
        page = self.opens("tiepnhan1", "/can-bo/tra-ket-qua/")
        page.fill("#ma", code)
        press(page.get_by_role("button", name="Tìm theo mã"))
        fill(page, {"handed_by": "desk", "handed_to": to})
        press(page.get_by_role("button", name="Trả kết quả"))
        self.sees("tiepnhan1", "Đã trả kết quả.")

    def take_in_a_copy(self, name: str) -> str:
        """A certified copy over the counter: choose, type, tick, receive. Gives the code on the receipt."""
        page = self.opens("tiepnhan1", "/can-bo/tiep-nhan/")
        page.fill("#tim", "chung thuc")
        press(page.get_by_role("button", name="Tìm", exact=True))
        press(page.get_by_role("button", name="Chứng thực bản sao").first)
        fill(page, {"document_kind": "diploma", "page_count": "4", "copy_count": "3", "requester_name": name})
        page.get_by_label("Có Bản chính giấy tờ cần sao").check()
        press(page.get_by_role("button", name="Nhận và in giấy"))
        self.sees("tiepnhan1", "Đã nhận hồ sơ", name)
        return str(page.locator(".confirmation .code").inner_text())

    def print_receipt(self) -> bytes:
        """Press print on the page after taking in."""
        page = self.pages["tiepnhan1"]
        with page.expect_download() as waiting:
            page.get_by_role("link", name="In giấy tiếp nhận").click()
        return Path(waiting.value.path()).read_bytes()

    def apologise(self, code: str, day: str, clock: str, reason: str) -> None:
        typed = {"due_on": day, "due_clock": clock, "reason": reason}
        button = "Gửi lời xin lỗi và ngày hẹn mới"
        self.does("giamdoc", code, "Xin lỗi và hẹn lại", button, "Đã xin lỗi và hẹn lại.", **typed)


def fill(page: Any, typed: dict[str, Any]) -> None:
    """Fill in inputs by name: text, choices and files."""
    for name, value in typed.items():
        inputs = page.locator(f"[name='{name}']")
        kind = inputs.first.evaluate("one => one.tagName + ':' + (one.type || '')")
        if kind.endswith((":radio", ":checkbox")):
            page.locator(f"[name='{name}'][value='{value}']").check()
        elif kind.endswith(":file"):
            inputs.first.set_input_files(value)
        elif kind.startswith("SELECT"):
            inputs.first.select_option(value=value)
        else:
            inputs.first.fill(value)
