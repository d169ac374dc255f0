"""The journal cannot be changed, and what was changed behind its back is found."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from motcua.dossiers.models import ChainHead, Dossier, JournalEntry, PersonalDataView
from motcua.dossiers.queries import verify_chain
from tests.builders.dossiers import Desk

GUARDS = ("keeps_facts", "keeps_notes", "keeps_rows")


def unguarded(sql: str, values: list[object]) -> None:
    """What somebody with the database's own password could do."""
    table = JournalEntry._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("RESET ROLE")  # whoever forges an entry has taken the owner's place
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            for name in GUARDS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}")
        cursor.execute(sql, values)
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute("SET ROLE motcua_app")


def stored(value: object) -> object:
    field = JournalEntry._meta.pk
    return field.get_db_prep_value(value, connection)


def test_a_whole_journal_is_whole(desk: Desk) -> None:
    desk.issued()
    desk.filed()
    assert list(verify_chain(desk.office.id)) == []
    assert [e.sequence for e in JournalEntry.objects.order_by("sequence")] == list(range(1, 8))


def test_the_database_refuses_to_change_or_remove_an_entry(desk: Desk) -> None:
    dossier = desk.accepted()
    PersonalDataView.objects.create(
        unit_id=desk.office.id,
        dossier=dossier,
        account_id=desk.office.account("tiepnhan1").pk,
        at=desk.at,
        what="dossier",
    )
    for model, change in ((JournalEntry, {"verb": "refuse"}), (PersonalDataView, {"what": "x"})):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()


def test_a_note_may_be_emptied_when_its_time_is_over_but_not_rewritten(desk: Desk) -> None:
    dossier = desk.do("refuse", desk.filed(), "tiepnhan1", reason="Bà Lan đã nộp ở phường khác.")
    entry = dossier.journal.get(verb="refuse")
    with pytest.raises(DatabaseError), transaction.atomic():
        JournalEntry.objects.filter(pk=entry.pk).update(note="Lý do khác.")
    JournalEntry.objects.filter(pk=entry.pk).update(note="")
    assert list(verify_chain(desk.office.id)) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "refuse"),
        ("actor_name", "Người khác"),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("state_to", 10),
        ("note", "Lời khác"),
        ("note_digest", "0" * 64),
        ("hash", "0" * 64),
        ("previous_hash", "1" * 64),
        ("stage_to", "return"),
        ("clock", "stop"),
    ],
)
def test_a_changed_column_is_found(desk: Desk, column: str, value: object) -> None:
    dossier = desk.at_approval()
    entry = dossier.journal.order_by("sequence")[2]
    unguarded(
        f"UPDATE {JournalEntry._meta.db_table} SET {connection.ops.quote_name(column)} = %s WHERE id = %s",
        [value, stored(entry.pk)],
    )
    assert any(broken.sequence in (3, 4) for broken in verify_chain(desk.office.id))


def test_a_removed_entry_a_cut_tail_and_a_forged_state_are_found(desk: Desk) -> None:
    dossier = desk.at_approval()
    table = JournalEntry._meta.db_table
    anchor = {"sequence": 4, "hash": dossier.journal.get(sequence=4).hash}
    with transaction.atomic():
        unguarded(f"DELETE FROM {table} WHERE sequence = %s", [2])
        assert any("thiếu" in broken.what for broken in verify_chain(desk.office.id))
        transaction.set_rollback(True)
    with transaction.atomic():
        unguarded(f"DELETE FROM {table} WHERE sequence = %s", [4])
        last = dossier.journal.get(sequence=3)
        ChainHead.objects.update(sequence=3, hash=last.hash)
        Dossier.objects.update(state=last.state_to)
        assert list(verify_chain(desk.office.id)) == []  # whole in itself …
        assert any("cắt" in broken.what for broken in verify_chain(desk.office.id, anchor))  # … but not what it was
        transaction.set_rollback(True)
    Dossier.objects.filter(pk=dossier.pk).update(state=10)
    assert any("trạng thái" in broken.what for broken in verify_chain(desk.office.id))


def test_the_command_verifies_against_anchors_kept_outside(desk: Desk, tmp_path: Path) -> None:
    desk.accepted()
    anchors = tmp_path / "anchors.jsonl"
    out = io.StringIO()
    call_command("journal", "anchor", anchors=str(anchors), stdout=out)
    call_command("journal", "verify", anchors=str(anchors), stdout=out)
    assert "toàn vẹn" in out.getvalue()
    forged = json.loads(anchors.read_text()) | {"hash": "f" * 64}
    anchors.write_text(json.dumps(forged))
    with pytest.raises(CommandError, match="không toàn vẹn"):
        call_command("journal", "verify", anchors=str(anchors), stdout=out)
