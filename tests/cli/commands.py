"""Commands, run in this process as a shell would run them."""

import os
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from forum.cli import main


@dataclass
class Shell:
    """A shell with the environment of one installation."""

    environment: dict[str, str]

    @property
    def instance(self) -> Path:
        return Path(self.environment["FORUM_INSTANCE_PATH"])

    def run(self, *words: str, input: str | None = None, **settings: str | None) -> Result:
        """``shell.run("db", "check", FORUM_WORKERS="2")``. What is not expected to go wrong is raised here."""
        mask = os.umask(0o022)
        try:
            result = CliRunner().invoke(
                main, list(words), input=input, env={**self.environment, **settings}, prog_name="forum"
            )
        finally:
            os.umask(mask)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result


def sentence_of(result: Result) -> str:
    """The one sentence with which the command failed."""
    assert result.exit_code == 1, (result.exit_code, result.output)
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("forum: ")]
    assert "Traceback" not in result.output
    return line.removeprefix("forum: ")
