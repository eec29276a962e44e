"""The look keeps its promises: contrast in both themes, one dark list said twice, room for stacked scripts, weight."""

from __future__ import annotations

import gzip
import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
CSS = STATIC / "css"
SHEETS = {path.relative_to(CSS).as_posix(): path.read_text(encoding="utf-8") for path in CSS.glob("**/*.css")}
TOKENS = SHEETS["tokens.css"]
BUNDLES = {
    name: list(bundle["files"])
    for name, bundle in tomllib.loads((CSS / "bundles.toml").read_text(encoding="utf-8")).items()
}

# WCAG 2.2, 1.4.3 and 1.4.11: what is read, and what is only seen (edges of fields, rings of focus).
LEAST_FOR_TEXT = 4.5
LEAST_FOR_SHAPES = 3.0
GROUNDS = ("paper", "surface", "sunken", "accent-wash", "silt-wash", "good-wash", "bad-wash")
# What is laid on what. Left: a text or a shape; right: every ground on which it stands.
TEXT = {
    "ink": GROUNDS,
    "ink-soft": GROUNDS,
    "accent": GROUNDS,
    "accent-strong": GROUNDS,
    "silt": ("paper", "surface", "silt-wash", "accent-wash"),
    "good": ("paper", "surface", "good-wash", "accent-wash"),
    "bad": ("paper", "surface", "bad-wash", "accent-wash"),
    "on-accent": ("accent", "accent-strong"),
    "paper": ("bad", "good", "ink"),
    "on-bar": ("bar",),
    "bar-soft": ("bar",),
    "on-bar-focus": ("bar-focus",),
}
SHAPES = {
    "edge": ("paper", "surface"),
    "focus": GROUNDS,
    "bar-focus": ("bar",),
    "accent": ("paper", "surface", "sunken"),
}
ORNAMENTS = {"line", "river"}  # hairlines and the river: nothing is lost to those who do not see them


def _block(start: str) -> str:
    _before, found, after = TOKENS.partition(start)
    assert found, f"tokens.css has no {start}"
    return after.split("}", 1)[0]


def _colours(start: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", _block(start)))


LIGHT = _colours(":root {")
DARK_BY_SYSTEM = _colours(':root:not([data-theme="light"]) {')
DARK_BY_CHOICE = _colours(':root[data-theme="dark"] {')
THEMES = {"light": LIGHT, "dark": DARK_BY_SYSTEM}


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    (theme, front, ground, least)
    for theme in THEMES
    for table, least in ((TEXT, LEAST_FOR_TEXT), (SHAPES, LEAST_FOR_SHAPES))
    for front, grounds in table.items()
    for ground in grounds
]


@pytest.mark.parametrize(("theme", "front", "ground", "least"), PAIRS)
def test_what_is_read_stands_out(theme: str, front: str, ground: str, least: float) -> None:
    colours = THEMES[theme]
    assert contrast(colours[front], colours[ground]) >= least


def test_every_colour_is_measured_or_an_ornament() -> None:
    measured = {*TEXT, *SHAPES, *chain.from_iterable(TEXT.values()), *chain.from_iterable(SHAPES.values())}
    assert measured | ORNAMENTS == LIGHT.keys()


def test_dark_gives_every_colour_of_light_anew_and_means_the_same_by_choice_and_by_system() -> None:
    assert DARK_BY_SYSTEM.keys() == LIGHT.keys()
    assert DARK_BY_CHOICE == DARK_BY_SYSTEM


# Least line heights for running text, controls and titles. Khmer and Burmese stack marks above and below the line;
# Thai and Lao only above.
LEAST_LEADING = {
    "km": (1.8, 1.8, 1.8),
    "my": (1.8, 1.8, 1.8),
    "th": (1.8, 1.6, 1.5),
    "lo": (1.8, 1.6, 1.5),
    "zh": (1.7, 1.5, 1.3),
}


@pytest.mark.parametrize("language", sorted(LEAST_LEADING))
def test_scripts_that_need_it_have_room_and_no_tracking(language: str) -> None:
    (block,) = re.findall(rf"(?m)^  (?=[^{{}}\n]*:lang\({language}\))[^{{}}]*\{{([^}}]*)\}}", TOKENS)
    leading = dict(re.findall(r"--leading-(\w+): ([\d.]+);", block))
    for name, least in zip(("text", "ui", "title"), LEAST_LEADING[language], strict=True):
        assert float(leading[name]) >= least, name
    assert "--tracking: 0;" in block


# Digits, Latin codes and single signs: nobody's words stand here, so a fixed height is safe.
FIXED_LEADING = {
    "kbd",
    ".count",
    ".wait__number",
    ".problem__code",
    ".prose sup",
    ".comment__head a",
    ".code-box .input",
}


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selector and declarations of every rule, those inside of @-rules too."""
    plain = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    for selector, declarations in re.findall(r"([^{};]+)\{([^{}]*)\}", plain):
        yield " ".join(selector.split()), declarations


def _fixed_leadings(declarations: str) -> list[str]:
    heights = re.findall(r"(?:^|;)\s*line-height:\s*([^;]+)", declarations)
    heights += re.findall(r"(?:^|;)\s*font:[^;/]*/\s*(\S+)", declarations)
    return [height for height in heights if "var(--leading-" not in height]


@pytest.mark.parametrize("name", sorted(SHEETS.keys() - {"tokens.css", "print.css"}))
def test_line_heights_follow_the_language(name: str) -> None:
    """A number would win over what the language of the words asks for."""
    fixed = {selector for selector, declarations in _rules(SHEETS[name]) if _fixed_leadings(declarations)}
    assert fixed <= FIXED_LEADING


def test_no_exception_outlives_its_rule() -> None:
    fixed = {
        selector
        for sheet in SHEETS.values()
        for selector, declarations in _rules(sheet)
        if _fixed_leadings(declarations)
    }
    assert fixed >= FIXED_LEADING


def test_colours_are_named_in_the_tokens_only() -> None:
    for name, sheet in SHEETS.items():
        if name not in ("tokens.css", "print.css"):  # paper is white
            assert re.findall(r":[^;{}]*(#[0-9a-f]{3,8})\b[^{}]*;", sheet) == [], name


def test_every_token_that_is_read_is_defined_and_the_other_way_round() -> None:
    everything = "\n".join(SHEETS.values())
    defined = set(re.findall(r"(?<![\w-])(--[\w-]+):\s", everything))
    assert set(re.findall(r"var\((--[\w-]+)", everything)) == defined


def test_every_stylesheet_is_in_a_bundle_and_every_name_is_a_file() -> None:
    assert {name for files in BUNDLES.values() for name in files} == SHEETS.keys()


def test_the_desk_wears_what_readers_see_in_the_same_order() -> None:
    assert [name for name in BUNDLES["desk"] if name in BUNDLES["reader"]] == BUNDLES["reader"]


# Kibibytes, compressed.
@pytest.mark.parametrize(
    ("bundle", "most"), [("reader", 8.5), ("desk", 12.5), ("reading", 2), ("scripts", 1)]
)
def test_a_bundle_is_light(bundle: str, most: float) -> None:
    joined = "\n".join(SHEETS[name] for name in BUNDLES[bundle])
    assert len(gzip.compress(joined.encode())) <= most * 1024


@pytest.mark.parametrize(
    ("script", "most"),
    [
        ("reader", 3),
        ("news", 1),
        ("queue", 3.5),
        ("selection", 1),
        ("palette", 3.5),
        ("claims", 1.5),
        ("live", 2.5),
        ("editor", 2),
        ("autosave", 2.5),
        ("presence", 1),
        ("signing_out", 0.5),
        ("files", 2.5),
        ("search", 0.5),
        ("pasting", 1.5),
        ("copying", 1),
        ("videos", 1),
        ("unsaved", 1),
    ],
)
def test_a_script_is_light(script: str, most: float) -> None:
    assert len(gzip.compress((STATIC / "js" / f"{script}.js").read_bytes())) <= most * 1024
