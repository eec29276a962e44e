"""The readers' search on a large site: 100,000 posts and 1,000,000 comments, in all seven languages.

Each question is asked of the database (which documents, and the passages that are shown of them) and as a whole page,
in one process, without a network and with nobody else on the machine.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench import indexes
from bench.desk import LARGE, Site
from bench.readme import fill_in

POSTS, ROUNDS = 100_000, 5
YEAR = (datetime(2019, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC))
# Of the vocabulary of the made-up texts and of the demo content: frequent and rare, one sign and several words, in all
# languages, and those that a database finds hard.
QUESTIONS = (
    "the", "of", "a", "survivors", "training", "ferry", "ferry boat", '"of the"', '"the of"', "the unheardof",
    "unheardof",
    "labour exploitation", '"forced labour"', "migration policy government", "fif*", "s*", "12", "2016", "100",
    "ขอบคุณ", "แรงงาน", "น้ำ", "การ", "บทความ", "การค้ามนุษย์", "ก", "ขอบคุณ the",
    "ຂອບໃຈ", "ແຮງງານ", "ການ", "ນ້ຳ", "ຄ້າມະນຸດ",
    "អរគុណ", "ស្ត្រី", "ការ", "មនុស្ស", "ជួញដូរ",
    "ကျေးဇူး", "မြန်မာ", "လူကုန်ကူး", "က", "အလုပ်သမား",
    "cảm ơn", "cam on", "lao động", "người", "nguoi", "nu",
    "谢谢", "我", "移民", "贩运", "人口", "工作", "我们 工作",
)  # fmt: skip
FILTERS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("the", {"language": "lo"}),
    ("the", {"category": "blog"}),
    ("the", {"category": "blog", "language": "en", "span": YEAR}),
    ("ขอบคุณ", {"span": YEAR}),
    ("我", {"kind": "comment"}),
    ("我", {"kind": "post", "language": "zh"}),
    ("unheardof", {"category": "blog"}),
)


def _grow(posts: int) -> None:
    """Posts without comments, until there are so many."""
    from forum.importers.demo import load_large
    from forum.queries.maintenance import last_post_number

    missing = posts - last_post_number()
    if missing > 0:
        load_large(missing, 0, seed=2)


def measure(site: Site) -> list[tuple[str, float, float, int, int]]:
    """For each question: its words, the median and the longest time of the database's part, what is found (at most a
    page), and the statements of the page."""
    rows = []
    cases: list[tuple[str, dict[str, Any]]] = [*((q, {}) for q in QUESTIONS), *FILTERS]
    for q, filters in cases:
        with site.app.app_context():
            times, n = _timed(_asked(q, filters))
        page = [site.page(_address(q, filters)) for _ in range(2)][-1]
        words = " ".join([q, *(f"[{name}]" for name in filters)])
        rows.append((words, statistics.median(times), max(times), n, page.statements))
        print(f"  {words}: {rows[-1][1]:.1f} ms, {n} found", file=sys.stderr)
    return rows


def _asked(q: str, filters: dict[str, Any]) -> Callable[[], int]:
    from forum.adapters import clock
    from forum.db import db
    from forum.domain.finding import DocumentKind
    from forum.domain.text import search_phrases
    from forum.queries.finding import Question, found_page
    from forum.queries.taxonomy import categories, section_at

    facts = dict(filters)
    if "category" in facts:
        slug = facts.pop("category")
        section = section_at(slug, categories())
        facts["categories"] = section.numbers if section else ()
    if "kind" in facts:
        facts["kind"] = DocumentKind(facts["kind"])
    question = Question(search_phrases(q), **facts)

    def ask() -> int:
        found = found_page(question, size=20, now=clock.now())
        db.session.rollback()
        return len(found.hits)

    return ask


def _timed(ask: Callable[[], int]) -> tuple[list[float], int]:
    times, n = [], ask()  # the first time does not count
    for _ in range(ROUNDS):
        start = time.perf_counter()
        n = ask()
        times.append((time.perf_counter() - start) * 1000)
    return times, n


def _address(q: str, filters: dict[str, Any]) -> str:
    facts: dict[str, str] = {
        "q": q,
        **{name: filters[name] for name in ("kind", "language", "category") if name in filters},
    }
    if "span" in filters:
        facts["year"] = str(YEAR[0].year)
    return f"/search?{urlencode(facts)}"


def as_markdown(rows: list[tuple[str, float, float, int, int]]) -> str:
    """All questions in two lines, and the slowest ones by name."""
    medians = sorted(row[1] for row in rows)
    longest = sorted(row[2] for row in rows)
    at = int(len(medians) * 0.99)
    lines = [
        (
            f"{len(rows)} questions: p50 {statistics.median(medians):.1f} ms, p99 {longest[at]:.1f} ms, "
            f"at most {max(row[4] for row in rows)} statements a page."
        ),
        "",
        "| the slowest questions | ms | longest, ms | found on page 1 | statements of the page |",
        "|---|---:|---:|---:|---:|",
    ]
    for words, median, most, n, statements in sorted(rows, key=lambda row: -row[1])[:15]:
        lines.append(f"| `{words}` | {median:.1f} | {most:.1f} | {n} | {statements} |")
    return "\n".join(lines)


def main(folder: str, database: str, *, write: bool) -> int:
    """Measures the search and prints its table; with ``write`` puts it into ``bench/README.md``."""
    with tempfile.TemporaryDirectory(prefix="forum-bench-") as made:
        site = Site(Path(folder or made) / "large", database, LARGE)
        with site.app.app_context():
            _grow(POSTS)
        table = as_markdown(measure(site))
    print(table)
    if write:
        fill_in("search-" + (database.partition(":")[0].partition("+")[0] or "sqlite"), table)
    return 0


def compare(databases: list[str], *, write: bool) -> int:
    """The two ways to index, on empty databases."""
    table = indexes.main(databases)
    print(table)
    if write:
        fill_in("indexes", table)
    return 0
