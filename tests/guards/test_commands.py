"""The one list of keys and commands says what the scripts, the templates and the desk's pages say."""

import re

import pytest
from flask import Flask

from forum.config import PROJECT
from forum.domain.permissions import PERMISSIONS
from forum.queries.moderation.queue import QUEUES
from forum.web.access import MARK
from forum.web.desk.commands import COMMANDS, MODERATES, REASONS, About, Command, HeardBy
from tests.support.sources import files

SCRIPTS = {path.stem: path.read_text(encoding="utf-8") for path in (PROJECT / "static/js").glob("*.js")}
TEMPLATES = files("templates", ".html")
FOR_READERS = {"reader", "news"}
# Pages of the desk that nobody goes to by themselves: a decision on what a filter lets through, and a fragment.
NO_PLACES = {"batches.new", "queue_news.news"}


def listed(heard_by: HeardBy) -> set[str]:
    return {key for command in COMMANDS if command.heard_by is heard_by for key in command.keys}


def decided() -> set[str]:
    """The keys of the table of decisions in queue.js."""
    (table,) = re.findall(r"const DECISIONS = \{(.*?)\}", SCRIPTS["queue"])
    return set(re.findall(r"(\w): \"", table))


def data_keys() -> set[str]:
    """Every key that a template gives to a button; the panel of reasons counts them."""
    found = {key for template in TEMPLATES for key in re.findall(r'data-key="([^"]+)"', template.text)}
    assert "{{ loop.index }}" in found
    return (found - {"{{ loop.index }}"}) | {str(n) for n, _ in enumerate(REASONS, start=1)}


def test_every_key_of_the_queue_is_listed_and_the_other_way_round() -> None:
    handled = decided() | set(re.findall(r'\bkey === "([^"]+)"', SCRIPTS["queue"]))
    # Enter sends what stands in a field, as in every form; the palette's key is left to the palette.
    handled -= {"Enter", "/"}
    on_selection = {f"Shift+{key}" for key in decided() | {"r"}}
    assert handled | data_keys() | on_selection == listed(HeardBy.QUEUE)


@pytest.mark.parametrize("script", [HeardBy.PALETTE, HeardBy.EDITOR])
def test_every_key_of_another_script_is_listed(script: HeardBy) -> None:
    source = SCRIPTS[script]
    with_control = {
        f"Control+{key.lower()}" for key in re.findall(r'event\.code [!=]== "Key([A-Z])"', source)
    }
    assert with_control | set(re.findall(r'event\.key === "(\W)"', source)) == listed(script)


def test_the_key_of_every_page_of_the_desk_is_listed() -> None:
    """It is whatever a button says, and no other than this one is asked for."""
    asked = re.findall(r'aria-keyshortcuts="([^"]+)"', SCRIPTS[HeardBy.DESK])
    assert set(asked) == listed(HeardBy.DESK)


def test_no_other_script_of_the_desk_hears_keys() -> None:
    hearing = {name for name, source in SCRIPTS.items() if "keydown" in source or "keyup" in source}
    assert hearing - FOR_READERS == set(HeardBy)


def test_the_keys_that_moderators_know_from_elsewhere_are_all_there() -> None:
    assert listed(HeardBy.QUEUE) >= {*"jkausdrezx?", *(f"Shift+{key}" for key in "ausdr")}


def test_what_the_page_tells_a_screen_reader_about_keys_is_listed() -> None:
    told = {
        key
        for template in TEMPLATES
        for keys in re.findall(r'aria-keyshortcuts="([^"{]+)"', template.text)
        for key in keys.split()
    }
    assert told >= {"a", "m", "n", "z", "e", "x", "Shift+a", "j", "?", "/"}
    assert told <= {key for command in COMMANDS for key in command.keys}


def test_a_key_says_one_thing() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert sorted(keys) == sorted(set(keys))


def test_every_reason_has_its_digit() -> None:
    (command,) = (command for command in COMMANDS if command.reasons)
    assert len(command.keys) == len(command.reasons) == 7
    assert "{% for code in command.reasons %}" in (PROJECT / "templates/desk/_commands.html").read_text()


def test_every_queue_is_listed_in_the_order_of_the_tabs() -> None:
    assert tuple(command.state for command in COMMANDS if command.about is About.QUEUE) == QUEUES


def test_every_page_of_the_desk_is_a_place(app: Flask) -> None:
    """A new page without a number in its address is entered in the list."""
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.rule.partition("?")[0].startswith("/desk")
        and not rule.arguments
        and "GET" in (rule.methods or ())
    }
    places = {command.endpoint for command in COMMANDS if command.endpoint}
    assert pages - places == NO_PLACES
    assert places - pages == {"accounts.account", "lists.front"}


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.about is About.PLACE], ids=lambda c: c.endpoint)
def test_a_place_needs_what_its_page_asks_for(command: Command, app: Flask) -> None:
    asked = getattr(app.view_functions[command.endpoint], MARK)
    assert command.needs == asked or asked in ("public", "account.use")


def test_a_command_needs_a_permission_that_exists() -> None:
    assert {command.needs for command in COMMANDS} <= PERMISSIONS.keys()
    assert MODERATES in PERMISSIONS


def test_every_key_of_the_queue_is_written_down() -> None:
    written = (
        (PROJECT / "docs/moderation.md").read_text(encoding="utf-8").partition("\n## Keys and commands\n")[2]
    )
    table = re.findall(r"^\| (.+?) \|", written.partition("\n## ")[0], re.MULTILINE)
    told = {key for cell in table for key in re.findall(r"`(.+?)`", cell)}
    listed_ones = listed(HeardBy.QUEUE) - {"Escape"} | {"Esc", "/"}
    assert told == {key for key in listed_ones if "+" not in key and key not in "23456"}
