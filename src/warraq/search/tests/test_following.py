"""The index follows the change log: what readers may see is found, what they may not is gone."""

import pytest
import tantivy
from django.db import transaction
from wagtail.models import Page, PageViewRestriction

from warraq.changes import log
from warraq.changes.models import Change
from warraq.search import kinds
from warraq.search.completing import suggest
from warraq.search.finding import Request, find
from warraq.search.looking import AT_ONCE
from warraq.search.models import Spellings
from warraq.search.reading import opened
from warraq.search.schema import SCHEMA
from warraq.stories.models import StoryPage
from warraq.testing import (
    make_album,
    make_author,
    make_dossier,
    make_edition,
    make_keyword,
    make_section,
    make_story,
    paragraphs,
    withdraw,
)

# A worker's step begins on a connection of its own making, never in the middle of a transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def followed(built, upkeep):
    """An index of the empty site, and a worker that follows from there."""
    built()
    upkeep.follow()


@pytest.fixture
def catch_up(upkeep):
    def run() -> None:
        for _ in range(200):
            if not (upkeep.follow() | upkeep.work()):
                return
        raise AssertionError("the worker does not come to rest")

    return run


def found(text: str, **fields) -> list[int]:
    return [hit.pk for hit in find(Request("ar", text, **fields)).hits]


def in_index(key: str) -> int:
    """How many documents of this key the index really holds."""
    return opened().searcher.search(tantivy.Query.term_query(SCHEMA, "key", key), 5).count


def test_a_published_story_is_found(catch_up):
    story = make_story(title="جسر جديد فوق النهر")
    catch_up()
    assert found("الجسر الجديد") == [story.pk]


def test_an_unpublished_story_is_gone_before_the_index_knows(catch_up):
    story = make_story(title="جسر جديد فوق النهر")
    catch_up()
    story.unpublish()
    answer = find(Request("ar", "جسر"))
    assert (answer.hits, answer.count) == ([], 0)
    assert suggest("ar", "جسر") == []
    assert in_index(f"story:{story.pk}") == 1


def test_an_unpublished_story_leaves_the_index(catch_up):
    story = make_story(title="جسر جديد فوق النهر")
    catch_up()
    story.unpublish()
    catch_up()
    assert in_index(f"story:{story.pk}") == 0


def test_a_withdrawn_story_is_found_no_more(catch_up):
    story = make_story(title="جسر جديد فوق النهر")
    catch_up()
    withdraw(story, "لم نتحقق من الأرقام.")
    assert found("جسر") == []
    catch_up()
    assert in_index(f"story:{story.pk}") == 0


def test_a_deleted_story_leaves_the_index(catch_up):
    story = make_story(title="جسر جديد فوق النهر")
    catch_up()
    key = f"story:{story.pk}"
    story.delete()
    catch_up()
    assert in_index(key) == 0


def test_an_edited_story_is_found_by_its_new_words_only(catch_up):
    story = make_story(title="جسر جديد فوق النهر")
    catch_up()
    story.title = "نفق جديد تحت الجبل"
    story.save_revision().publish()
    catch_up()
    assert found("نفق") == [story.pk]
    assert found("جسر") == []
    assert in_index(f"story:{story.pk}") == 1


def test_a_draft_of_a_live_story_is_not_found(catch_up):
    story = make_story(title="جسر جديد فوق النهر")
    story.title = "سر لم يعلن بعد"
    story.save_revision()
    catch_up()
    assert found("سر لم يعلن") == []


def test_a_moved_story_is_found_in_its_new_section(catch_up):
    old, new = make_section("أخبار", "news"), make_section("تقارير", "reports")
    story = make_story(old, title="جسر جديد فوق النهر")
    catch_up()
    story.move(Page.objects.get(pk=new.pk), pos="last-child")
    catch_up()
    assert found("جسر", section=new.pk) == [story.pk]
    assert found("جسر", section=old.pk) == []


def test_a_renamed_keyword_and_author_are_found_by_their_new_names(catch_up):
    keyword, author = make_keyword("الزراعة"), make_author("سامي العابد")
    story = make_story(title="خبر", keywords=[keyword], authors=[author])
    catch_up()
    keyword.name, author.name = "الفلاحة", "رامي الهادي"
    keyword.save()
    author.save()
    catch_up()
    assert found("الفلاحة") == found("الهادي") == [story.pk]
    assert found("الزراعة") == found("العابد") == []


def test_a_deleted_keyword_finds_nothing_any_more(catch_up):
    keyword = make_keyword("الزراعة")
    story = make_story(title="خبر", keywords=[keyword])
    catch_up()
    assert found("الزراعة") == found("خبر", keyword=keyword.pk) == [story.pk]
    number = keyword.pk
    keyword.delete()
    catch_up()
    assert found("الزراعة") == found("خبر", keyword=number) == []


def test_a_story_is_found_by_its_dossier_while_readers_can_open_that(catch_up):
    dossier = make_dossier("ملف الزلازل")
    story = make_story(title="هزة خفيفة", dossiers=[dossier])
    catch_up()
    assert set(found("الزلازل")) == {story.pk, dossier.pk}
    dossier.unpublish()
    catch_up()
    assert found("الزلازل") == []
    assert found("هزة", dossier=dossier.pk) == [story.pk]
    dossier.get_latest_revision().publish()
    catch_up()
    assert set(found("الزلازل")) == {story.pk, dossier.pk}


def test_a_private_section_takes_its_stories_out_and_gives_them_back(catch_up, section):
    story = make_story(section, title="جسر جديد فوق النهر")
    catch_up()
    restriction = PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert found("جسر") == []
    catch_up()
    assert in_index(f"story:{story.pk}") == 0
    restriction.delete()
    catch_up()
    assert found("جسر") == [story.pk]


def test_an_album_and_its_captions_are_found(catch_up):
    album = make_album("أسواق المدينة القديمة")
    picture = album.pictures.first()
    picture.caption = "بائع عطور عند الباب"
    album.pictures.add(picture)
    album.save_revision().publish()
    catch_up()
    assert found("أسواق") == found("عطور") == [album.pk]
    assert found("أسواق", kinds=("story",)) == []


def test_a_story_of_another_edition_stays_there(catch_up):
    english = make_edition("en")
    section = make_section("News", "news", english)
    story = make_story(section, title="Bridges open tomorrow", body=paragraphs("They are long."))
    catch_up()
    assert [hit.pk for hit in find(Request("en", "bridge")).hits] == [story.pk]
    assert found("bridges") == []


def test_many_records_of_one_change_wait_for_their_turn(catch_up, upkeep, section):
    keys = set()
    for number in range(3):
        keys.add(make_story(section, title=f"خبر رقم {number}").object_key)
    catch_up()
    # As an import does it: one row that names all.
    padding = {f"story:{10_000 + number}" for number in range(AT_ONCE + 20)}
    with transaction.atomic():
        Change.objects.note(Change.Kind.IMPORTED, "import:test", keys | padding)
    assert upkeep.follow()
    assert len(upkeep.consumer.writer.waiting(1_000)) > 0
    catch_up()
    assert upkeep.consumer.writer.waiting(1_000) == []
    assert len(found("خبر")) == 3


def test_the_place_in_the_log_is_in_the_commit(catch_up, upkeep):
    make_story(title="جسر جديد فوق النهر")
    catch_up()
    upkeep.consumer.settle()
    position = upkeep.consumer.load_position()
    upkeep.consumer.close()
    assert upkeep.consumer.load_position() == position
    assert log.lag(position).entries == 0


def test_what_concerns_nothing_in_the_index_costs_no_commit(catch_up, upkeep):
    catch_up()
    opstamp = upkeep.consumer.writer._writer.commit_opstamp
    make_edition("ar").save()
    assert upkeep.runner.step()
    assert upkeep.consumer.writer._writer.commit_opstamp == opstamp
    assert log.lag(upkeep.consumer.load_position()).entries == 0


def test_names_that_editors_add_find_one_another(catch_up):
    story = make_story(title="زيارة بلادونيا في الربيع")
    catch_up()
    assert found("Freedonia") == []
    Spellings.objects.create(text="بلادونيا\nFreedonia")
    catch_up()
    assert found("Freedonia") == [story.pk]
    Spellings.objects.get().delete()
    catch_up()
    assert found("Freedonia") == []


def test_a_lost_log_has_the_index_built_anew(catch_up, upkeep, place):
    make_story(title="جسر جديد فوق النهر")
    catch_up()
    before = place.current()
    Change.objects.all().delete()
    make_story(title="نفق جديد تحت الجبل")
    catch_up()
    assert place.current() != before
    assert len(found("جديد")) == 2


def test_every_listed_story_is_read_as_readers_may_see_it(section):
    story = make_story(section, title="جسر", standfirst="طوله كيلومتر", place="الموصل")
    content = kinds.kind("story").read([story.pk])[0]
    assert content.title == "جسر"
    assert content.texts[0] == "طوله كيلومتر"
    assert "الموصل" in content.names
    assert content.url == StoryPage.objects.get(pk=story.pk).url
