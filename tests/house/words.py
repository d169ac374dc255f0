"""The words that people read, taken from templates and code, and the catalogue of their English.

`python -m tests.house.words` adds new words to the catalogue (with an empty translation), takes away those that nothing
says any more, and compiles it. Translate in `src/motcua/config/locale/en/LC_MESSAGES/django.po`, then run it again.
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator, Set
from datetime import UTC, datetime
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from motcua.procedures.rules.sentences import READ_BY_PEOPLE
from motcua.vietnamese.citations import NUMBER, citation_in_english

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/motcua"
ENGLISH = SOURCE / "config/locale/en/LC_MESSAGES/django.po"
# Where sentences for people begin in Python: names of gettext and of what the rules say → which arguments are words.
GETTEXT = {
    **dict.fromkeys(("_", "_lazy", "gettext", "gettext_lazy", "gettext_noop"), slice(0, 1)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), slice(0, 2)),
}
KEYWORDS = {
    **GETTEXT,
    **dict.fromkeys(("Sentence", "Refusal", "NotFound", "NotAllowed", "Changed", "Invalid", "Superseded"), slice(0, 1)),
    "Message": slice(1, 2),
}
# Pure rules and actions know no gettext; what they say in Vietnamese reaches a page through `saying.said`. Here every
# Vietnamese string is a sentence for people: labels, refusals, what is wrong in a form.
SPOKEN_IN = (
    *("accounts/actions", "accounts/rules", "accounts/permissions.py"),
    *("dossiers/actions", "dossiers/queries", "dossiers/rules", "dossiers/storing", "dossiers/permissions.py"),
    *("organisation/actions", "organisation/queries", "organisation/permissions.py", "organisation/rules"),
    *("procedures/actions", "procedures/rules/kinds", "procedures/rules/papers.py", "procedures/rules/limits.py"),
    *("procedures/rules/identity_numbers.py", "procedures/rules/identity_card.py", "procedures/rules/forms.py"),
    *("payments/actions", "payments/rules/refusals.py", "delivery/actions"),
    *("outreach/actions", "outreach/permissions.py"),
    *("receipts/rules/register.py", "receipts/actions", "receipts/queries", "receipts/signing", "receipts/ports.py"),
    *("correspondence/actions", "correspondence/rules/refusals.py", "adapters/email_smtp.py", "adapters/sms_http.py"),
    *("adapters/sms_smpp.py", "adapters/sms_folder.py", "adapters/zalo_stub.py"),
    *("adapters/signing_file.py", "adapters/signing_remote.py", "adapters/signing_pkcs11.py"),
    "adapters/timestamp_http.py",
    "config/settings/places.py",
    *("vietnamese/dates.py", "vietnamese/numbers.py", "vietnamese/reading.py"),
)
# What stays Vietnamese, because it is written on papers or read by a program; or is no sentence.
NEVER_SPOKEN = (
    *("dossiers/queries/verification.py", "procedures/actions/load_catalogue.py", "receipts/actions/heading.py"),
    "correspondence/actions/hearing.py",
    *("payments/actions/receipting.py", "payments/actions/ledger.py"),
    *("receipts/actions/issue_result.py", "receipts/actions/making.py", "receipts/actions/sign_result.py"),
)
# Speaks to those who operate or develop, never to those who read pages.
NOT_FOR_PAGES = ("demo", "config", "management", "migrations", "catalogue")

# What people read of the catalogue: which files, and the names of the values. Search words and the names of agencies
# and places stay as they are.
CATALOGUE = {
    "procedures/*/procedure.yaml": READ_BY_PEOPLE,
    "procedures/*/form.yaml": READ_BY_PEOPLE,
    "procedures/*/20*.yaml": READ_BY_PEOPLE | {"source", "article"},
    "fields.yaml": READ_BY_PEOPLE,
    "lists/nationalities.yaml": {"name"},
    "calendars/*.yaml": {"name", "source", "sources"},
    "organisations/*.yaml": {"kind", "title", "hours_note"},
    "results/*.yaml": {"title", "label"},
    "papers/*.yaml": {"title", "number"},
}
# Values that name what they are also without a Vietnamese letter in them: "Cha", "Nga".
BARE = {"short_name", "label", "row_name"}

Key = str | tuple[str, ...]
_VIETNAMESE = re.compile("[À-ỹđĐ]")
_STRING = r"""u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_CALL = re.compile(rf"\b(?:gettext|_)\({_STRING}\)|\bngettext\({_STRING}, ?{_STRING},")


def spoken() -> dict[Key, list[tuple[str, int]]]:
    """Every sentence marked for translation → the places that say it."""
    found: dict[Key, list[tuple[str, int]]] = {}
    for file in sorted(SOURCE.rglob("*")):
        inside = file.relative_to(SOURCE)
        operating = set(NOT_FOR_PAGES) & set(inside.parts) and not inside.as_posix().startswith(SPOKEN_IN)
        if file.suffix not in {".py", ".html", ".txt"} or operating:
            continue
        for line, words in _in(file):
            found.setdefault(words, []).append((str(file.relative_to(ROOT)), line))
    for pattern, names in CATALOGUE.items():
        for file in sorted((SOURCE / "catalogue").glob(pattern)):
            # In a form a unit is a word ("trang"); in a procedure it is the key of whoever holds a stage.
            bare = {"name"} if file.parent.name == "lists" else BARE | ({"unit"} if file.name == "form.yaml" else set())
            for words in _in_data(yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader), names, bare):
                # A title is set in capitals on the paper and as a sentence on pages.
                said = words.capitalize() if words.isupper() else words
                found.setdefault(said, []).append((str(file.relative_to(ROOT)), 0))
    return found


def _in_data(data: object, names: Set[str], bare: Set[str], name: str = "") -> Iterator[str]:
    """What people read in one file of the catalogue; text without a Vietnamese letter is mostly the same in English."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _in_data(value, names, bare, "sources" if name == "sources" else str(key))
    elif isinstance(data, list):
        for value in data:
            yield from _in_data(value, names, bare, name)
    elif isinstance(data, str) and name in names and (_VIETNAMESE.search(data) or name in bare):
        if name in {"source", "sources", "article"}:
            yield from _in_citation(data)
        else:
            yield data


def _in_citation(citation: str) -> Iterator[str]:
    """The names of laws in a citation; where it says more than the rule of citations knows, all of it."""
    laws: list[str] = []
    english = citation_in_english(citation, lambda law: laws.append(law) or "Law")  # type: ignore[func-returns-value]
    if _VIETNAMESE.search(NUMBER.sub("", english)):
        yield citation
    else:
        yield from laws


def _in(file: Path) -> Iterator[tuple[int, Key]]:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        place = file.relative_to(SOURCE).as_posix()
        everything = place.startswith(SPOKEN_IN) and not place.startswith(NEVER_SPOKEN)
        yield from _in_python(text, everything)
    else:
        yield from _in_template(text, file)


def _in_python(text: str, everything: bool) -> Iterator[tuple[int, Key]]:
    """Words in calls of gettext; with `everything`, any Vietnamese string but docstrings and f-strings."""
    tree = ast.parse(text)
    left_out: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr | ast.Expr):
            parts = ast.walk(node) if isinstance(node, ast.JoinedStr) else [node.value]
            left_out.update(part for part in parts if isinstance(part, ast.Constant))
        elif isinstance(node, ast.Call):
            arguments = [one.value for one in node.args[_wanted(node.func)] if isinstance(one, ast.Constant)]
            words = tuple(one for one in arguments if isinstance(one, str) and one)
            if words:
                yield node.lineno, words if len(words) == 2 else words[0]
        elif everything and isinstance(node, ast.Constant) and node not in left_out and _is_said(node.value):
            yield node.lineno, str(node.value)


def _is_said(value: object) -> bool:
    """Whether a constant is Vietnamese for people, not a pattern."""
    return isinstance(value, str) and bool(_VIETNAMESE.search(value)) and "\\" not in value and value.isprintable()


def _wanted(called: ast.expr) -> slice:
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return KEYWORDS.get(name, slice(0, 0))


def _in_template(text: str, file: Path) -> Iterator[tuple[int, Key]]:
    for line, written in enumerate(templatize(text, origin=str(file)).split("\n"), 1):
        for call in _CALL.finditer(written):
            words = tuple(ast.literal_eval(one) for one in call.groups() if one)
            yield line, words if len(words) == 2 else words[0]


def read() -> Catalog:
    """The English catalogue as it is kept."""
    if not ENGLISH.exists():
        return Catalog(locale="en")
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def missing(catalog: Catalog) -> list[Key]:
    """Sentences that pages say and that have no English yet."""
    return [key for key in spoken() if not is_translated(catalog.get(key if isinstance(key, str) else key[0]))]


def is_translated(message: Message | None) -> bool:
    """Whether a sentence has its English."""
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as the running application reads it."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def renewed(before: Catalog) -> Catalog:
    """The catalogue with exactly the words that pages say today; translations are kept."""
    after = Catalog(locale="en", project="motcua", charset="utf-8", fuzzy=False, header_comment="# English of Một Cửa.")
    # Fixed, so that the same words always give the same file.
    after.creation_date = after.revision_date = datetime(2026, 11, 22, tzinfo=UTC)
    for key, places in spoken().items():
        known = before.get(key if isinstance(key, str) else key[0])
        string = known.string if known and not known.fuzzy else ("" if isinstance(key, str) else ("", ""))
        after.add(key, string, locations=[(place, 0) for place in sorted({place for place, _ in places})])
    return after


def main() -> None:
    catalog = renewed(read())
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, catalog, sort_output=True, include_lineno=False, width=110)
    ENGLISH.with_suffix(".mo").write_bytes(compiled(read()))
    left = missing(catalog)
    print(f"{len(catalog)} sentences, {len(left)} without English")


if __name__ == "__main__":
    main()
