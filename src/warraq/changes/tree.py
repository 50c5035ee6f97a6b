"""Remedies for Wagtail's tree at a million pages on SQLite."""

from django.db import connections
from django.db.models.lookups import StartsWith
from wagtail.models import Page


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


def analyse(alias: str = "default") -> None:
    """Gather planner statistics without those of all-NULL columns, which send SQLite through the whole tree."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            for index in ("wagtailcore_page_alias_of_id%", "wagtailcore_page_live_revision%"):
                cursor.execute("DELETE FROM sqlite_stat1 WHERE idx LIKE %s", [index])
    if connection.vendor == "sqlite":
        connection.close()  # statistics are read when a connection opens
