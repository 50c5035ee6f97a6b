"""Triggers by which the database itself refuses to change the trail, whoever asks."""

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

CONTENT = "id at action actor actor_name subject subject_id title network data".split()
REFUSAL = "the audit trail is only added to"

# A row is sealed once, and nothing else of it changes. Rows go away for their age alone, after a checkpoint.
SEALED = "OLD.number IS NOT NULL OR NEW.number IS NULL OR NEW.previous IS NULL OR NEW.seal IS NULL"
KEPT = "NOT EXISTS (SELECT 1 FROM audit_checkpoint WHERE through >= OLD.number)"
DIFFERS = {"sqlite": "NEW.{0} IS NOT OLD.{0}", "postgresql": "NEW.{0} IS DISTINCT FROM OLD.{0}"}
GUARDS = {
    "audit_entry_update": ("UPDATE", "audit_entry"),
    "audit_entry_delete": ("DELETE", "audit_entry"),
    "audit_checkpoint_update": ("UPDATE", "audit_checkpoint"),
    "audit_checkpoint_delete": ("DELETE", "audit_checkpoint"),
}
FUNCTION = f"""
    CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def ensure(using: str = "default") -> None:
    """Make what is missing of them: a migration that remakes a table on SQLite takes its triggers along."""
    connection = connections[using]
    if "audit_checkpoint" not in connection.introspection.table_names():
        return
    missing_ones = missing(using)
    if not missing_ones:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for name in missing_ones:
            cursor.execute(_statement(connection.vendor, name))


def missing(using: str = "default") -> list[str]:
    """The names of those that are not there, or are switched off."""
    connection = connections[using]
    return [name for name in _names(connection.vendor) if name not in _present(connection)]


def _names(vendor: str) -> list[str]:
    return [*GUARDS, *(["audit_entry_truncate"] if vendor == "postgresql" else [])]


def _present(connection: BaseDatabaseWrapper) -> set[str]:
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit_%%'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' "
        "AND tgrelid IN ('audit_entry'::regclass, 'audit_checkpoint'::regclass)",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("%%", "%"))
        return {name for (name,) in cursor.fetchall()}


def _statement(vendor: str, name: str) -> str:
    if name == "audit_entry_truncate":
        return f"CREATE TRIGGER {name} BEFORE TRUNCATE ON audit_entry EXECUTE FUNCTION audit_refuse()"
    event, table = GUARDS[name]
    when = _condition(vendor, name)
    if vendor == "sqlite":
        condition = f"WHEN {when} " if when else ""
        return f"CREATE TRIGGER {name} BEFORE {event} ON {table} {condition}BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    if name == "audit_entry_delete":
        # PostgreSQL allows no question to a table in a condition.
        return _postgresql_delete(name)
    condition = f"WHEN ({when}) " if when else ""
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {condition}EXECUTE FUNCTION audit_refuse()"


def _condition(vendor: str, name: str) -> str:
    if name == "audit_entry_update":
        return " OR ".join([SEALED, *(DIFFERS[vendor].format(column) for column in CONTENT)])
    return KEPT if name == "audit_entry_delete" else ""


def _postgresql_delete(name: str) -> str:
    return f"""
        CREATE OR REPLACE FUNCTION audit_refuse_young() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {KEPT} THEN
                RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN OLD;
        END $$;
        CREATE TRIGGER {name} BEFORE DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse_young()
    """
