"""What the benchmarks found, as one table of ratios."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One figure: what it is, ours, the floor, their ratio, and how it is to be."""

    what: str
    ours: float
    floor: float | None
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def figure(self) -> float:
        return self.ours if self.floor is None else self.ours / self.floor

    @property
    def holds(self) -> bool | None:
        if self.at_most is None and self.at_least is None:
            return None
        return (self.at_most is None or self.figure <= self.at_most) and (
            self.at_least is None or self.figure >= self.at_least
        )

    def line(self) -> str:
        floor = "" if self.floor is None else f"{self.floor:>10.2f}"
        ratio = "" if self.floor is None else f"{self.figure:>7.2f}×"
        wanted = f"≤ {self.at_most:g}" if self.at_most is not None else ""
        wanted = f"≥ {self.at_least:g}" if self.at_least is not None else wanted
        verdict = {True: "holds", False: "MISSED", None: ""}[self.holds]
        return f"{self.what:<58} {self.ours:>10.2f} {self.unit:<6} {floor:>10} {ratio:>8}  {wanted:<8} {verdict}"


@dataclass
class Report:
    """Collects the rows of all benchmarks of one run; `full` asks for the large sizes."""

    full: bool = False
    rows: list[Row] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def ratio(
        self,
        what: str,
        ours: float,
        floor: float,
        *,
        unit: str = "ms",
        at_most: float | None = None,
        at_least: float | None = None,
    ) -> None:
        """Ours beside a floor of the same run; the bound is on the ratio."""
        self._add(Row(what, ours, floor, unit, at_most, at_least))

    def figure(
        self, what: str, ours: float, *, unit: str = "ms", at_most: float | None = None, at_least: float | None = None
    ) -> None:
        """A figure that stands for itself; the bound is on the figure."""
        self._add(Row(what, ours, None, unit, at_most, at_least))

    def broke(self, name: str) -> None:
        self.broken.append(name)

    def print_all(self) -> int:
        print(f"\n{'':<58} {'ours':>10} {'':<6} {'floor':>10} {'ratio':>8}  wanted")
        for row in self.rows:
            print(row.line())
        missed = [row for row in self.rows if row.holds is False]
        print(f"\n{len(self.rows)} figures, {len(missed)} missed." + (f" Broke: {self.broken}" if self.broken else ""))
        return 1 if self.broken else 0

    def _add(self, row: Row) -> None:
        self.rows.append(row)
        print("  " + row.line(), flush=True)
