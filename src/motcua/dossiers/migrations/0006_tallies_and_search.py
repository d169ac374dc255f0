"""What lists count and search by, kept by the database itself whatever wrote the dossier (decision on counts and search).

`dossiers_tally`: a line for each change of place. `dossiers_search`: the words of each dossier's search key, its code, its
unit and whether it is open, in an index made for words: FTS5 on SQLite, GIN on PostgreSQL. On PostgreSQL no operator on
words may run before row-level security has spoken, so the application reads the words only through `motcua_matching`,
which looks at the units told for this request and gives identifiers alone.

SQLite drops a table's triggers when a later migration makes the table anew: such a migration calls `keep` of this one.
"""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

PLACE = ("unit_id", "state", "is_open", "is_paused", "holder_unit_id", "holder_function", "holder_id")
SEARCHED = ("unit_id", "is_open", "code", "search_key", "owner_phone")
COLUMNS = ", ".join(PLACE)


def _of(row: str, columns: tuple[str, ...] = PLACE) -> str:
    return ", ".join(f"{row}.{column}" for column in columns)


# SQLite

LITE_WORDS = (
    "lower({row}.code) || ' ' || {row}.search_key"
    " || CASE WHEN {row}.owner_phone LIKE '+84%' THEN ' 0' || substr({row}.owner_phone, 4) ELSE '' END"
    " || ' u' || {row}.unit_id || CASE WHEN {row}.is_open THEN ' isopen' ELSE ' isclosed' END"
)
LITE_LINE = (
    f"INSERT INTO dossiers_tally (id, {COLUMNS}, count) VALUES (lower(hex(randomblob(16))), {{values}}, {{count}});"
)
LITE_FIND = "INSERT INTO dossiers_search_row (dossier_id) VALUES ({row}.id);"
LITE_WRITE = (
    "INSERT INTO dossiers_search (rowid, dossier_id, words) SELECT number, dossier_id, {words}"
    " FROM dossiers_search_row WHERE dossier_id = {row}.id;"
)
LITE_ERASE = (
    "DELETE FROM dossiers_search WHERE rowid = (SELECT number FROM dossiers_search_row WHERE dossier_id = {row}.id);"
)


def _lite_differs(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)


def _lite_triggers() -> dict[str, str]:
    words = LITE_WORDS.format(row="NEW")
    less, more = LITE_LINE.format(values=_of("OLD"), count=-1), LITE_LINE.format(values=_of("NEW"), count=1)
    write = LITE_WRITE.format(words=words, row="NEW")
    find, erase = LITE_FIND.format(row="NEW"), LITE_ERASE.format(row="OLD")
    forget = "DELETE FROM dossiers_search_row WHERE dossier_id = OLD.id;"
    on = "ON dossiers_dossier"
    return {
        "dossiers_dossier_comes": f"AFTER INSERT {on} BEGIN {more} {find} {write} END",
        "dossiers_dossier_goes": f"AFTER DELETE {on} BEGIN {less} {erase} {forget} END",
        "dossiers_dossier_moves": f"AFTER UPDATE OF {COLUMNS} {on} WHEN {_lite_differs(PLACE)} BEGIN {less} {more} END",
        "dossiers_dossier_reads": f"AFTER UPDATE OF {', '.join(SEARCHED)} {on} WHEN {_lite_differs(SEARCHED)} "
        f"BEGIN {erase} {write} END",
    }


# PostgreSQL

BIG_WORDS = (
    "to_tsvector('simple'::regconfig, regexp_replace(lower({row}.code) || ' ' || {row}.search_key"
    " || CASE WHEN {row}.owner_phone LIKE '+84%' THEN ' 0' || substr({row}.owner_phone, 4) ELSE '' END"
    ", '[^[:alnum:]]+', ' ', 'g') || ' u' || replace({row}.unit_id::text, '-', '')"
    " || CASE WHEN {row}.is_open THEN ' isopen' ELSE ' isclosed' END)"
)
SYSTEM = "current_setting('motcua.scope', true) = 'system'"
SIGNED_IN = "current_setting('motcua.scope', true) IN ('system', 'person')"
UNITS = "(SELECT string_to_array(current_setting('motcua.units', true), ',')::uuid[])::uuid[]"
SEEN = f"{SYSTEM} OR unit_id = ANY ({UNITS})"


def _big_functions() -> dict[str, str]:
    line = f"INSERT INTO dossiers_tally (id, {COLUMNS}, count) VALUES (gen_random_uuid(), {{values}}, {{count}});"
    write = (
        "INSERT INTO dossiers_search (dossier_id, unit_id, words) "
        f"VALUES (NEW.id, NEW.unit_id, {BIG_WORDS.format(row='NEW')}) "
        "ON CONFLICT (dossier_id) DO UPDATE SET unit_id = excluded.unit_id, words = excluded.words;"
    )
    done, aside = "RETURN NULL;", "SECURITY DEFINER SET search_path = public, pg_temp"
    less, more = line.format(values=_of("OLD"), count=-1), line.format(values=_of("NEW"), count=1)
    return {
        "motcua_tally()": f"RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP <> 'INSERT' THEN {less} END IF; IF TG_OP <> 'DELETE' THEN {more} END IF; {done} END $$",
        "motcua_search()": f"RETURNS trigger LANGUAGE plpgsql {aside} AS $$ BEGIN "
        "IF TG_OP = 'TRUNCATE' THEN DELETE FROM dossiers_search; "
        "ELSIF TG_OP = 'DELETE' THEN DELETE FROM dossiers_search WHERE dossier_id = OLD.id; "
        f"ELSE {write} END IF; {done} END $$",
        "motcua_matching(wanted text, most integer)": f"RETURNS SETOF uuid LANGUAGE plpgsql STABLE {aside} AS $$ "
        "BEGIN RETURN QUERY SELECT dossier_id FROM dossiers_search "
        f"WHERE words @@ to_tsquery('simple', wanted) AND ({SEEN}) LIMIT most; END $$",
    }


def _big_triggers() -> dict[str, str]:
    def differs(columns: tuple[str, ...]) -> str:
        return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)

    on = "ON dossiers_dossier"
    tally, search = "EXECUTE FUNCTION motcua_tally()", "EXECUTE FUNCTION motcua_search()"
    return {
        "dossier_comes_or_goes": f"AFTER INSERT OR DELETE {on} FOR EACH ROW {tally}",
        "dossier_moves": f"AFTER UPDATE {on} FOR EACH ROW WHEN ({differs(PLACE)}) {tally}",
        "dossier_is_indexed": f"AFTER INSERT OR DELETE {on} FOR EACH ROW {search}",
        "dossier_reads_anew": f"AFTER UPDATE {on} FOR EACH ROW WHEN ({differs(SEARCHED)}) {search}",
        "dossiers_are_emptied": f"AFTER TRUNCATE {on} FOR EACH STATEMENT {search}",
    }


def keep(apps: Any, editor: Any) -> None:
    """Put the triggers where they belong, whether or not they are there."""
    if editor.connection.vendor == "sqlite":
        for name, body in _lite_triggers().items():
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")
            editor.execute(f"CREATE TRIGGER {name} {body}")


def forwards(apps: Any, editor: Any) -> None:
    lines = f"SELECT {{key}}, {COLUMNS}, count(*) FROM dossiers_dossier GROUP BY {COLUMNS}"
    tally = f"INSERT INTO dossiers_tally (id, {COLUMNS}, count) {lines}"
    if editor.connection.vendor == "sqlite":
        editor.execute(
            "CREATE TABLE dossiers_search_row (number INTEGER PRIMARY KEY, dossier_id char(32) NOT NULL UNIQUE)"
        )
        editor.execute(
            "CREATE VIRTUAL TABLE dossiers_search USING fts5(dossier_id UNINDEXED, words, prefix = '2 3', detail = none)"
        )
        editor.execute("INSERT INTO dossiers_search_row (dossier_id) SELECT id FROM dossiers_dossier ORDER BY id")
        editor.execute(
            f"INSERT INTO dossiers_search (rowid, dossier_id, words) SELECT r.number, d.id, {LITE_WORDS.format(row='d')} "
            "FROM dossiers_search_row r JOIN dossiers_dossier d ON d.id = r.dossier_id ORDER BY r.number",
            params=None,
        )
        editor.execute(tally.format(key="lower(hex(randomblob(16)))"))
        keep(apps, editor)
        return
    editor.execute(
        "CREATE TABLE dossiers_search (dossier_id uuid PRIMARY KEY, unit_id uuid NOT NULL, words tsvector NOT NULL)"
    )
    editor.execute(
        "INSERT INTO dossiers_search SELECT d.id, d.unit_id, " + BIG_WORDS.format(row="d") + " FROM dossiers_dossier d",
        params=None,
    )
    editor.execute(
        "CREATE INDEX dossiers_search_words ON dossiers_search USING gin (words) WITH (gin_pending_list_limit = 256)"
    )
    editor.execute(tally.format(key="gen_random_uuid()"))
    for name, body in _big_functions().items():
        editor.execute(f"CREATE FUNCTION {name} {body}", params=None)
    for name, body in _big_triggers().items():
        editor.execute(f"CREATE TRIGGER {name} {body}")
    # The words are the owner's to read, that is, the functions': nobody else sees a row of them.
    editor.execute("ALTER TABLE dossiers_search ENABLE ROW LEVEL SECURITY")
    editor.execute("ALTER TABLE dossiers_tally ENABLE ROW LEVEL SECURITY")
    editor.execute("ALTER TABLE dossiers_tally FORCE ROW LEVEL SECURITY")
    editor.execute(f"CREATE POLICY own_rows ON dossiers_tally USING ({SEEN}) WITH CHECK ({SEEN})")
    # Whoever files somewhere adds to its tally, as they move its counters; they read nothing of it.
    editor.execute(f"CREATE POLICY adding ON dossiers_tally FOR INSERT WITH CHECK ({SIGNED_IN})")


def backwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "sqlite":
        for name in _lite_triggers():
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        editor.execute("DROP TABLE dossiers_search")
        editor.execute("DROP TABLE dossiers_search_row")
        return
    for name in _big_triggers():
        editor.execute(f"DROP TRIGGER {name} ON dossiers_dossier")
    for name in _big_functions():
        editor.execute(f"DROP FUNCTION {name.partition('(')[0]}")
    editor.execute("DROP TABLE dossiers_search")
    for policy in ("own_rows", "adding"):
        editor.execute(f"DROP POLICY {policy} ON dossiers_tally")


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0005_reused_documents"), ("organisation", "0003_row_level_scope")]
    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("state", models.PositiveSmallIntegerField()),
                ("is_open", models.BooleanField()),
                ("is_paused", models.BooleanField()),
                ("holder_unit_id", models.UUIDField()),
                ("holder_function", models.CharField(max_length=20)),
                ("holder_id", models.UUIDField(blank=True, null=True)),
                ("count", models.IntegerField()),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["unit"], name="tallies_of_unit")]},
        ),
        migrations.RunPython(forwards, backwards),
    ]
