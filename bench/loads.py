"""The loads: wrk for reading, a few threads with forms of their own for posting."""

from __future__ import annotations

import http.client
import re
import statistics
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from bench.servers import LOAD_CORE, Running

CONNECTIONS = 16
RUNS = 3
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Figures:
    """What a load found. Times are milliseconds; ``per_cpu`` is requests for each second of the server's CPU."""

    per_second: float
    per_cpu: float
    p50: float
    p99: float
    memory: float
    failures: int

    @classmethod
    def median(cls, runs: list[Figures]) -> Figures:
        """The median run by requests per CPU-second; failures of all of them."""
        middle = sorted(runs, key=lambda run: run.per_cpu)[len(runs) // 2]
        failures = sum(run.failures for run in runs)
        return cls(middle.per_second, middle.per_cpu, middle.p50, middle.p99, middle.memory, failures)


def read(server: Running, path: str, *, seconds: int, headers: tuple[str, ...] = ()) -> Figures:
    """GETs of ``path`` by wrk, 16 connections, on the other core; the median of three runs after a short warm-up."""
    _wrk(server, path, 1, headers)
    return Figures.median([_wrk(server, path, seconds, headers) for _ in range(RUNS)])


def _wrk(server: Running, path: str, seconds: int, headers: tuple[str, ...]) -> Figures:
    before = server.cpu_seconds()
    command = ["taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    said = subprocess.run(
        [*command, server.address + path], capture_output=True, text=True, check=True
    ).stdout
    cpu = max(server.cpu_seconds() - before, 0.01)
    found = re.search(r"(\d+) requests in", said)
    count = int(found[1]) if found else 0
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    return Figures(
        per_second=float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),  # type: ignore[index]
        per_cpu=count / cpu,
        p50=_latency(said, "50%"),
        p99=_latency(said, "99%"),
        memory=server.memory_mib(),
        failures=int(wrong[1]) if wrong else 0,
    )


def _latency(said: str, share: str) -> float:
    found = re.search(rf"{re.escape(share)}\s+([\d.]+)(us|ms|s)", said)
    return float(found[1]) * _UNITS[found[2]] if found else 0.0


def post(
    server: Running, path: str, forms: list[tuple[dict[str, str], dict[str, str]]], *, threads: int = 4
) -> Figures:
    """POSTs of ``forms`` (fields, headers), each once, from a few connections; 303 is success."""
    before = server.cpu_seconds()
    began = time.monotonic()
    with ThreadPoolExecutor(threads) as pool:
        shares = [forms[i::threads] for i in range(threads)]
        results = [
            one for share in pool.map(lambda share: _send(server, path, share), shares) for one in share
        ]
    elapsed = time.monotonic() - began
    cpu = max(server.cpu_seconds() - before, 0.01)
    times = sorted(milliseconds for _, milliseconds in results)
    return Figures(
        per_second=len(results) / elapsed,
        per_cpu=len(results) / cpu,
        p50=statistics.median(times),
        p99=times[int(len(times) * 0.99)],
        memory=server.memory_mib(),
        failures=sum(status != 303 for status, _ in results),
    )


def _send(
    server: Running, path: str, forms: list[tuple[dict[str, str], dict[str, str]]]
) -> list[tuple[int, float]]:
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=30)
    answers = []
    for fields, headers in forms:
        began = time.perf_counter()
        connection.request(
            "POST",
            path,
            urlencode(fields),
            {"Content-Type": "application/x-www-form-urlencoded", **headers},
        )
        answer = connection.getresponse()
        answer.read()
        answers.append((answer.status, (time.perf_counter() - began) * 1000))
    connection.close()
    return answers
