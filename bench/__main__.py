"""``python -m bench [--seconds N] [--write]``, and ``python -m bench desk [--folder F] [--large URL --small URL]``."""

from __future__ import annotations

import argparse
import sys

from bench import desk
from bench.run import main

parser = argparse.ArgumentParser(
    prog="bench", description="Measure Forum beside its limits and a plain page."
)
parser.add_argument("what", nargs="?", choices=["pages", "desk"], default="pages")
parser.add_argument("--seconds", type=int, default=5, help="length of each run (three a case)")
parser.add_argument("--write", action="store_true", help="put the table into bench/README.md")
parser.add_argument("--folder", default="", help="desk: where the two sites are made, and kept")
parser.add_argument("--large", default="", help="desk: the large site's database, if it is no SQLite file")
parser.add_argument("--small", default="", help="desk: the small site's")
options = parser.parse_args()
if options.what == "desk":
    sys.exit(desk.main(options.folder, (options.large, options.small), write=options.write))
sys.exit(main(options.seconds, write=options.write))
