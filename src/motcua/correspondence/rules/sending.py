"""How messages are sent, as the catalogue's dated data say: quiet hours, prices, limits, words of incoming texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any


@dataclass(frozen=True, slots=True)
class Sending:
    """What holds from a day on. Times are the recipient's; the price is in đồng for one text message."""

    in_force: date
    quiet_from: time
    quiet_to: time
    price_of_a_part: int
    parts_with_marks: int
    most_recipients: int
    per_minute: int
    most_parts: int
    words: dict[str, tuple[str, ...]]
    answers_per_hour: int
    kept_days: int


def read(row: dict[str, Any]) -> Sending:
    """One entry of `catalogue/messages/sending.yaml`. Raises KeyError or ValueError where it lacks something."""
    campaign, incoming = row["campaign"], row["incoming"]
    return Sending(
        in_force=row["in_force"],
        quiet_from=time.fromisoformat(row["quiet_from"]),
        quiet_to=time.fromisoformat(row["quiet_to"]),
        price_of_a_part=int(row["price_of_a_part"]),
        parts_with_marks=int(row["parts_with_marks"]),
        most_recipients=int(campaign["most_recipients"]),
        per_minute=int(campaign["per_minute"]),
        most_parts=int(campaign["most_parts"]),
        words={name: tuple(incoming[name]) for name in ("status", "stop", "start")},
        answers_per_hour=int(incoming["answers_per_hour"]),
        kept_days=int(incoming["kept_days"]),
    )


def asked_in(text: str, words: dict[str, tuple[str, ...]]) -> tuple[str, str]:
    """What an incoming text asks for (`status`, `stop`, `start`, or `unknown`), and what stands after the word.

    `text` is without marks and in capitals: people type "tc", "TC:" or "tra cuu".
    """
    said = " ".join(text.replace(":", " ").replace(".", ". ").split())
    for name, known in words.items():
        for word in sorted(known, key=len, reverse=True):
            if said == word or said.startswith(word + " "):
                return name, said[len(word) :].strip()
    return "unknown", ""
