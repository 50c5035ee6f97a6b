"""Remedies for Wagtail's tree at a million pages on SQLite."""

from django.db import connections
from django.db.models.lookups import StartsWith
from wagtail.models import Page

INDEX = "warraq_tree_by_depth"
# All NULL, of which the statistics say "one value, all rows": the planner then reads the tree for each publication.
ALL_NULL = ["wagtailcore_page_alias_of_id%", "wagtailcore_page_live_revision%"]
MISLEADING = "idx LIKE %s OR idx LIKE %s"


class PathPrefix(StartsWith):
    """treebeard asks for a subtree with `LIKE 'x%' ESCAPE '\\'`, which SQLite answers by a full scan; a range uses
    the index. Paths hold digits and capital letters only, all below `~`."""

    def as_sqlite(self, compiler, connection) -> tuple:
        if not self.rhs_is_direct_value():
            return super().as_sql(compiler, connection)
        column, params = self.process_lhs(compiler, connection)
        return f"({column} >= %s AND {column} < %s)", [*params, str(self.rhs), *params, f"{self.rhs}~"]


def use_ranges_for_paths() -> None:
    Page._meta.get_field("path").register_lookup(PathPrefix)


def has_index(alias: str = "default") -> bool:
    """Whether the tree's first levels have their index; one of Wagtail's migrations may have dropped it."""
    connection = connections[alias]
    names = "sqlite_master WHERE name" if connection.vendor == "sqlite" else "pg_indexes WHERE indexname"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {names} = %s", [INDEX])
        return bool(cursor.fetchone()[0])


def make_index(alias: str = "default") -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute(f"CREATE INDEX IF NOT EXISTS {INDEX} ON wagtailcore_page (depth, path)")


def misleads_planner(alias: str = "default") -> bool:
    """Whether statistics of all-NULL columns stand in an SQLite file, as after an ANALYZE by hand."""
    connection = connections[alias]
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute(f"SELECT count(*) FROM sqlite_stat1 WHERE {MISLEADING}", ALL_NULL)
        return bool(cursor.fetchone()[0])


def set_planner_right(alias: str = "default") -> None:
    """Take those statistics away. A connection that is open goes by the old ones until it is opened again."""
    with connections[alias].cursor() as cursor:
        cursor.execute(f"DELETE FROM sqlite_stat1 WHERE {MISLEADING}", ALL_NULL)


def analyse(alias: str = "default") -> None:
    """Gather planner statistics without those of all-NULL columns, which send SQLite through the whole tree."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    if connection.vendor == "sqlite":
        set_planner_right(alias)
        connection.close()  # statistics are read when a connection opens


def mend(alias: str) -> None:
    """What a migration of Wagtail or an ANALYZE by hand has undone; to be called after every migration forwards."""
    if not has_index(alias):
        make_index(alias)
    if misleads_planner(alias):
        set_planner_right(alias)
