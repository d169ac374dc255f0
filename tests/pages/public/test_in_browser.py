"""The public pages and the courtesy script in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import motcua.pages
from motcua.procedures import queries as catalogue
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCRIPT = Path(motcua.pages.__file__).parent / "static" / "motcua" / "js" / "conditions.js"


@pytest.fixture
def code() -> str:
    """The code of a dossier that can be looked up."""
    catalogue.forget()
    return Desk(KinhBac(keys=("birth",))).appraised().code


@pytest.fixture
def paths(code: str) -> list[str]:
    """The addresses of every kind of public page."""
    fixed = ["/", "/tim/?q=khai+sinh", "/tim/?q=xyzzy", "/thu-tuc/", "/thu-tuc/birth/", "/tra-cuu/KHONG-CO/"]
    return [*fixed, f"/tra-cuu/{code}/", "/xac-minh/khong-co/", "/rieng-tu/", "/khong-co-trang-nay/"]


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    # Nothing may depend on script: the pages are opened with it switched off.
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def test_public_pages_fit_the_narrowest_phone_and_have_no_accessibility_violations(
    browser: Any, live_server: Any, paths: list[str]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # The checker is a script of its own, which our policy would rightly refuse.
    context = browser.new_context(bypass_csp=True, viewport={"width": 320, "height": 640})
    page = context.new_page()
    wide, violations = {}, {}
    for path in paths:
        page.goto(live_server.url + path)
        if over := page.evaluate("document.documentElement.scrollWidth - innerWidth"):
            wide[path] = over
        if found := Axe().run(page).response["violations"]:
            violations[path] = [(one["id"], one["nodes"][0]["html"][:100]) for one in found]
    context.close()
    assert wide == {}
    assert violations == {}


def test_a_dossier_is_found_with_the_keyboard_alone_and_without_script(page: Any, live_server: Any, code: str) -> None:
    page.goto(live_server.url + "/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Đến nội dung chính"
    page.get_by_label("Mã hồ sơ").focus()
    page.keyboard.type(code.lower())
    page.keyboard.press("Enter")
    page.wait_for_url("**/tra-cuu/H05*/")
    assert "Hồ sơ đang ở" in page.locator("h1").inner_text()


def test_what_is_printed_is_what_the_page_says_without_what_one_presses(page: Any, live_server: Any, code: str) -> None:
    page.goto(f"{live_server.url}/thu-tuc/birth/")
    page.emulate_media(media="print")
    for pressed in (".site-header nav", ".menu", ".site-footer", ".crumb", ".actions", ".ways .button", ".contents"):
        assert not any(one.is_visible() for one in page.locator(pressed).all()), pressed
    # Nobody can open on paper what is folded on the screen.
    assert page.locator("details.more > div").first.is_visible()
    assert page.locator(".only-print").is_visible()
    page.goto(f"{live_server.url}/tra-cuu/{code}/")
    assert code in page.locator(".only-print").inner_text()


FORM = """<form data-case="late">
<input type="radio" name="place" value="home"><input type="radio" name="place" value="clinic" checked>
<input name="count" value="1.200"><input name="born.day" value=""><input name="born.year" value="">
<input type="radio" name="twin" value="yes" checked>
<p id="home" data-when='{"eq": ["place", "home"]}'>1</p>
<p id="late" data-when='{"eq": ["@case", "late"]}'>2</p>
<p id="many" data-when='{"ge": ["count", 1000]}'>3</p>
<p id="unborn" data-when='{"not": {"filled": "born"}}'>4</p>
<p id="twins"
  data-when='{"and": [{"eq": ["twin", true]}, {"or": [{"ne": ["place", "home"]}, {"empty": "count"}]}]}'>5</p>
<fieldset data-row="g.0."><input name="g.0.kind" value="x">
<p id="row" data-when='{"in": ["kind", ["x", "y"]]}'>6</p></fieldset>
</form>"""


def test_the_courtesy_script_hides_what_does_not_apply_as_it_is_answered(browser: Any) -> None:
    page = browser.new_page()
    page.set_content(FORM)
    page.add_script_tag(path=str(SCRIPT))

    def shown() -> set[str]:
        return {one.get_attribute("id") for one in page.locator("[data-when]:not([hidden])").all()}

    assert shown() == {"late", "many", "unborn", "twins", "row"}
    page.check("[name=place][value=home]")
    assert shown() == {"home", "late", "many", "unborn", "row"}
    page.fill("[name='born.day']", "3")
    page.fill("[name='born.year']", "2018")
    page.fill("[name=count]", "999")
    page.fill("[name='g.0.kind']", "z")
    assert shown() == {"home", "late"}
    page.close()
