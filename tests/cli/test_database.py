"""``forum db …`` and what other commands say about a database that is not as they need it."""

from pathlib import Path

import pytest

from forum.cli import main
from forum.queries.schema import newest_migration
from tests.cli.commands import Shell, sentence_of

NEWEST = newest_migration()


@pytest.mark.both_engines
def test_upgrade_makes_the_tables_and_check_finds_nothing_to_do(bare_shell: Shell) -> None:
    upgraded = bare_shell.run("db", "upgrade")
    assert (upgraded.exit_code, upgraded.stdout) == (0, f"The database stands at {NEWEST}.\n")
    assert bare_shell.run("db", "upgrade").stdout == f"The database stands at {NEWEST}, as before.\n"
    checked = bare_shell.run("db", "check")
    assert (checked.exit_code, checked.stdout) == (0, "The database has all that this release needs.\n")


@pytest.mark.both_engines
def test_check_says_how_the_database_differs(bare_shell: Shell) -> None:
    said = sentence_of(bare_shell.run("db", "check"))
    assert said == (
        "The database differs from what this release needs: "
        f"the database stands at nothing, this release needs {NEWEST}."
    )


@pytest.mark.both_engines
def test_downgrade_asks_first(shell: Shell) -> None:
    assert shell.run("db", "downgrade", "base", input="n\n").exit_code == 1
    assert shell.run("db", "check").exit_code == 0
    gone = shell.run("db", "downgrade", "base", "--yes")
    assert (gone.exit_code, gone.stdout) == (0, "The database stands at nothing.\n")


def test_there_is_no_way_back_to_what_never_was(shell: Shell) -> None:
    assert "no way back to 'nonsense'" in sentence_of(shell.run("db", "downgrade", "nonsense", "--yes"))
    assert shell.run("db", "downgrade").exit_code == 2


@pytest.mark.both_engines
def test_a_database_that_stands_too_low_is_a_persons_decision(shell: Shell) -> None:
    shell.run("db", "downgrade", "-1", "--yes")
    said = sentence_of(shell.run("comments", "recount"))
    assert said.endswith(f"this release needs {NEWEST}. Run: forum db upgrade")


@pytest.mark.both_engines
def test_a_fresh_sqlite_file_gets_its_tables_by_itself_and_a_server_does_not(
    bare_shell: Shell, dialect: str
) -> None:
    done = bare_shell.run("comments", "recount")
    if dialect == "sqlite":
        assert (done.exit_code, done.stdout) == (0, "Numbers that differed and are right now: 0.\n")
    else:
        assert sentence_of(done) == "The database is empty. Make its tables with: forum db upgrade"


AWAY = [
    ("postgresql://nobody:secret@127.0.0.1:1/forum", "Connection refused"),
    ("sqlite:////nowhere/at/all/forum.db", "unable to open database file"),
]


@pytest.mark.parametrize(("address", "why"), AWAY)
@pytest.mark.parametrize("command", [("serve",), ("demo",), ("db", "upgrade"), ("db", "check")])
def test_a_database_that_is_away_is_one_sentence(
    shell: Shell, command: tuple[str, ...], address: str, why: str
) -> None:
    said = sentence_of(shell.run(*command, FORUM_DATABASE_URL=address))
    assert said.startswith("The database cannot be used: ")
    assert why in said
    assert "secret" not in said


SETTINGS = [
    ("FORUM_WORKERS", "many"),
    ("FORUM_BIND", "8000"),
    ("FORUM_DATABASE_URL", "mysql://root:secret@db/forum"),
    ("FORUM_SMTP_URL", "smtp://user:secret@"),
    ("FORUM_SECRET_KEY", "short"),
]


@pytest.mark.parametrize(("name", "value"), SETTINGS)
def test_a_wrong_setting_is_named(shell: Shell, name: str, value: str) -> None:
    said = sentence_of(shell.run("serve", **{name: value}))
    assert name in said
    assert "secret" not in said


@pytest.mark.parametrize(
    "words", [("nonsense",), ("demo", "--posts", "few"), ("demo", "--comments", "5"), ("user", "add")]
)
def test_wrong_usage_is_code_two(shell: Shell, words: tuple[str, ...]) -> None:
    assert shell.run(*words).exit_code == 2


def test_every_command_explains_itself(shell: Shell) -> None:
    for path in _commands(main, ()):
        if path != ("bench",):  # has options of its own
            explained = shell.run(*path, "--help")
            assert explained.exit_code == 0
            assert len(explained.stdout.splitlines()) > 4, path


def _commands(group, path):
    for name, command in group.commands.items():
        yield (*path, name)
        yield from _commands(command, (*path, name)) if hasattr(command, "commands") else ()


def test_what_commands_write_is_for_the_owner_only(bare_shell: Shell, tmp_path: Path) -> None:
    bare_shell.run("db", "upgrade")
    assert (tmp_path / "empty.db").stat().st_mode & 0o077 == 0
