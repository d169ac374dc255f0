"""Strict reading of catalogue data: a wrong type or a key nobody knows is refused with the place it stands at."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

_REQUIRED: Any = object()
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,62}\Z")


class DefinitionError(ValueError):
    """The definition of a procedure cannot be read: ``path`` says where, ``message`` what and how to mend it."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message


class Reader:
    """One mapping of a definition, read key by key; ``finish`` refuses what nobody asked for."""

    def __init__(self, data: object, path: str) -> None:
        if not isinstance(data, Mapping):
            raise DefinitionError(path, "phải là một nhóm «khóa: giá trị»")
        self.data: Mapping[str, Any] = data
        self.path = path
        self._known: set[str] = set()

    def at(self, key: str) -> str:
        """Name the place of a key for an error."""
        return f"{self.path}.{key}" if self.path else key

    def value(self, key: str, default: Any = _REQUIRED) -> Any:
        """Take a value of any type; without a default it must be there."""
        self._known.add(key)
        if key not in self.data or self.data[key] is None:
            if default is _REQUIRED:
                raise DefinitionError(self.at(key), "còn thiếu")
            return default
        return self.data[key]

    def text(self, key: str, default: Any = _REQUIRED) -> Any:
        """Take a text that is not blank."""
        found = self.value(key, default)
        if found is default:
            return found
        if not isinstance(found, str):
            raise DefinitionError(self.at(key), f"phải là chữ; đặt {found!r} trong dấu nháy")
        if not found.strip():
            raise DefinitionError(self.at(key), "còn để trống")
        return found.strip()

    def key(self, key: str, default: Any = _REQUIRED) -> Any:
        """Take a short stable name: small letters without marks, digits, hyphen, underscore."""
        found = self.text(key, default)
        if found is not default and not _KEY.match(found):
            raise DefinitionError(self.at(key), f"«{found}» chỉ được gồm chữ thường không dấu, số, «-» và «_»")
        return found

    def whole(self, key: str, default: Any = _REQUIRED, *, least: int = 0) -> Any:
        """Take a whole number that is not below ``least``."""
        found = self.value(key, default)
        if found is default:
            return found
        if isinstance(found, bool) or not isinstance(found, int):
            raise DefinitionError(self.at(key), f"phải là số nguyên, không phải {found!r}")
        if found < least:
            raise DefinitionError(self.at(key), f"phải từ {least} trở lên")
        return found

    def truth(self, key: str, default: Any = _REQUIRED) -> Any:
        """Take true or false."""
        found = self.value(key, default)
        if not isinstance(found, bool):
            raise DefinitionError(self.at(key), "phải là true hoặc false")
        return found

    def day(self, key: str, default: Any = _REQUIRED) -> Any:
        """Take a calendar date, as a date or as ``YYYY-MM-DD``."""
        found = self.value(key, default)
        if found is default or isinstance(found, date):
            return found
        try:
            return date.fromisoformat(found)
        except (TypeError, ValueError):
            raise DefinitionError(self.at(key), f"phải là ngày dạng 2025-07-01, không phải {found!r}") from None

    def clock(self, key: str, default: Any = _REQUIRED) -> Any:
        """Take a time of day written ``"15:00"``; the quotes matter, YAML reads a bare 15:00 as 900."""
        found = self.value(key, default)
        if found is default:
            return found
        try:
            return time.fromisoformat(found)
        except (TypeError, ValueError):
            raise DefinitionError(self.at(key), 'phải là giờ trong dấu nháy, ví dụ "15:00"') from None

    def one_of(self, key: str, allowed: Iterable[str], default: Any = _REQUIRED) -> Any:
        """Take one of a closed set of words."""
        found = self.text(key, default)
        allowed = tuple(allowed)
        if found is not default and found not in allowed:
            raise DefinitionError(self.at(key), f"«{found}» không có trong: {', '.join(allowed)}")
        return found

    def texts(self, key: str, default: Any = _REQUIRED) -> tuple[str, ...]:
        """Take a list of texts."""
        found = self.value(key, default)
        if isinstance(found, str) or not isinstance(found, list | tuple):
            raise DefinitionError(self.at(key), "phải là một danh sách")
        for number, item in enumerate(found):
            if not isinstance(item, str) or not item.strip():
                raise DefinitionError(f"{self.at(key)}[{number}]", f"phải là chữ; đặt {item!r} trong dấu nháy")
        return tuple(item.strip() for item in found)

    def child(self, key: str, default: Any = _REQUIRED) -> Any:
        """Take a nested mapping as a reader of its own."""
        found = self.value(key, default)
        return found if found is default else Reader(found, self.at(key))

    def children(self, key: str, default: Any = _REQUIRED) -> list["Reader"]:
        """Take a list of nested mappings as readers."""
        found = self.value(key, default)
        if not isinstance(found, list | tuple):
            raise DefinitionError(self.at(key), "phải là một danh sách")
        return [Reader(item, f"{self.at(key)}[{number}]") for number, item in enumerate(found)]

    def finish(self) -> None:
        """Refuse keys that were never asked for."""
        unknown = sorted(str(key) for key in self.data if key not in self._known)
        if unknown:
            raise DefinitionError(self.path or "(gốc)", f"không biết khóa {', '.join(unknown)}")
