"""Questions of a form as they are shown: what was typed, what is wrong, and the template of the field's kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Input name → everything typed or ticked under it, as `dict(request.POST.lists())` gives it.
Typed = Mapping[str, Sequence[str]]

# More answers than this are a drop-down list; fewer are all shown at once.
RADIOS_AT_MOST = 7


@dataclass(frozen=True, slots=True)
class OptionShown:
    """One possible answer; `chosen` if it is the one typed. The first one's `id` is the name of the question itself."""

    id: str
    value: str
    label: str
    note: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file that was uploaded before and is kept."""

    id: str
    name: str
    size: str


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One question as a template needs it; composite kinds hold their parts as further questions.

    `name` is the input's name and its id in the page, so an error's `input_name` is also the link to it. `rows` are the
    rows of a repeated group. `when` is the condition for the courtesy script, as JSON, empty if always asked.
    """

    name: str
    kind: str
    label: str
    hint: str = ""
    required: bool = True
    value: str = ""
    error: str = ""
    options: tuple[OptionShown, ...] = ()
    parts: tuple[FieldShown, ...] = ()
    rows: tuple[RowShown, ...] = ()
    row_label: str = ""
    can_add: bool = False
    can_remove: bool = False
    files: tuple[FileShown, ...] = ()
    accept: str = ""
    multiple: bool = False
    autocomplete: str = ""
    unit: str = ""
    large: bool = True
    always_list: bool = False
    when: str = ""

    @property
    def template(self) -> str:
        """The template of the kind; a choice with many answers has a template of its own."""
        many = self.kind == "choice" and (self.always_list or len(self.options) > RADIOS_AT_MOST)
        return "fields/choice_list.html" if many else f"fields/{self.kind}.html"

    @property
    def described_by(self) -> str:
        """Ids of the hint and the error, for aria-describedby."""
        ids = [f"{self.name}-goi-y"] if self.hint else []
        return " ".join([*ids, f"{self.name}-loi"] if self.error else ids)

    @property
    def wrong(self) -> bool:
        """Whether something in this question, or in a part of it, has to be mended."""
        return bool(self.error)


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row of a repeated group; `number` is the one in its input names, which may have gaps."""

    number: int
    parts: tuple[FieldShown, ...]
