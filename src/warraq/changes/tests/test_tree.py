import pytest
from django.core.management import call_command
from django.db import connection
from wagtail.models import Page

from warraq import testing
from warraq.changes import handlers, tree

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL needs no remedy")


def plan_of(pages) -> str:
    sql, params = pages.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return "\n".join(row[-1] for row in cursor.fetchall())


@on_sqlite
def test_a_subtree_is_found_by_an_index_and_not_by_reading_every_page():
    root = Page.get_first_root_node()
    plan = plan_of(Page.objects.filter(path__startswith=root.path).order_by())
    assert "SEARCH" in plan
    assert "path>? AND path<?" in plan


def test_the_first_levels_of_the_tree_have_an_index_of_their_own():
    # Which index a planner takes for a handful of test pages says nothing; at a million there is only one.
    with connection.cursor() as cursor:
        indexes = connection.introspection.get_constraints(cursor, "wagtailcore_page")
    assert indexes["warraq_tree_by_depth"]["columns"] == ["depth", "path"]


def test_a_subtree_holds_the_same_pages_whichever_way_it_is_asked_for():
    root = Page.get_first_root_node()
    by_range = set(Page.objects.filter(path__startswith=root.path).values_list("pk", flat=True))
    by_hand = {page.pk for page in Page.objects.all() if page.path.startswith(root.path)}
    assert by_range == by_hand


@on_sqlite
def test_the_planner_is_not_told_that_a_column_of_nulls_holds_one_value():
    tree.analyse()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE idx LIKE 'wagtailcore_page_alias_of_id%'")
        assert cursor.fetchone() == (0,)
    assert not tree.misleads_planner()


@on_sqlite
def test_statistics_of_a_column_that_is_mostly_null_are_taken_away_and_others_stay(section, editor):
    for number in range(30):
        testing.make_story(section, f"منسوب النهر في اليوم {number}")
    Page.objects.filter(pk=section.pk).update(locked=True, locked_by=editor)
    tree.analyse()
    with connection.cursor() as cursor:
        cursor.execute("SELECT idx FROM sqlite_stat1 WHERE tbl = 'wagtailcore_page'")
        kept = " ".join(index for (index,) in cursor.fetchall())
    assert "locked_by_id" not in kept
    assert "alias_of_id" not in kept
    assert "live_revision" in kept
    assert "content_type_id" in kept


@on_sqlite
def test_an_analyse_by_hand_is_put_right_by_the_next_migrate():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert tree.misleads_planner()
    call_command("migrate", verbosity=0)
    assert not tree.misleads_planner()


def test_an_index_that_was_lost_is_made_again_by_the_next_migrate():
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX warraq_tree_by_depth")
    assert not tree.has_index()
    call_command("migrate", verbosity=0)
    assert tree.has_index()


def test_migrating_backwards_leaves_the_index_away():
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX warraq_tree_by_depth")
    handlers.mend_tree(using="default", plan=[(None, True)])
    assert not tree.has_index()
