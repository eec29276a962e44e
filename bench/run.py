"""``python -m bench``: measures the limits, the plain page and this product side by side, and prints the table."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bench.loads import Figures, post, read
from bench.readme import fill_in, machine
from bench.servers import Running, missing_tools, serving
from bench.tables import Row, as_markdown

HERE = Path(__file__).resolve().parent
THREADS = (20, 200)


def main(seconds: int, *, write: bool) -> int:
    """Runs everything; prints the table, and with ``write`` puts it into ``bench/README.md`` and ``bench/history/``."""
    lacking = missing_tools()
    if lacking:
        print(f"The measurements need {' and '.join(lacking)} (Debian: wrk, util-linux).", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="forum-bench-") as folder:
        rows = Bench(Path(folder), seconds).measure()
    table = as_markdown(rows)
    print(table)
    if write:
        _write(rows, table)
    return 0


class Bench:
    """One run on one database, made anew."""

    def __init__(self, folder: Path, seconds: int) -> None:
        self.folder = folder
        self.seconds = seconds
        self.database = f"sqlite:///{folder / 'forum.db'}"
        self.environment = {
            "FORUM_DATABASE_URL": self.database,
            "FORUM_INSTANCE_PATH": str(folder),
            "FORUM_SECRET_KEY": "a key for measuring and for nothing else",
            "FORUM_TRUSTED_PROXIES": "1",  # so that the load can come from many networks
            "PYTHONPATH": str(HERE.parent),
        }
        self.rows: list[Row] = []

    def measure(self) -> list[Row]:
        from bench.data import make_site

        slugs = make_site(self.environment, THREADS)
        with serving("forum.wsgi:app", self.environment, "/healthz") as forum:
            self._pages(forum, slugs)
            self._queue(forum)
            self._posting(forum, slugs[THREADS[0]])
        return self.rows

    def _pages(self, forum: Running, slugs: dict[int, str]) -> None:
        for n in THREADS:
            path = f"/posts/{slugs[n]}"
            body = urllib.request.urlopen(forum.address + path).read()
            file = self.folder / f"page-{n}.html"
            file.write_bytes(body)
            ready = {**self.environment, "BENCH_BODY": str(file)}
            case = f"post page, {n} comments ({len(body) / 1000:.0f} kB)"
            ours = self._read(f"{case}: Forum", forum, path)
            for name, target in (
                ("bare WSGI callable, same bytes", "bench.limits:bare"),
                ("Flask view with ready bytes", "bench.limits:ready"),
                ("plain Flask page", "bench.plain.app:app"),
            ):
                with serving(target, ready, path) as server:
                    self._read(f"{case}: {name}", server, path, against=ours)

    def _queue(self, forum: Running) -> None:
        cookie = sign_in(self.environment, forum)
        first = self._read("queue, page 1", forum, "/desk/moderation?state=pending", cookie=cookie)
        deep = self._deep_page(forum, cookie)
        self._read("queue, page 40", forum, deep, cookie=cookie, against=first)

    def _deep_page(self, forum: Running, cookie: str) -> str:
        """The address of the 40th page, found as a moderator would: by following the link to the next one."""
        path = "/desk/moderation?state=pending"
        for _ in range(39):
            request = urllib.request.Request(forum.address + path, headers={"Cookie": cookie})
            html = urllib.request.urlopen(request).read().decode()
            found = re.search(r'<a href="([^"]+)" rel="next"', html)
            if found is None:
                raise RuntimeError("the queue has fewer than 40 pages")
            path = found[1].replace("&amp;", "&")
        return path

    def _posting(self, forum: Running, slug: str) -> None:
        from bench.data import make_forms

        path = f"/posts/{slug}/comments"
        forms = make_forms(self.environment, forum, path, n=self.seconds * 100)
        ours = post(forum, path, forms)
        self.rows.append(Row("posting a comment that is held: Forum", ours))
        with serving("bench.plain.app:app", self.environment, f"/posts/{slug}") as plain:
            self.rows.append(Row("posting: plain durable insert", post(plain, path, forms), against=ours))

    def _read(
        self, name: str, server: Running, path: str, *, cookie: str = "", against: Figures | None = None
    ) -> Figures:
        headers = (f"Cookie: {cookie}",) if cookie else ()
        figures = read(server, path, seconds=self.seconds, headers=headers)
        self.rows.append(Row(name, figures, against=against))
        print(f"  {name}: {figures.per_cpu:,.0f} per CPU-second", file=sys.stderr)
        return figures


def sign_in(environment: dict[str, str], forum: Running) -> str:
    """The session cookie of a moderator, let in by a one-time link as any moderator is."""
    said = subprocess.run(
        [sys.executable, "-m", "forum", "user", "add", "--role", "moderator", "bench@example.org", "Bench"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    path = re.search(r"(/sign-in/link/\S+)", said)[1]  # type: ignore[index]
    jar = http.cookiejar.CookieJar()
    opener: Callable[..., http.client.HTTPResponse] = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(jar)
    ).open
    page = opener(forum.address + path).read().decode()
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]  # type: ignore[index]
    opener(forum.address + path, f"csrf_token={token}".encode())
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def _write(rows: list[Row], table: str) -> None:
    fill_in("table", table)
    today = datetime.now(UTC).date().isoformat()
    history = HERE / "history"
    history.mkdir(exist_ok=True)
    facts = {
        "date": today,
        "machine": machine(),
        "rows": [{"name": r.name, **asdict(r.figures)} for r in rows],
    }
    (history / f"{today}.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
