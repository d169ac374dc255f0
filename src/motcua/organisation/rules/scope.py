"""Whose rows the database may show now: the last wall behind `visible_to` (row-level security on PostgreSQL).

A process begins as the system (commands, the worker), or, once `begin_with_nothing` was called (the web server), with
nothing. A request is in the scope of the person at the screen; a public look-up adds one code or one token. The
database connection (`motcua.config.postgresql`) tells the server before the next statement that touches guarded rows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from uuid import UUID

from .authority import Authority, Function

SETTINGS = ("motcua.scope", "motcua.units", "motcua.person", "motcua.code", "motcua.token")


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be seen: everything (`is_system`), or the rows of some units, one person, one code, one token."""

    is_system: bool = False
    units: frozenset[UUID] = frozenset()
    person: UUID | None = None
    code: str = ""
    token: str = ""

    def values(self) -> tuple[str, ...]:
        """The values of SETTINGS, as the database keeps them."""
        kind = "system" if self.is_system else "person" if self.person else ""
        units = ",".join(sorted(str(unit) for unit in self.units))
        return (kind, units, str(self.person or ""), _plain(self.code), _plain(self.token))


def _plain(text: str) -> str:
    return text.replace("\x00", "")[:100]


EVERYTHING = Scope(is_system=True)
NOTHING = Scope()
# A scope, or how to find it out: who is at the screen is looked up when the first guarded row is to be read.
Source = Scope | Callable[[], Scope]
_at_first = EVERYTHING
_current: ContextVar[Source | None] = ContextVar("motcua_scope", default=None)


def current() -> Scope:
    """The scope in force in this thread or task."""
    source = _current.get()
    if source is None:
        return _at_first
    if isinstance(source, Scope):
        return source
    _current.set(NOTHING)  # whatever finding out reads must not need the answer
    try:
        found = source()
    except BaseException:
        _current.set(source)
        raise
    _current.set(found)
    return found


def begin_with_nothing() -> None:
    """From now on this process shows no guarded row to whoever has not been given a scope: for web servers."""
    global _at_first
    _at_first = NOTHING


def scope_of(by: Authority) -> Scope:
    """A person's scope: their offices, those they inspect, the units they answer consultations for, and themselves."""
    if by.is_system:
        return EVERYTHING
    posts = [post for post in by.appointments if post.function is not Function.ADVISER]
    asked = {post.unit_id for post in posts} | {post.office_id for post in posts}
    return Scope(units=frozenset(by.readable_office_ids | asked), person=by.account_id)


@contextmanager
def within(source: Source) -> Iterator[None]:
    """Do something in a scope, and return to the one before."""
    token = _current.set(source)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def also(*, code: str = "", token: str = "", units: Collection[UUID] = ()) -> Iterator[None]:
    """Add one dossier by its code, or one paper by its token, for whoever has it in hand; or some units' rows, for an
    administrator whom `permissions.must_administer` let through.
    """
    before = _current.get()

    def both() -> Scope:
        with within(before if before is not None else _at_first):
            known = current()
        return replace(known, code=code or known.code, token=token or known.token, units=known.units | frozenset(units))

    with within(both):
        yield
