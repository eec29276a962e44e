"""Two ways to index words of seven languages, side by side: overlapping pairs of signs, and each letter and mark by
itself with phrases. Which texts of the table (``tests/data/search/table.toml``) each finds, how large its index is, how
long it takes to make, and how long a question takes.

Both are stored in the same kind of table, in a database of their own, and asked in the same way: the newest 21.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import sqlalchemy as sa

from forum.db import database_driver, prepare_engine
from forum.domain.finding import asked_of_index, signs_of
from forum.domain.text import Phrase, search_phrases, search_terms
from forum.domain.text.search_terms import BORDER, UNSPACED, each_run
from forum.importers.demo.reading import content, post_files
from forum.queries.search import dialect_of

TABLE = Path(__file__).resolve().parents[1] / "tests/data/search/table.toml"
POSTS, COMMENTS = 100_000, 1_000_000
# Words of a post and of a comment, by and large.
POST_WORDS, COMMENT_WORDS = 250, 25
AT_ONCE, SHOWN, ROUNDS = 5_000, 21, 3

TABLES = {
    "sqlite": ["CREATE VIRTUAL TABLE {words} USING fts5(terms, tokenize = 'ascii', columnsize = 0)"],
    "postgresql": [
        "CREATE TABLE {words} (rowid INTEGER PRIMARY KEY, terms TSVECTOR NOT NULL)",
        "CREATE INDEX ix_{words} ON {words} USING gin (terms)",
    ],
}
SIZES = {
    "sqlite": "SELECT (SELECT sum(length(block)) FROM {words}_data) + (SELECT sum(length(c0)) FROM {words}_content)",
    "postgresql": "SELECT pg_total_relation_size('{words}')",
}


@dataclass(frozen=True)
class Design:
    """One way: what a text is indexed under, and what is asked for."""

    name: str
    terms: Callable[[str], list[str]]
    phrases: Callable[[str], list[Phrase]]


def letters(text: str) -> list[str]:
    """Words, and of scripts without spaces each letter and mark."""
    return [term for run in each_run(text) for term in (list(run) if UNSPACED.match(run) else [run[:64]])]


def phrases_of_letters(query: str) -> list[Phrase]:
    """What stands between spaces or in quotation marks, as letters in a row."""
    asked = re.findall(r'"([^"]*)"|(\S+)', query)
    return [
        Phrase(tuple(terms), is_open=word.endswith("*"))
        for quoted, word in asked
        if (terms := letters(quoted or word))
    ]


DESIGNS = (
    Design("pairs", search_terms, search_phrases),
    Design(
        "pairs and signs",
        lambda text: [*(terms := search_terms(text)), BORDER, *signs_of(terms)],
        lambda query: asked_of_index(search_phrases(query)),
    ),
    Design("letters", letters, phrases_of_letters),
)


def right_answers(design: Design, connection: sa.Connection) -> tuple[int, int, list[str]]:
    """Of the table: how many questions find what they should, of how many, and the others."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    words = _make(connection, "few")
    texts = table["text"]
    _store(
        connection,
        words,
        [(n, design.terms(f"{one['title']} ⸱ {one['body']}")) for n, one in enumerate(texts)],
    )
    wrong = []
    for case in table["case"]:
        phrases = design.phrases(case["q"])
        found = {texts[n]["key"] for n in _ask(connection, words, phrases)} if phrases else set()
        if found != set(case["finds"].split()):
            wrong.append(case["q"])
    # One long text: what stands at its end must be found there, too.
    long = "การค้ามนุษย์ไม่ใช่เรื่องไกลตัว " * 300
    _store(connection, words, [(len(texts), design.terms(f"{long} เขื่อนแตกท่วมหมู่บ้าน"))])
    if len(texts) not in _ask(connection, words, design.phrases("เขื่อนแตกท่วมหมู่บ้าน")):
        wrong.append("(at the end of a long text)")
    of = len(table["case"]) + 1
    return of - len(wrong), of, wrong


def vocabulary() -> list[list[str]]:
    """The words of the demo content, a list for each text: of scripts without spaces pieces of one to six letters."""
    texts = [file.body for file in post_files()]
    texts += [one["body"] for one in content("comments.toml")["comments"]]
    texts += [one["body"] for one in tomllib.loads(TABLE.read_text(encoding="utf-8"))["text"]]
    cut = Random(5)
    return [
        [
            piece
            for run in each_run(text)
            for piece in ([run] if not UNSPACED.match(run) else _pieces(run, cut))
        ]
        for text in texts
    ]


def _pieces(run: str, cut: Random) -> list[str]:
    signs, pieces = list(run), []
    while signs:
        n = cut.randint(1, 6)
        pieces.append("".join(signs[:n]))
        del signs[:n]
    return pieces


def made_up(n: int, words: int, seed: int) -> Iterator[tuple[int, str]]:
    """``n`` numbered texts of about so many words, each of one language; frequent words are frequent."""
    random = Random(seed)
    sources = [[word, *rest] for word, *rest in vocabulary()]
    for number in range(1, n + 1):
        source = random.choice(sources)
        n = max(3, int(random.expovariate(1 / words)))
        picked = (source[_rank(random, len(source))] for _ in range(n))
        glue = "" if UNSPACED.match(source[-1]) else " "
        # Names and numbers: every text has a word that hardly any other has.
        yield number, f"{glue.join(picked)} {random.randrange(n * 2):x}"


def _rank(random: Random, n: int) -> int:
    """Half of all words are some of the most frequent ones."""
    if random.random() < 0.5:
        return random.randrange(n)
    return min(int(random.paretovariate(0.6)) - 1, n - 1)


def questions(n: int = 60) -> list[str]:
    """One and two words, from the most frequent ones to the rarest, in all languages; one sign."""
    random = Random(9)
    sources = vocabulary()
    asked = []
    for i in range(n):
        source = sources[i % len(sources)]
        first, second = source[random.randrange(min(len(source), 20))], random.choice(source)
        asked.append((first, second, f"{first} {second}")[i % 3])
    return [*asked, "น้ำ", "我", "မ", "the", "of that", "unheardof", "vi*"]


def measure(address: str, posts: int, comments: int) -> list[str]:
    """The rows of the table for one database."""
    url, options = database_driver(address)
    engine = sa.create_engine(url, **options)
    prepare_engine(engine)
    rows = []
    for design in DESIGNS:
        with engine.begin() as connection:
            right, of, wrong = right_answers(design, connection)
        print(f"  {design.name}: wrong about {wrong}", file=sys.stderr)
        for name, n, length in (("posts", posts, POST_WORDS), ("comments", comments, COMMENT_WORDS)):
            seconds, size = _fill(engine, name, n, length, design)
            times = _times(engine, name, design)
            times.sort()
            facts = (
                engine.dialect.name,
                design.name,
                f"{right} of {of}",
                f"{n:,} {name}",
                f"{size / 2**20:,.0f}",
                f"{seconds:,.0f}",
                *(
                    f"{one:.1f}"
                    for one in (statistics.median(times), times[int(len(times) * 0.99)], times[-1])
                ),
            )
            rows.append(f"| {' | '.join(facts)} |")
            print(rows[-1], file=sys.stderr)
    engine.dispose()
    return rows


def _fill(engine: sa.Engine, name: str, n: int, length: int, design: Design) -> tuple[float, float]:
    """Makes and fills the table; the seconds that it took, and its bytes."""
    texts, seconds = made_up(n, length, seed=3), 0.0
    with engine.begin() as connection:
        words = _make(connection, name)
    while batch := list(islice(texts, AT_ONCE)):
        start = time.perf_counter()
        with engine.begin() as connection:
            _store(connection, words, [(number, design.terms(text)) for number, text in batch])
        seconds += time.perf_counter() - start
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if engine.dialect.name == "sqlite" else f"VACUUM ANALYZE {name}")
        size = connection.exec_driver_sql(SIZES[engine.dialect.name].format(words=name)).scalar_one()
    return seconds, float(size)


def _times(engine: sa.Engine, name: str, design: Design) -> list[float]:
    words = sa.table(name, sa.column("rowid", sa.BigInteger), sa.column("terms"))
    times = []
    with engine.connect() as connection:
        for round_ in range(ROUNDS + 1):
            for question in questions():
                phrases = design.phrases(question)
                start = time.perf_counter()
                _ask(connection, words, phrases)
                if round_:  # the first one warms up
                    times.append((time.perf_counter() - start) * 1000)
    return times


def _make(connection: sa.Connection, name: str) -> sa.TableClause:
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    for statement in TABLES[connection.dialect.name]:
        connection.exec_driver_sql(statement.format(words=name))
    return sa.table(name, sa.column("rowid", sa.BigInteger), sa.column("terms"))


def _store(
    connection: sa.Connection, words: sa.TableClause, documents: Sequence[tuple[int, list[str]]]
) -> None:
    dialect = dialect_of(connection.dialect.name)
    connection.execute(
        sa.insert(words).values(rowid=sa.bindparam("number"), terms=dialect.TERMS),
        [{"number": number, "document": dialect.written(terms)} for number, terms in documents],
    )


def _ask(connection: sa.Connection, words: sa.TableClause, phrases: Sequence[Phrase]) -> Sequence[int]:
    holds = dialect_of(connection.dialect.name).holds(words, phrases)
    return connection.scalars(
        sa.select(words.c.rowid).where(holds).order_by(words.c.rowid.desc()).limit(SHOWN)
    ).all()


HEAD = """\
| database | design | right answers | texts | index, MiB | seconds to make | p50 ms | p99 ms | longest ms |
|---|---|---:|---:|---:|---:|---:|---:|---:|"""


def main(databases: Sequence[str], *, posts: int = POSTS, comments: int = COMMENTS) -> str:
    """The whole table, for all of these empty databases."""
    rows = [row for address in databases for row in measure(address, posts, comments)]
    return "\n".join([HEAD, *rows])
