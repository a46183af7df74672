"""The page of a release in Chromium, from a file as from a USB stick: by keyboard, by pointer, on a phone, on paper."""

import io
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Browser, Page

from district_reports import pipeline
from district_reports.settings import Settings

RELEASE = "20-2024H1-001.html"


@pytest.fixture(scope="module")
def page_file(published: Settings) -> Path:
    [path] = [path for path in pipeline.export_releases(published) if path.name == RELEASE]
    return path


@pytest.fixture
def page(chromium: Browser, page_file: Path) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(page_file.as_uri())
    yield page
    context.close()


def test_number_tells_its_source_to_whoever_comes_by_keyboard(page: Page, tmp_path: Path):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Đến nội dung"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.n')"):
            break
    assert page.evaluate("document.activeElement.textContent") == "98.801,0"
    panel = page.locator("#panel")
    assert panel.is_visible()
    assert "Văn Quan" in panel.inner_text()
    page.screenshot(path=tmp_path / "source.png")
    page.keyboard.press("Escape")
    assert panel.is_hidden()


def test_note_stays_while_the_pointer_is_on_it_and_goes_when_it_leaves(page: Page):
    page.locator("a.n").first.hover()
    panel = page.locator("#panel")
    box = panel.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.wait_for_timeout(500)
    assert panel.is_visible()
    page.mouse.move(2, 2)
    panel.wait_for(state="hidden")


def test_rate_stands_beside_its_coverage(page: Page):
    tile = page.locator(".tile", has_text="Tỷ lệ giải ngân").inner_text()
    assert "17,22 %" in tile
    assert "1 trên 11 đơn vị nêu cả hai số, tạm thời" in tile


def test_page_asks_for_nothing_and_says_no_error(chromium: Browser, page_file: Path):
    page = chromium.new_page()
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(page_file.as_uri())
    page.close()
    assert (asked, errors) == ([page_file.as_uri()], [])


@pytest.mark.parametrize("width", [390, 1280])
def test_page_is_as_wide_as_its_window(chromium: Browser, page_file: Path, tmp_path: Path, width: int):
    page = chromium.new_page(viewport={"width": width, "height": 844})
    page.goto(page_file.as_uri())
    page.screenshot(path=tmp_path / f"page-{width}.png")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_page_on_paper_is_a4_and_short(page: Page):
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True))) as paper:
        assert {(round(sheet.width), round(sheet.height)) for sheet in paper.pages} == {(595, 842)}
        assert len(paper.pages) < 20
        text = paper.pages[0].extract_text()
    assert "Mới có 1 trên 11 huyện báo cáo" in text
    assert "17,22 %" in text
