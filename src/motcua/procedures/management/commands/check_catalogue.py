"""`motcua check_catalogue`: read every procedure of a catalogue, hold it to the gate and fill in its examples."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

import motcua
from motcua.procedures.loading.examples import examples_of
from motcua.procedures.loading.reading import CatalogueError, findings_of, load_folder
from motcua.procedures.rules.context import THREE_TIER, FormContext
from motcua.procedures.rules.definition import Definition, DefinitionError, parse
from motcua.procedures.rules.forms import check_answers
from motcua.procedures.rules.gate import MUST, Finding

CATALOGUE = Path(motcua.__file__).parent / "catalogue"
WORDS = {MUST: "phải sửa"}


class Command(BaseCommand):
    help = "Soát thủ tục trong danh mục: đọc được, qua cổng công bố, ví dụ điền được. Không cần cơ sở dữ liệu."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=CATALOGUE, help="thư mục danh mục")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        folder = path / "procedures"
        try:
            versions = load_folder(folder)
            found = [*findings_of(folder), *wrong_examples(folder)]
        except CatalogueError as error:
            raise CommandError(str(error)) from error
        for name, finding in found:
            self.stdout.write(f"{name}: {finding.path}: {finding.message} ({WORDS.get(finding.severity, 'nên xem')})")
        if not versions:
            raise CommandError(f"Không có thủ tục nào trong {folder}.")
        if any(finding.severity == MUST for _, finding in found):
            raise CommandError("Chưa công bố được: còn chỗ phải sửa.")
        procedures = {identity["key"] for identity, _, _ in versions}
        self.stdout.write(f"Sạch: {len(versions)} phiên bản của {len(procedures)} thủ tục.")


def wrong_examples(folder: Path) -> Iterator[tuple[str, Finding]]:
    """Fill in the examples on every version they fit and name each answer a form refuses; divisions are not checked."""
    for identity, version, data in load_folder(folder):
        try:
            definition = parse(data)
        except DefinitionError:
            continue  # the gate has said so
        for field, message in _refused(folder / identity["key"], definition):
            yield f"{identity['key']} {version}", Finding(MUST, f"examples.{field}", message)


def _refused(folder: Path, definition: Definition) -> Iterator[tuple[str, str]]:
    # What is not in force today is tried on its first day.
    today, first = localdate(), definition.valid_from
    in_force = first <= today and (definition.valid_to is None or today <= definition.valid_to)
    context = FormContext(today=today if in_force else first, organisation=definition.organisation)
    for example in examples_of(folder, context.today):
        if example.organisation not in (None, definition.organisation) or not definition.case(example.case):
            continue
        one = example.in_district() if definition.organisation == THREE_TIER else example
        result = check_answers(definition.form, one.answers, context, case=one.case, channel=one.channel)
        yield from ((error.input_name, str(error.message)) for error in result.errors)
