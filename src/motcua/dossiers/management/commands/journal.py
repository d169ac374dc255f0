"""`motcua journal verify` finds tampering; `motcua journal anchor` keeps the chain heads outside the database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.dossiers.queries import chain_heads, verify_chain


class Command(BaseCommand):
    help = "verify: soát nhật ký của mọi đơn vị; anchor: ghi đầu chuỗi ra tệp ngoài cơ sở dữ liệu"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify", "anchor"])
        parser.add_argument("--anchors", default=str(Path(settings.DATA_DIR) / "anchors.jsonl"), help="tệp mốc neo")

    def handle(self, *args: Any, what: str, anchors: str, **options: Any) -> None:
        heads, file = chain_heads(), Path(anchors)
        if what == "anchor":
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("a", encoding="utf-8") as lines:
                for head in heads:
                    lines.write(
                        json.dumps({"unit": str(head.unit_id), "sequence": head.sequence, "hash": head.hash}) + "\n"
                    )
            self.stdout.write(f"Đã neo {len(heads)} chuỗi vào {file}.")
            return
        self._verify(heads, _newest_anchors(file))

    def _verify(self, heads: list[Any], anchors: dict[str, dict[str, Any]]) -> None:
        units = {str(head.unit_id): head.unit_id for head in heads}
        found = 0
        for name in sorted(units.keys() | anchors.keys()):
            for broken in verify_chain(units.get(name, name), anchors.get(name)):
                found += 1
                self.stdout.write(f"{broken.unit_id} số {broken.sequence}: {broken.what}")
        if found:
            raise CommandError(f"Nhật ký có {found} chỗ không toàn vẹn.")
        self.stdout.write(f"Nhật ký của {len(units)} đơn vị toàn vẹn.")


def _newest_anchors(file: Path) -> dict[str, dict[str, Any]]:
    if not file.exists():
        return {}
    kept: dict[str, dict[str, Any]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        anchor = json.loads(line)
        kept[anchor["unit"]] = anchor
    return kept
