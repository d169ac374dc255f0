"""How the dossiers of one person are shared out among colleagues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

Work = TypeVar("Work")
Person = TypeVar("Person")
Method = Literal["turns", "fewest"]
METHODS: tuple[Method, ...] = ("turns", "fewest")


def shared_out(
    work: Sequence[Work], people: Sequence[Person], held: Mapping[Person, int], method: Method
) -> list[tuple[Work, Person]]:
    """Each piece of work with who gets it: in turns, or each to whoever holds fewest by then. Nobody, nothing.

    Of people who hold the same the one named first gets it, so that the same question has the same answer.
    """
    if not people:
        return []
    if method == "turns":
        return [(one, people[number % len(people)]) for number, one in enumerate(work)]
    load = {person: held.get(person, 0) for person in people}
    shared = []
    for one in work:
        chosen = min(people, key=lambda person: load[person])
        load[chosen] += 1
        shared.append((one, chosen))
    return shared
