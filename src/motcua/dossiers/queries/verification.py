"""Walking a unit's journal from its first entry and finding whatever was changed, removed, added or cut off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from ..models import ChainHead, Dossier, JournalEntry
from ..rules.journal import GENESIS, chained, digest_of

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing wrong in a unit's chain: where (sequence), and what in plain Vietnamese."""

    unit_id: UUID
    sequence: int
    what: str


def verify_chain(unit_id: UUID, anchor: Mapping[str, object] | None = None) -> Iterator[Broken]:
    """Everything wrong with a unit's journal; nothing when it is whole.

    `anchor` is {"sequence", "hash"} kept outside the database: only against it can a cut-off tail be seen.
    """
    previous, expected = GENESIS, 1
    at_anchor: str | None = None
    for entry in _entries(unit_id):
        if entry.sequence != expected:
            yield Broken(unit_id, expected, f"thiếu từ số {expected} đến {entry.sequence - 1}")
        if entry.previous_hash != previous:
            yield Broken(unit_id, entry.sequence, "không nối với mục trước")
        if entry.hash != chained(entry.previous_hash, entry.facts()):
            yield Broken(unit_id, entry.sequence, "nội dung đã bị sửa")
        if entry.note and digest_of(entry.note) != entry.note_digest:
            yield Broken(unit_id, entry.sequence, "lời ghi đã bị sửa")
        if anchor is not None and entry.sequence == anchor["sequence"]:
            at_anchor = entry.hash
        previous, expected = entry.hash, entry.sequence + 1
    yield from _head_agrees(unit_id, expected - 1, previous)
    if anchor is not None and anchor["sequence"] and at_anchor != anchor["hash"]:
        what = "đuôi nhật ký đã bị cắt" if at_anchor is None else "nhật ký đã bị viết lại"
        yield Broken(unit_id, int(str(anchor["sequence"])), f"khác mốc neo giữ ngoài cơ sở dữ liệu: {what}")
    yield from _states_agree(unit_id)


def _entries(unit_id: UUID) -> Iterator[JournalEntry]:
    after = 0
    while True:
        batch = list(JournalEntry.objects.filter(unit_id=unit_id, sequence__gt=after).order_by("sequence")[:BATCH])
        yield from batch
        if len(batch) < BATCH:
            return
        after = batch[-1].sequence


def _head_agrees(unit_id: UUID, last: int, digest: str) -> Iterator[Broken]:
    head = ChainHead.objects.filter(unit_id=unit_id).order_by().first()
    if head is None:
        if last:
            yield Broken(unit_id, last, "mất đầu chuỗi")
    elif (head.sequence, head.hash) != (last, digest if last else GENESIS):
        yield Broken(unit_id, head.sequence, "đầu chuỗi khác mục cuối cùng")


def _states_agree(unit_id: UUID) -> Iterator[Broken]:
    """A dossier's state must be the one its newest entry left it in."""
    newest: dict[UUID, tuple[int, int]] = {}
    rows = JournalEntry.objects.filter(unit_id=unit_id).order_by("sequence")
    for dossier_id, sequence, state in rows.values_list("dossier_id", "sequence", "state_to").iterator(BATCH):
        newest[dossier_id] = (sequence, state)
    for dossier_id, state in (
        Dossier.objects.filter(unit_id=unit_id).order_by().values_list("pk", "state").iterator(BATCH)
    ):
        sequence, recorded = newest.get(dossier_id, (0, 0))
        if recorded != state:
            yield Broken(
                unit_id, sequence, f"hồ sơ {dossier_id} ở trạng thái {state}, nhật ký ghi {recorded or 'chưa có'}"
            )


def chain_heads() -> list[ChainHead]:
    """The newest link of every unit's chain, to be anchored outside the database."""
    return list(ChainHead.objects.order_by("unit_id"))
