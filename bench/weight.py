"""What a phone fetches and how soon it sees something: bytes over the wire, largest paint, layout shift."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.measuring import installations, web_server
from bench.report import Report

FIRST, LATER = (
    "/",
    ("/thu-tuc/", "/thu-tuc/birth/", "/tim/?q=lam+khai+sinh+cho+con", "/tra-cuu/", "/rieng-tu/", "/dang-nhap/"),
)
# Slow 3G as WebPageTest has it: 400 kbit/s each way, 400 ms there and back.
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWER_CPU = 4
WATCH = """() => {
  window.shift = 0; window.paint = 0;
  const watch = (type, take) =>
    new PerformanceObserver((all) => all.getEntries().forEach(take)).observe({type, buffered: true});
  watch("layout-shift", (one) => { if (!one.hadRecentInput) window.shift += one.value; });
  watch("largest-contentful-paint", (one) => { window.paint = one.startTime; });
}"""


def main(report: Report) -> None:
    """At most 60 KB for a first visit and 15 KB for each later page; largest paint under 1.5 s; nothing jumps."""
    with installations() as found, web_server(next(iter(found))) as server, phone() as page:
        address = f"http://127.0.0.1:{server.port}"
        weight, paint, shift = visit(page, address + FIRST)
        report.figure("first visit on a phone, over the wire", weight / 1000, unit="KB", at_most=60)
        report.figure("largest paint of the first visit, slow 3G and 4× slower CPU", paint, unit="s", at_most=1.5)
        report.figure("layout shift of the first visit", shift, unit="", at_most=0.001)
        seen = [visit(page, address + one) for one in LATER]
        report.figure("heaviest later page, over the wire", max(one[0] for one in seen) / 1000, unit="KB", at_most=15)
        report.figure("slowest largest paint of a later page", max(one[1] for one in seen), unit="s", at_most=1.5)
        report.figure("largest layout shift of a later page", max(one[2] for one in seen), unit="", at_most=0.001)


@contextmanager
def phone() -> Iterator[Any]:
    """A cheap phone: 390 pixels wide, slow processor, slow network, an empty cache that fills as it goes."""
    from playwright.sync_api import sync_playwright

    from tests.browsers import chromium

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True).new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_3G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
        page.received = 0

        def count(event: dict[str, Any]) -> None:
            page.received += event["encodedDataLength"]

        session.on("Network.loadingFinished", count)
        page.add_init_script(f"({WATCH})()")
        yield page
        browser.close()


def visit(page: Any, address: str) -> tuple[float, float, float]:
    """Bytes received, seconds until the largest paint, and the sum of layout shifts of one page."""
    page.received = 0
    page.goto(address, wait_until="networkidle")
    for _ in range(50):
        if page.evaluate("window.paint"):
            break
        page.wait_for_timeout(100)
    paint, shift = page.evaluate("() => [window.paint / 1000, window.shift]")
    return page.received, paint, shift


if __name__ == "__main__":
    told = Report(full=False)
    main(told)
    sys.exit(told.print_all())
