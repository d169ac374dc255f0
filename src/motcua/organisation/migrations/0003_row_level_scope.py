"""The role the application works as on PostgreSQL: it owns nothing, so that row-level security holds for it."""

from __future__ import annotations

from typing import Any

from django.db import migrations

# The role may already be there: roles belong to the whole server, and several databases may be made at once.
ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'motcua_app') THEN
        BEGIN
            CREATE ROLE motcua_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN NULL;
            WHEN insufficient_privilege THEN
                RAISE NOTICE 'role motcua_app was not made: its policies still bind the owner of the tables';
                RETURN;
        END;
    END IF;
    BEGIN
        EXECUTE format('GRANT motcua_app TO %I', current_user);
    EXCEPTION WHEN insufficient_privilege OR invalid_grant_operation OR unique_violation OR internal_error THEN NULL;
    END;
    GRANT USAGE ON SCHEMA public TO motcua_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO motcua_app;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO motcua_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO motcua_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO motcua_app;
    REVOKE UPDATE, DELETE ON organisation_organisationchange FROM motcua_app;
END $$;
"""


def forwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(ROLE, params=None)  # a bare percent sign is meant


def backwards(apps: Any, editor: Any) -> None:
    """The role stays: it belongs to the server, and another database may use it."""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_append_only_changes")]
    operations = [migrations.RunPython(forwards, backwards)]
