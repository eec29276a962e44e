"""What stands in somebody's way on a page: what axe finds, and what is wider than the screen."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
# In which a page must hold.
WIDTHS = (1280, 320)
SCHEMES = ("light", "dark")


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
