"""Remedies for Wagtail's tree at a million pages."""

from os.path import commonprefix
from typing import Any

from django.db import connections
from django.db.models.lookups import StartsWith
from wagtail.models import Page
from wagtail.query import PageQuerySet

INDEX = "warraq_tree_by_depth"
# Of Wagtail's tables, by name: what the newsroom asks at any size. Without the first, SQLite reads the whole tree;
# the others find somebody's drafts, and what somebody saved last, among a hundred thousand pages.
INDEXES = {
    INDEX: "wagtailcore_page (depth, path)",
    "warraq_drafts_of": "wagtailcore_page (owner_id, latest_revision_created_at) WHERE has_unpublished_changes",
    "warraq_saved_by": "wagtailcore_revision (user_id, created_at)",
}
# Fewer distinct values than that in a column that is mostly NULL: then the average says nothing of any of them.
FEW = 20
LOOSE_INDEXES = """
    SELECT statistics.idx, statistics.tbl, place.name, statistics.stat
    FROM sqlite_stat1 AS statistics
    JOIN pragma_index_info(statistics.idx) AS place ON place.seqno = 0
    JOIN pragma_table_info(statistics.tbl) AS column ON column.name = place.name
    WHERE column."notnull" = 0 AND column.pk = 0
"""


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


def use_ends_for_ancestors() -> None:
    PageQuerySet.first_common_ancestor = first_common_ancestor


def first_common_ancestor(self: PageQuerySet, include_self: bool = False, strict: bool = False) -> Page:
    """What the first and the last path have in common is common to all between them. Wagtail collects the paths of
    all pages instead, each time an editor chooses a page of one kind."""
    first, last = (self.order_by(order).values_list("path", flat=True).first() for order in ("path", "-path"))
    path = commonprefix([first or "", last or ""])
    path = path[: len(path) - len(path) % self.model.steplen]
    if path == first and not include_self:
        path = path[: -self.model.steplen]
    if path:
        return self.model.objects.get(path=path)
    if strict:
        raise self.model.DoesNotExist("These pages have no ancestor in common")
    return self.model.get_first_root_node()


def has_index(alias: str = "default") -> bool:
    """Whether Wagtail's tables have our indexes; one of Wagtail's migrations may have dropped them."""
    connection = connections[alias]
    names = "sqlite_master WHERE name" if connection.vendor == "sqlite" else "pg_indexes WHERE indexname"
    places = ", ".join(["%s"] * len(INDEXES))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {names} IN ({places})", list(INDEXES))
        return cursor.fetchone()[0] == len(INDEXES)


def make_index(alias: str = "default") -> None:
    with connections[alias].cursor() as cursor:
        for name, place in INDEXES.items():
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {place}")


def misleads_planner(alias: str = "default") -> bool:
    """Whether statistics of columns that are mostly NULL stand in an SQLite file, as after an ANALYZE by hand."""
    return bool(_misleading(alias))


def _misleading(alias: str) -> list[str]:
    """Indexes whose statistics send the planner astray. It divides the rows by the number of values, NULL being one:
    of a million pages of which two are locked it believes that any editor has locked half a million, and reads all."""
    connection = connections[alias]
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if not cursor.fetchone()[0]:
            return []
        cursor.execute(LOOSE_INDEXES)
        return [index for index, table, column, text in cursor.fetchall() if _misleads(cursor, table, column, text)]


def _misleads(cursor: Any, table: str, column: str, statistics: str) -> bool:
    rows, alike = (int(number) for number in statistics.split()[:2])
    if rows > alike * FEW:
        return False
    cursor.execute(f'SELECT count(*) FROM (SELECT 1 FROM "{table}" WHERE "{column}" IS NOT NULL LIMIT {rows // 2 + 1})')
    return cursor.fetchone()[0] <= rows // 2


def set_planner_right(alias: str = "default") -> None:
    """Take those statistics away. A connection that is open goes by the old ones until it is opened again."""
    misleading = _misleading(alias)
    with connections[alias].cursor() as cursor:
        for index in misleading:
            cursor.execute("DELETE FROM sqlite_stat1 WHERE idx = %s", [index])


def analyse(alias: str = "default") -> None:
    """Gather planner statistics without those of columns mostly NULL, which send SQLite through whole tables."""
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
