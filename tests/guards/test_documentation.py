"""The documents are tests: what is not written down, or is written down wrongly, fails here."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from forum.cli import main
from forum.config import PROJECT, Settings
from forum.domain.actors import Actor, ActorKind
from forum.domain.permissions import PERMISSIONS, Owned, may
from forum.domain.roles import Role
from forum.domain.site_settings import BOUNDS, SiteSettings
from forum.jobs.registry import JOBS
from tests.support.sources import python

README = (PROJECT / "README.md").read_text(encoding="utf-8")
REFERENCE = (PROJECT / "docs" / "reference.md").read_text(encoding="utf-8")
PAGES = [
    *PROJECT.glob("*.md"),
    *PROJECT.glob("docs/*.md"),
    PROJECT / "tests/README.md",
    PROJECT / "bench/README.md",
]


def rows(text: str, heading: str) -> dict[str, list[str]]:
    """The table below a heading: the first cell, without its marks, and the others."""
    section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line.strip().strip("|") for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)] for line in lines[2:]]
    return {row[0].strip("`"): row[1:] for row in cells}


def test_every_setting_of_the_environment_stands_in_the_readme() -> None:
    assert set(rows(README, "Settings")) == {f"FORUM_{field.name.upper()}" for field in fields(Settings)}


def test_nothing_reads_the_environment_past_the_settings() -> None:
    readers = {
        source.name
        for source in python("forum")
        if re.search(r"os\.environ\b|os\.getenv\b|environ\.get\b", source.text)
        and source.name != "forum/config.py"
    }
    # The commands hand the environment on to the processes that they start.
    assert {name for name in readers if not name.startswith("forum/cli/")} == set()


def commands(command: click.Command, words: tuple[str, ...] = ("forum",)) -> Iterator[str]:
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from commands(below, (*words, name))
    else:
        yield " ".join(words)


def test_every_command_stands_in_the_readme() -> None:
    written = set()
    for cell in rows(README, "Commands"):
        first, *others = re.findall(r"[a-z]+(?: [a-z]+)*", re.sub(r"\[.*?\]|--.*", "", cell))
        written.add(first)
        written |= {f"{first.rpartition(' ')[0]} {other}" for other in others}
    assert set(commands(main)) == written


@pytest.mark.parametrize("command", sorted(commands(main)))
def test_every_command_says_what_it_does(command: str) -> None:
    at: click.Command = main
    for word in command.split()[1:]:
        assert isinstance(at, click.Group)
        at = at.commands[word]
    assert (at.help or "").strip()


def test_who_may_do_what_is_written_as_it_is() -> None:
    ours = Owned(1, authors_moderate_own=True)
    others = Owned(2, authors_moderate_own=True)

    def word(role: Role, permission: str) -> str:
        actor = Actor(ActorKind.PERSON, "x", id=1, role=role)
        if may(actor, permission) or may(actor, permission, others):
            return "yes"
        return "own" if may(actor, permission, ours) else ""

    written = {name: cells[1:] for name, cells in rows(REFERENCE, "Who may do what").items()}
    assert written == {name: [word(role, name) for role in Role] for name in PERMISSIONS}


def test_every_site_setting_is_written_with_its_default_and_bounds() -> None:
    table = rows(REFERENCE, "What an editor decides")
    words = {"True": "yes", "False": "no", "None": "never", "()": "none", "": "none"}
    assert {name: cells[0] for name, cells in table.items()} == {
        field.name: words.get(str(field.default), str(field.default)) for field in fields(SiteSettings)
    }
    assert {name: table[name][1] for name in BOUNDS} == {
        name: f"{low} to {high}" for name, (low, high) in BOUNDS.items()
    }


def test_every_job_is_written_down() -> None:
    assert set(rows(REFERENCE, "Jobs")) == set(JOBS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_every_link_between_the_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
