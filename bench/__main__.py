"""``python -m bench [--seconds N] [--write]``, ``python -m bench desk [--folder F] [--large URL --small URL]``,
``python -m bench search [--folder F] [--large URL]`` and ``python -m bench indexes --large URL [--small URL]``."""

from __future__ import annotations

import argparse
import sys

from bench import desk, search
from bench.run import main

parser = argparse.ArgumentParser(
    prog="bench", description="Measure Forum beside its limits and a plain page."
)
parser.add_argument("what", nargs="?", choices=["pages", "desk", "search", "indexes"], default="pages")
parser.add_argument("--seconds", type=int, default=5, help="length of each run (three a case)")
parser.add_argument("--write", action="store_true", help="put the table into bench/README.md")
parser.add_argument("--folder", default="", help="desk, search: where the sites are made, and kept")
parser.add_argument(
    "--large",
    default="",
    help="desk, search: the large site's database (not SQLite); indexes: an empty one",
)
parser.add_argument("--small", default="", help="desk: the small site's; indexes: another empty one")
options = parser.parse_args()
if options.what == "desk":
    sys.exit(desk.main(options.folder, (options.large, options.small), write=options.write))
if options.what == "search":
    sys.exit(search.main(options.folder, options.large, write=options.write))
if options.what == "indexes":
    sys.exit(search.compare([one for one in (options.large, options.small) if one], write=options.write))
sys.exit(main(options.seconds, write=options.write))
