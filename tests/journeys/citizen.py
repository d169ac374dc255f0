"""A citizen in a browser: what she sees, fills in and presses."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image

from tests.browsers import press, shows
from tests.builders.phone import newest_code

PHONE = "0912 345 678"


def photo(colour: str = "lightyellow") -> dict[str, Any]:
    """A photograph of a paper, as a phone takes it."""
    out = io.BytesIO()
    Image.new("RGB", (800, 600), colour).save(out, "JPEG")
    return {"name": f"giay-chung-sinh-{colour}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


class Citizen:
    """Acts through the pages only; whatever is asserted here is on the screen."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.code = ""
        self.address = ""

    # What she sees

    def sees(self, *words: str) -> None:
        shows(self.page, *words)

    def sees_no_sideways_scrolling(self) -> None:
        box = self.page.locator("html").bounding_box()
        assert box is not None and box["width"] <= self.page.viewport_size["width"]

    # What she does

    def presses(self, name: str) -> None:
        # The last of its name: the first one of a form is the invisible one that Enter presses.
        press(self.page.get_by_role("button", name=name, exact=True).last)

    def presses_the_first(self, beginning: str) -> None:
        """The first button whose name begins so: lists have one for each line."""
        press(self.page.get_by_role("button", name=beginning).first)

    def follows_the_first(self, beginning: str) -> None:
        press(self.page.get_by_role("link", name=beginning).first)

    def follows(self, name: str) -> None:
        press(self.page.get_by_role("link", name=name, exact=True).first)

    def fills(self, **answers: str) -> None:
        """Fill in inputs by name; "__" stands for the dot between an answer and its part."""
        for name, value in answers.items():
            self._fill(name.replace("__", "."), value)

    def _fill(self, name: str, value: str) -> None:
        inputs = self.page.locator(f"[name='{name}']")
        kind = inputs.first.evaluate("one => one.tagName + ':' + (one.type || '')")
        if kind.endswith(":radio"):
            self.page.locator(f"[name='{name}'][value='{value}']").check()
        elif kind.startswith("SELECT"):
            inputs.first.select_option(label=value)
        else:
            inputs.first.fill(value)

    def goes_on(self, **answers: str) -> None:
        self.fills(**answers)
        self.presses("Lưu và tiếp tục")

    # Her story

    def registers(self) -> None:
        self.page.goto("/dang-ky/")
        self.fills(full_name="Nguyễn Thị Hồng Nhung", phone=PHONE)
        self.presses("Nhắn mã cho tôi")
        self.types_the_code()
        self.sees("Hồ sơ của tôi")

    def signs_in(self) -> None:
        """Sign in again where the page asks for it."""
        self.page.fill("#code-phone", PHONE)
        self.presses("Nhắn mã cho tôi")
        self.types_the_code()

    def types_the_code(self) -> None:
        """The six digits out of the newest text message."""
        self.page.fill("#code", newest_code())
        self.presses("Tiếp tục")

    def begins(self, procedure: str, office: str) -> None:
        self.page.goto(f"/nop/{procedure}/")
        self.begins_here(office)

    def begins_here(self, office: str) -> None:
        choice = self.page.locator("select[name=office]")
        if choice.count():
            value = choice.locator("option", has_text=office).first.get_attribute("value")
            choice.select_option(value=value)
        else:
            self.page.get_by_label(office).first.check()
        self.presses("Bắt đầu")

    def fills_in_a_birth(self) -> None:
        """Every page of the birth registration, with a mistake on the way that is explained and mended."""
        self.goes_on(case="standard")
        mother = {"name": "Nguyễn Thị Hồng Nhung", "identity_number": "001188123482"}
        self.goes_on(
            requester__name=mother["name"],
            requester__birth__day="5",
            requester__birth__month="4",
            requester__birth__year="1988",
            requester__identity_number=mother["identity_number"],
            relation="mother",
        )
        self.goes_on(contact_phone=PHONE, **self._address("requester_address"))
        self.goes_on(
            child__name="Trần Minh Khôi",
            child__sex="male",
            child__ethnicity="Kinh",
            **self._address("hometown", street=""),
        )
        self.fills(child_birth__day="31", child_birth__month="6", child_birth__year="2026")
        self.goes_on(birth_place="clinic", clinic_name="Bệnh viện Sản Nhi", **self._address("birth_address", street=""))
        self.sees("Có 1 chỗ cần sửa", "không có ngày 31")
        self.goes_on(child_birth__day="21", child_birth__month="8")
        self.goes_on(
            mother__name=mother["name"],
            mother__birth__year="1988",
            mother__identity_number=mother["identity_number"],
            mother__ethnicity="Kinh",
            **self._address("mother_address"),
        )
        self.goes_on(names_father="no")
        self.goes_on(extra_copies="2")

    def _address(self, name: str, street: str = "Số 12, đường Thiên Đức") -> dict[str, str]:
        found = {f"{name}__province": "Bắc Ninh", f"{name}__ward": "Kinh Bắc"}
        return found | ({f"{name}__street": street} if street else {})

    def sends_papers(self, colour: str = "lightyellow") -> None:
        self.page.locator("input[type=file]").first.set_input_files(photo(colour))
        press(self.page.get_by_role("button", name="Gửi tệp này").first)
        self.sees(f"giay-chung-sinh-{colour}.jpg")

    def submits(self) -> None:
        self.sees("Trần Minh Khôi", "21/08/2026", "16.000 đồng")
        self.page.check("#declare")
        self.presses("Nộp hồ sơ")
        self.sees("Đã nộp hồ sơ", "Việc tiếp theo")
        self.code = self.page.locator(".confirmation .code").inner_text()
        self.address = self.page.url.rpartition("da-nop/")[0]

    def opens_her_dossier(self) -> None:
        self.page.goto(self.address)
        if self.page.locator("#code-phone").count():
            self.signs_in()
        self.sees(self.code)

    def unfolds(self, summary: str) -> None:
        self.page.locator("summary", has_text=summary).first.click()

    def answers_the_supplement(self, note: str) -> None:
        self.opens_her_dossier()
        self.sees("Bạn cần bổ sung hồ sơ")
        self.follows("Bổ sung ngay")
        self.fills(note=note)
        self.sends_papers("white")
        assert self.page.locator("[name=note]").input_value() == note, "sending a file lost the note"
        self.presses("Gửi bổ sung")
        self.sees("Đã gửi bổ sung")

    def downloads_the_result(self, name: str) -> bytes:
        self.opens_her_dossier()
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=name).first.click()
        path = waiting.value.path()
        assert path is not None
        return Path(path).read_bytes()

    def looks_it_up(self) -> None:
        """As anyone with the code may, without signing in."""
        self.page.goto(f"/tra-cuu/{self.code}/")
