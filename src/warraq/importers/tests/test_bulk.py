"""The bulk road against the newsroom's: every column and row of a story must be the same."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, PageLogEntry, ReferenceIndex
from wagtail.search.models import IndexEntry

from warraq.changes import due
from warraq.changes.models import Change, Due
from warraq.importers.bulk import NewStory, store_stories
from warraq.importers.storing import new_page
from warraq.importers.understanding import Draft
from warraq.stories.models import Byline, RelatedStory, SectionPage, StoryKeyword, StoryPage
from warraq.testing import make_author, make_edition, make_keyword, make_section, make_story, new_story

# What two stories can never share, and what only a revision brings.
OWN = {"id", "page_ptr_id", "path", "slug", "url_path", "translation_key", "address_slug"}
OLD = datetime(2020, 3, 1, tzinfo=UTC)
OF_A_REVISION = {"latest_revision_id", "live_revision_id", "latest_revision_created_at"}
BLOCKS = (("paragraph", "<p>نص الخبر.</p>"), ("subhead", "عنوان فرعي"), ("quote", "نص الاقتباس"))


@pytest.fixture
def scene(db):
    """A section with an earlier story on the same subject."""
    section, keyword, author = make_section(), make_keyword(), make_author()
    make_story(section, "خبر سابق عن المياه", keywords=[keyword], first_published_at="2020-01-01T00:00:00Z")
    StoryKeyword.objects.update(listed_at="2020-01-01T00:00:00Z")
    StoryPage.objects.update(listed_at="2020-01-01T00:00:00Z")
    return SectionPage.objects.get(pk=section.pk), keyword, author


def draft_like(story: StoryPage) -> Draft:
    return Draft("1", story.title, "", story.published_at, BLOCKS, standfirst=story.standfirst, form=story.form)


def both(scene) -> tuple[StoryPage, StoryPage]:
    """The same story, published by hand and stored in bulk."""
    section, keyword, author = scene
    values = BLOCKS[:2] + (("quote", {"text": "نص الاقتباس", "speaker": "", "role": ""}),)
    story = new_story("خبر جديد عن المياه", [keyword], [author], body=list(values), standfirst="موجز", form="analysis")
    section.add_child(instance=story)
    story.save_revision().publish()
    by_hand = StoryPage.objects.get(pk=story.pk)
    page = new_page(draft_like(by_hand), section, make_edition())
    store_stories([NewStory(page, [author.pk], [keyword.pk])], "import:test")
    return by_hand, StoryPage.objects.get(pk=page.pk)


def test_every_column_is_as_published_by_hand(scene):
    by_hand, stored = both(scene)
    for field in StoryPage._meta.concrete_fields:
        if field.attname in OWN | OF_A_REVISION | {"body", "last_published_at", "first_published_at"}:
            continue
        assert getattr(stored, field.attname) == getattr(by_hand, field.attname), field.attname
    assert _without_ids(stored.body) == _without_ids(by_hand.body)
    assert stored.address_slug == by_hand.address_slug
    assert stored.first_published_at == stored.last_published_at == stored.published_at


def test_the_rows_around_it_are_as_published_by_hand(scene):
    by_hand, stored = both(scene)
    for model, columns in (
        (Byline, ("author_id", "role", "sort_order", "listed_at")),
        (StoryKeyword, ("keyword_id", "sort_order", "listed_at")),
        (RelatedStory, ("related_id", "rank")),
    ):
        rows = [list(model.objects.filter(story=story).values(*columns)) for story in (by_hand, stored)]
        assert rows[0] == rows[1], model


def test_the_newsroom_finds_it_as_it_finds_others(scene):
    by_hand, stored = both(scene)
    kind = ContentType.objects.get_for_model(StoryPage)
    columns = [f.name for f in IndexEntry._meta.concrete_fields if f.name not in ("id", "object_id", "title_norm")]
    entries = IndexEntry.objects.filter(content_type=kind).values(*columns)
    assert entries.get(object_id=str(by_hand.pk)) == entries.get(object_id=str(stored.pk))
    assert stored.page_ptr in Page.objects.search("المياه").get_queryset()


def test_its_references_are_those_wagtail_would_note(scene):
    _by_hand, stored = both(scene)
    columns = [field.attname for field in ReferenceIndex._meta.concrete_fields if not field.primary_key]
    rows = ReferenceIndex.get_references_for_object(stored)
    ours = set(rows.values_list(*columns))
    rows.delete()
    ReferenceIndex.create_or_update_for_object(stored)
    assert ours == set(ReferenceIndex.get_references_for_object(stored).values_list(*columns))


def test_the_tree_is_sound_and_takes_further_children(scene):
    section, *_ = scene
    both(scene)
    make_story(section, "خبر بعد الاستيراد")
    assert Page.find_problems() == ([], [], [], [], [])
    assert Page.objects.get(pk=section.pk).numchild == 4


def test_one_change_names_the_story_and_every_list_it_enters(scene):
    by_hand, stored = both(scene)
    change = Change.objects.get(kind=Change.Kind.IMPORTED)
    everybody = {f"edition:{stored.edition_id}:{name}" for name in ("keywords", "authors")}
    assert set(change.keys) == {"import:test", stored.object_key} | by_hand.listings().keys() | everybody
    assert PageLogEntry.objects.filter(page=stored, action="wagtail.publish").count() == 1


def test_a_story_of_these_days_leaves_the_news_sitemap_on_time(scene):
    by_hand, stored = both(scene)
    (as_by_hand, leaves) = (Due.objects.get(subject=f"{story.object_key}:recent") for story in (by_hand, stored))
    assert leaves.at == as_by_hand.at == stored.listed_at + timedelta(hours=48)
    assert set(leaves.keys) - {leaves.subject} == set(as_by_hand.keys) - {as_by_hand.subject}
    assert due.turn_into_changes(stored.listed_at + timedelta(hours=48)) == 2


def test_a_story_of_an_archive_becomes_due_for_nothing(scene):
    section, *_ = scene
    page = new_page(replace(draft_like(StoryPage.objects.first()), published=OLD), section, make_edition())
    store_stories([NewStory(page)], "import:test")
    assert not Due.objects.filter(subject__startswith=page.object_key).exists()


def test_it_can_be_edited_and_published_in_the_newsroom(scene, newsroom):
    _by_hand, stored = both(scene)
    assert newsroom.get(f"/newsroom/pages/{stored.pk}/edit/").status_code == 200
    assert newsroom.get(f"/newsroom/pages/{stored.pk}/history/").status_code == 200
    stored.title = "عنوان بعد التحرير"
    stored.save_revision().publish()
    again = StoryPage.objects.get(pk=stored.pk)
    assert (again.title, again.published_at) == ("عنوان بعد التحرير", stored.published_at)
    assert Byline.objects.get(story=again).listed_at == again.listed_at


def test_a_batch_is_stored_whole_or_not_at_all(scene, monkeypatch):
    section, *_ = scene
    before = Page.objects.count(), IndexEntry.objects.count()
    monkeypatch.setattr("warraq.importers.bulk._insert_audit", lambda *_: 1 / 0)
    story = StoryPage.objects.first()
    with pytest.raises(ZeroDivisionError):
        store_stories([NewStory(new_page(draft_like(story), section, make_edition()))], "import:test")
    assert before == (Page.objects.count(), IndexEntry.objects.count())
    assert not Change.objects.filter(kind=Change.Kind.IMPORTED).exists()


def test_stories_of_a_private_section_are_in_no_list(scene):
    from wagtail.models import PageViewRestriction

    section, keyword, author = scene
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    page = new_page(draft_like(StoryPage.objects.first()), section, make_edition())
    store_stories([NewStory(page, [author.pk], [keyword.pk])], "import:test")
    assert StoryPage.objects.get(pk=page.pk).listed_at is None
    assert Byline.objects.get(story=page).listed_at is None


def _without_ids(body):
    return [(block["type"], block["value"]) for block in body.get_prep_value()]
