"""What stands in somebody's way on a page: what axe finds, and what is wider than the screen."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

AXE = Axe()
# In which a page must hold.
WIDTHS = (1280, 320)
SCHEMES = ("light", "dark")
# Colours hang on the scheme and lines on the width, so two of the four pairs are enough for what is one step behind a
# page; the pages themselves are seen in all four.
TWO_DRESSES = pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
# What must break, and what needs room above and below the line.
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
BURMESE = "ဆောင်းပါးအတွက် ကျေးဇူးတင်ပါတယ်။ မြန်မာဘာသာနဲ့ ဖတ်လို့ရမလား။"
THAI = "ขอบคุณสำหรับคู่มือค่ะ อยากให้มีฉบับพิมพ์สำหรับหมู่บ้านที่ไม่มีอินเทอร์เน็ต"


def dress(width: int, scheme: str) -> dict[str, Any]:
    """Options for a window. Nothing moves in it: axe would measure a colour on its way to another."""
    return {
        "viewport": {"width": width, "height": 800},
        "color_scheme": scheme,
        "reduced_motion": "reduce",
    }


def problems_at(page: Page, path: str) -> list[str]:
    """Goes to ``path``; every finding in one line."""
    page.goto(path)
    return problems_here(page, path)


def problems_here(page: Page, name: str) -> list[str]:
    """What is wrong with the page as it stands, under ``name``. The page needs scripts: axe is one."""
    found = [
        f"{name}: {violation['id']} {[node['target'] for node in violation['nodes']][:3]}"
        for violation in AXE.run(page).response["violations"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if wide > 0:
        found.append(f"{name}: {wide} pixels wider than the screen")
    return found


class Found(list[str]):
    """Collects what is wrong, page by page."""

    def look(self, page: Page, heading: str) -> None:
        """Waits for the page or the part of it that says ``heading``, and looks at it."""
        expect(page.get_by_role("heading", name=heading).first).to_be_visible()
        self += problems_here(page, heading)

    def go(self, page: Page, path: str, heading: str) -> None:
        """Goes to ``path`` and looks at what it is."""
        page.goto(path)
        self.look(page, heading)


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name).first.click()
