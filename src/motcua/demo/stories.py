"""The lives of the demonstration's dossiers, as data: which procedure, how it came, how far it got, what went wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """One kind of dossier and how many of it.

    `steps` are the verbs that have happened: "step" is the next thing when all goes well; others name what they
    do. `hours` is how many working hours ago it was filed; `due_in` places it instead so that its
    promise ends in so many hours.
    """

    procedure: str
    channel: str
    steps: tuple[str, ...] = ()
    hours: float = 4
    due_in: float | None = None
    count: int = 1
    case: str | None = None


def going(number: int) -> tuple[str, ...]:
    return ("step",) * number


WARD: tuple[Story, ...] = (
    # just filed from home, nobody has looked yet
    Story("birth", "online", (), hours=0.5, count=2),
    Story("marital-status", "online", (), hours=1.5, count=2),
    Story("household-business", "online", (), hours=5),
    # received, on the desk
    Story("death", "desk", (), hours=0.7),
    Story("social-allowance", "desk", (), hours=3),
    # with the handlers, in time
    Story("birth", "online", going(2), hours=2.5, count=2),
    Story("marriage", "online", going(2), hours=4),
    Story("marital-status", "online", going(2), hours=9, count=3),
    Story("social-allowance", "online", going(2), hours=20, count=2),
    Story("household-business", "desk", going(1), hours=7, count=2),
    Story("house-construction-permit", "online", going(2), hours=60, case="house", count=2),
    # due soon
    Story("marital-status", "online", going(2), due_in=2),
    Story("household-business", "online", going(3), due_in=3),
    Story("civil-status-extract", "desk", going(1), hours=3),
    # waiting for a signature, for stamp and number
    Story("birth", "online", going(3), hours=3.5, count=2),
    Story("marital-status", "desk", going(2), hours=12, count=2),
    Story("marital-status", "online", going(4), hours=16),
    # late
    Story("marital-status", "online", going(2), due_in=-6),
    Story("household-business", "online", going(2), due_in=-11),
    Story("social-allowance", "desk", going(1), due_in=-20),
    # late was near: apology and a new date
    Story("house-construction-permit", "online", (*going(2), "extend"), due_in=8, case="house"),
    # waiting for the citizen; answered; asked twice
    Story("birth", "online", ("supplement",), hours=6),
    Story("marital-status", "online", (*going(2), "supplement"), hours=12, count=2),
    Story("social-allowance", "online", (*going(2), "supplement", "answer"), hours=30),
    Story("household-business", "online", (*going(2), "supplement", "answer", "further"), hours=22),
    # a payment; an opinion of another unit
    Story("first-land-registration", "online", (*going(2), "obligation"), hours=70),
    Story("house-construction-permit", "desk", (*going(1), "consult"), hours=50, case="house"),
    # ready at the desk
    Story("birth", "online", going(5), hours=7.5, count=2),
    Story("marital-status", "online", going(5), hours=22, count=2),
    # finished: handed over
    Story("birth", "online", going(6), hours=30, count=3),
    Story("death", "desk", going(5), hours=26),
    Story("marriage", "desk", going(5), hours=40),
    Story("marital-status", "online", going(6), hours=44, count=3),
    Story("certified-copy", "desk", going(4), hours=3, count=6),
    Story("certified-copy", "desk", going(4), hours=18, count=6),
    # not taken in, withdrawn, stopped, declined
    Story("household-business", "online", ("refuse",), hours=14),
    Story("marital-status", "online", (*going(2), "withdraw"), hours=10),
    Story("marriage", "online", (*going(2), "withdraw", "grant"), hours=24),
    Story("social-allowance", "online", (*going(2), "stop"), hours=48),
    Story("household-business", "desk", (*going(1), "decline", "step", "step", "step"), hours=26),
)
PROVINCE: tuple[Story, ...] = (
    Story("construction-permit-province", "online", (), hours=2),
    Story("construction-permit-province", "online", going(2), hours=40, count=2),
    Story("civil-status-extract", "desk", going(1), hours=2, count=2),
    Story("construction-permit-province", "desk", going(2), hours=90),
)
SMALL_WARD: tuple[Story, ...] = (
    Story("birth", "online", (), hours=1),
    Story("birth", "desk", going(5), hours=20, count=2),
    Story("marital-status", "online", going(2), hours=8),
    Story("certified-copy", "desk", going(4), hours=5, count=3),
)
