"""What an explorer's page asks of the database, and that it shows what Wagtail's own would."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex

from warraq import testing
from warraq.stories.models import SectionPage, StoryPage

pytestmark = pytest.mark.django_db


def explore(client, page, **query):
    return client.get(reverse("wagtailadmin_explore", args=[page.pk]), query)


def titles(response):
    return [page.title for page in response.context["object_list"]]


def test_a_section_shows_its_newest_stories_first(newsroom, section):
    for title in ("منسوب النهر", "منسوب البحيرة"):
        testing.make_story(section, title)
    response = explore(newsroom, section)
    assert titles(response) == ["منسوب البحيرة", "منسوب النهر"]
    assert response.context["paginator"].count == 2


def test_no_page_of_the_explorer_counts_or_joins_all_pages(newsroom, section):
    testing.make_story(section)
    with CaptureQueriesContext(connection) as asked:
        explore(newsroom, section)
    pages = [query["sql"] for query in asked if 'FROM "wagtailcore_page"' in query["sql"]]
    assert not [sql for sql in pages if "COUNT(" in sql or "DISTINCT" in sql]
    assert not [sql for sql in pages if 'IN (SELECT U0."id"' in sql]


def test_who_may_see_one_section_only_sees_no_other(client, section, stranger):
    other = testing.make_section("مقالات", "articles")
    desk = Group.objects.create(name="desk")
    desk.permissions.add(Permission.objects.get(codename="access_admin"))
    desk.page_permissions.create(page=section, permission=Permission.objects.get(codename="change_page"))
    stranger.groups.add(desk)
    client.force_login(stranger)
    testing.make_story(section, "منسوب النهر")
    assert titles(explore(client, section)) == ["منسوب النهر"]
    assert explore(client, other).status_code == 302


def test_stories_are_found_by_who_owns_them(newsroom, section, reporter):
    testing.make_story(section, "منسوب النهر", owner=reporter)
    testing.make_story(section, "منسوب البحيرة")
    assert titles(explore(newsroom, section, owner=reporter.pk)) == ["منسوب النهر"]


def test_the_stories_of_a_section_are_no_uses_of_it(section):
    story = testing.make_story(section)
    assert not ReferenceIndex.get_references_to(section).exists()
    assert not ReferenceIndex.get_references_for_object(story).filter(model_path="edition").exists()


def test_a_chooser_opens_where_all_pages_of_a_kind_are_together(section):
    testing.make_story(section)
    stories = Page.objects.type(StoryPage)
    assert stories.first_common_ancestor() == section.page_ptr
    testing.make_story(testing.make_section("مقالات", "articles"))
    assert stories.first_common_ancestor() == section.get_parent()
    assert Page.objects.filter(pk=section.pk).first_common_ancestor(include_self=True) == section.page_ptr
    assert Page.objects.none().first_common_ancestor() == Page.get_first_root_node()
    assert Page.objects.type(SectionPage).first_common_ancestor() == section.get_parent()
    with pytest.raises(Page.DoesNotExist):
        Page.objects.none().first_common_ancestor(strict=True)
