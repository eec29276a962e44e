"""``python -m bench [--seconds N] [--write]``."""

from __future__ import annotations

import argparse
import sys

from bench.run import main

parser = argparse.ArgumentParser(
    prog="bench", description="Measure Forum beside its limits and a plain page."
)
parser.add_argument("--seconds", type=int, default=5, help="length of each run (three a case)")
parser.add_argument("--write", action="store_true", help="put the table into bench/README.md")
options = parser.parse_args()
sys.exit(main(options.seconds, write=options.write))
