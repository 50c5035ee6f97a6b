from datetime import UTC, datetime
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from wagtail.models import Page

from warraq import testing
from warraq.changes.models import Change
from warraq.stories.models import SectionPage, StoryPage

pytestmark = pytest.mark.django_db


def changes_since(last: int) -> list[Change]:
    return list(Change.objects.filter(pk__gt=last).order_by("pk"))


def last_change() -> int:
    return Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@pytest.mark.django_db(transaction=True)
def test_a_change_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        Change.objects.note("edited", "story:1", set())


def test_a_key_of_another_form_is_refused():
    with transaction.atomic(), pytest.raises(ValueError, match="not a surrogate key"):
        Change.objects.note("edited", "story:1", {"قسم"})


def test_publishing_names_the_story_and_every_list_it_enters():
    section = testing.make_section()
    author, keyword, dossier = testing.make_author(), testing.make_keyword(), testing.make_dossier()
    last = last_change()
    story = testing.make_story(section, authors=[author], keywords=[keyword], dossiers=[dossier])
    (change,) = changes_since(last)
    assert change.kind == "published"
    assert set(change.keys) == {
        f"story:{story.pk}",
        f"section:{story.section_id}:stories",
        f"edition:{story.edition_id}:stories",
        f"author:{author.pk}:stories",
        f"keyword:{keyword.pk}:stories",
        f"dossier:{dossier.pk}:stories",
        f"section:{story.section_id}:stories-{story.listed_at:%Y-%m}",
        f"edition:{story.edition_id}:stories-{story.listed_at:%Y-%m}",
        f"edition:{story.edition_id}:keywords",
        f"edition:{story.edition_id}:authors",
    }


def test_only_the_first_and_the_last_story_of_a_keyword_name_the_list_of_all_keywords():
    keyword = testing.make_keyword()
    stories = [testing.make_story(title=f"قصة رقم {number}", keywords=[keyword]) for number in range(2)]
    for story in stories:
        StoryPage.objects.get(pk=story.pk).unpublish()
    changes = [change for story in stories for change in Change.objects.filter(subject=story.object_key)]
    directory = f"edition:{keyword.edition_id}:keywords"
    named = {(change.subject, change.kind) for change in changes if directory in change.keys}
    assert named == {(stories[0].object_key, "published"), (stories[1].object_key, "unpublished")}


@pytest.mark.parametrize(("column", "value"), [("form", "opinion"), ("published_at", datetime(2020, 1, 5, tzinfo=UTC))])
def test_what_lists_choose_and_sort_by_is_named_to_them(column: str, value: object):
    story = testing.make_story()
    setattr(story, column, value)
    last = last_change()
    story.save()
    (change,) = changes_since(last)
    assert f"section:{story.section_id}:stories" in change.keys


def test_the_words_of_a_story_are_named_to_no_list():
    story = testing.make_story(keywords=[testing.make_keyword()])
    story.title = "عنوان آخر"
    last = last_change()
    story.save_revision().publish()
    (change,) = changes_since(last)
    assert change.keys == [story.object_key]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer: nobody reads what another changes")
def test_who_saves_a_story_waits_for_who_withdraws_it_and_names_its_lists():
    story = testing.make_story()
    reading, withdrawn = Event(), Event()

    def save() -> None:
        page = StoryPage.objects.get(pk=story.pk)
        reading.set()
        withdrawn.wait(20)
        page.title = "عنوان آخر"
        page.save()
        connection.close()

    other = Thread(target=save)
    with transaction.atomic():
        other.start()
        assert reading.wait(20)
        StoryPage.objects.get(pk=story.pk).unpublish()
        withdrawn.set()
        # It stands before the row that is held here, or has not come so far; either way it must look at it later.
        other.join(0.5)
        assert other.is_alive()
    other.join(20)
    change = Change.objects.filter(subject=story.object_key).latest("pk")
    assert change.kind == "published"
    assert f"section:{story.section_id}:stories" in change.keys


def test_a_draft_of_a_live_story_logs_nothing():
    story = testing.make_story()
    last = last_change()
    story.title = "عنوان لم يقرأه أحد بعد"
    story.save_revision()
    assert changes_since(last) == []


def test_a_keyword_taken_away_is_named_as_well_as_the_one_added():
    old, new = testing.make_keyword("النيل"), testing.make_keyword("دجلة")
    story = testing.make_story(keywords=[old])
    last = last_change()
    story.story_keywords = [type(story.story_keywords.first())(keyword=new)]
    story.save_revision().publish()
    keys = set().union(*(change.keys for change in changes_since(last)))
    assert {f"keyword:{old.pk}:stories", f"keyword:{new.pk}:stories"} <= keys


def test_moving_a_story_names_the_section_it_leaves_and_the_one_it_enters():
    story = testing.make_story()
    other = testing.make_section("ثقافة", "culture")
    last = last_change()
    story.move(Page.objects.get(pk=other.pk), pos="last-child")
    story.refresh_from_db()
    keys = set().union(*(change.keys for change in changes_since(last)))
    assert story.section_id == other.pk
    assert {f"section:{other.pk}:stories", f"story:{story.pk}"} <= keys
    assert any(key.startswith("section:") and key != f"section:{other.pk}:stories" for key in keys)


def test_a_moved_story_answers_at_its_new_address(client):
    story = testing.make_story()
    before = story.url
    story.move(Page.objects.get(pk=testing.make_section("ثقافة", "culture").pk), pos="last-child")
    response = client.get(before)
    assert response.status_code == 301
    assert response["Location"].startswith("/culture/")


@pytest.mark.parametrize("road", ["unpublish", "delete"])
def test_a_story_that_goes_away_names_every_list_it_leaves(road: str):
    keyword = testing.make_keyword()
    story = testing.make_story(keywords=[keyword])
    key, section = story.object_key, story.section_id
    last = last_change()
    getattr(story, road)()
    (change,) = changes_since(last)
    assert change.kind == {"unpublish": "unpublished", "delete": "deleted"}[road]
    assert {key, f"section:{section}:stories", f"keyword:{keyword.pk}:stories"} <= set(change.keys)


def test_deleting_a_section_names_every_story_below_it():
    section = testing.make_section("مؤقت", "brief")
    stories = [testing.make_story(section, title=f"قصة رقم {number}") for number in range(3)]
    last = last_change()
    SectionPage.objects.get(pk=section.pk).delete()
    subjects = {change.subject for change in changes_since(last)}
    assert {story.object_key for story in stories} | {section.object_key} <= subjects


def test_a_revision_made_before_a_move_does_not_bring_the_old_section_back():
    story = testing.make_story()
    revision = story.save_revision()
    other = testing.make_section("ثقافة", "culture")
    story.move(Page.objects.get(pk=other.pk), pos="last-child")
    revision.publish()
    story.refresh_from_db()
    assert story.section_id == other.pk


def test_the_first_publication_stays_the_date_of_the_story():
    story = testing.make_story()
    first = story.published_at
    story.title = "عنوان آخر"
    story.save_revision().publish()
    story.unpublish()
    story.save_revision().publish()
    story.refresh_from_db()
    assert story.published_at == first
    assert story.listed_at == first
