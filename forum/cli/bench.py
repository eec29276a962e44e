"""``forum bench``: the measurements, which are part of a working copy."""

from __future__ import annotations

import subprocess
import sys

import click

from forum.cli.faults import Fault
from forum.config import PROJECT


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def bench(options: tuple[str, ...]) -> None:
    """Measure this product beside its limits; see bench/README.md. All options are passed on."""
    if not (PROJECT / "bench" / "__main__.py").is_file():
        raise Fault(
            "The measurements are part of a working copy of the project and not of an installed package."
        )
    sys.exit(subprocess.run([sys.executable, "-m", "bench", *options], cwd=PROJECT, check=False).returncode)
