"""The table that the benchmarks print."""

from __future__ import annotations

from dataclasses import dataclass

from bench.loads import Figures


@dataclass(frozen=True)
class Row:
    """One case. ``against`` are Forum's figures where this row is what Forum is compared with."""

    name: str
    figures: Figures
    against: Figures | None = None

    @property
    def ratio(self) -> float | None:
        """Forum's requests per CPU-second divided by this row's; None for Forum's own rows."""
        return self.against.per_cpu / self.figures.per_cpu if self.against else None


def as_markdown(rows: list[Row]) -> str:
    """The rows as a table; a failed request is shown, never hidden."""
    lines = [
        "| case | requests per CPU-second | Forum ÷ this | requests/s | p50 ms | p99 ms | memory MiB | failed |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        f = row.figures
        ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
        lines.append(
            f"| {row.name} | {f.per_cpu:,.0f} | {ratio} | {f.per_second:,.0f} | {f.p50:.2f} | {f.p99:.2f} "
            f"| {f.memory:.0f} | {f.failures} |"
        )
    return "\n".join(lines)
