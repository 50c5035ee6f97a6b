from datetime import timedelta

import pytest
from django.utils import timezone

from warraq import testing
from warraq.changes.models import Change
from warraq.changes.recording import recording
from warraq.front.arranged import DOSSIERS, LEAD, PICKS, STORIES, Arranged, Part, Pin, Rule, home, rail
from warraq.front.arranged import section as section_front
from warraq.front.composition import compose, composed
from warraq.front.models import FrontPage
from warraq.front.working import arrange
from warraq.readership.models import Window
from warraq.readership.tests.lists import write_list

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def front_with(rails: list[Part] = (), lead: list[Pin] = (), picks: list[Pin] = ()) -> FrontPage:
    front = testing.make_front()
    arrange(front, home(rails, lead, picks))
    return FrontPage.objects.get(pk=front.pk)


def of(section=None, count: int = 3, form: str = "") -> Part:
    return rail(STORIES, section=section and section.pk, count=count, form=form)


def everything(parts: dict) -> list[int]:
    rails = [story.pk for rail in parts["rails"] if rail.kind == "stories" for story in rail.items]
    return [story.pk for story in ([parts["lead"]] if parts["lead"] else []) + parts["picks"]] + rails


def listed(story, **ago):
    story.published_at = timezone.now() - timedelta(**ago)
    story.save()
    return story


def test_no_story_stands_twice_on_a_front():
    news, culture = testing.make_section(), testing.make_section("ثقافة", "culture")
    stories = [testing.make_story(news, title=f"خبر رقم {n}", form="analysis") for n in range(9)]
    stories += [testing.make_story(culture, title=f"ثقافة رقم {n}") for n in range(4)]
    shown = everything(compose(front_with([of(news), of(), of(culture), of(news, 8)])))
    assert len(shown) == len(set(shown))
    assert set(shown) == {story.pk for story in stories}


def test_what_an_editor_has_pinned_stands_before_what_is_newer():
    old = testing.make_story(title="قديم ومختار")
    [testing.make_story(title=f"جديد رقم {n}", form="report") for n in range(3)]
    picked = testing.make_story(title="اختيار ثان")
    parts = compose(front_with([of()], [Pin(old.pk)], [Pin(picked.pk)]))
    assert parts["lead"].pk == old.pk
    assert parts["picks"][0].pk == picked.pk


def test_a_pin_ends_at_its_moment_and_when_its_story_goes_away():
    ended, gone = testing.make_story(title="انتهى"), testing.make_story(title="سُحب")
    newest = testing.make_story(title="الأحدث")
    front = front_with([of()], [Pin(ended.pk, timezone.now() + HOUR)], [Pin(gone.pk)])
    gone.unpublish()
    assert compose(front)["lead"].pk == ended.pk
    later = compose(front, timezone.now() + 2 * HOUR)
    assert later["lead"].pk == newest.pk
    assert gone.pk not in everything(later)


def test_a_pin_stands_from_the_moment_its_draft_is_live():
    draft = testing.make_draft(testing.make_section(), "مسودة جاهزة")
    front = front_with([], [Pin(draft.pk)])
    with recording() as recorder:
        assert compose(front)["lead"] is None
    assert draft.object_key in recorder.keys
    draft.get_latest_revision().publish()
    assert compose(front)["lead"].pk == draft.pk


def test_a_rail_without_items_is_not_there():
    testing.make_story()
    empty = testing.make_section("ثقافة", "culture")
    assert compose(front_with([of(empty), rail(DOSSIERS)]))["rails"] == []


def test_a_front_without_stories_is_a_whole_page(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "None" not in page.text
    assert "إخترنا لكم" not in page.text


def test_a_rail_of_one_form_holds_no_other():
    testing.make_story(title="الصدارة")
    views = [testing.make_story(title=f"رأي رقم {n}", form="opinion") for n in range(6)]
    testing.make_story(title="خبر", form="news")
    (opinions,) = compose(front_with([of(form="opinion", count=2)]))["rails"]
    assert {story.form for story in opinions.items} == {"opinion"}
    assert {story.pk for story in opinions.items} <= {story.pk for story in views}


def test_a_part_of_several_forms_is_in_one_order():
    forms = ("opinion", "news", "news", "opinion", "news", "opinion")
    stories = [listed(testing.make_story(title=f"قصة {n}", form=form), hours=n + 1) for n, form in enumerate(forms)]
    arrange(testing.make_front(), Arranged((Part("both", STORIES, 5, rule=Rule(forms=("opinion", "news"))),)))
    (both,) = compose(testing.make_front())["rails"]
    assert [story.pk for story in both.items] == [story.pk for story in stories[:5]]


def test_what_is_older_than_a_rule_allows_leaves_its_part():
    testing.make_story(title="الصدارة")
    old = listed(testing.make_story(title="قديم", form="news"), hours=5)
    new = listed(testing.make_story(title="حديث", form="news"), hours=2)
    front = front_with([Part("fresh", STORIES, 4, rule=Rule(forms=("news",), hours=4))])
    assert [story.pk for story in compose(front)["rails"][0].items] == [new.pk]
    assert compose(front, timezone.now() + 3 * HOUR)["rails"] == []
    assert old.pk not in everything(compose(front))


def test_the_most_read_come_first_where_a_rule_asks_for_them_and_the_newest_fill_up():
    section = testing.make_section()
    stories = [listed(testing.make_story(section, title=f"خبر {n}", form="news"), hours=n + 1) for n in range(6)]
    write_list(section, Window.DAY, [stories[4], stories[5]])
    part = Part("read", STORIES, 3, rule=Rule(section=section.pk, order="day"))
    front = front_with([part])
    with recording() as recorder:
        items = compose(front)["rails"][0].items
    assert [story.pk for story in items] == [stories[4].pk, stories[5].pk, stories[1].pk]
    assert f"section:{section.pk}:most-read-day" in recorder.keys


def test_a_story_kept_off_the_front_is_brought_by_no_rule():
    stories = [testing.make_story(title=f"خبر {n}", form="news") for n in range(3)]
    front = testing.make_front()
    arrange(front, home([of(count=5)]).with_hidden(stories[2].pk))
    assert set(everything(compose(front))) == {stories[0].pk, stories[1].pk}


def test_a_pin_keeps_its_place_among_what_the_rule_finds():
    stories = [listed(testing.make_story(title=f"رأي {n}", form="opinion"), hours=n + 1) for n in range(5)]
    content = home(lead=[Pin(stories[0].pk)])
    order = [stories[1].pk, stories[4].pk, stories[2].pk]
    front = testing.make_front()
    arrange(front, content.with_story(stories[4].pk, PICKS, order))
    assert [story.pk for story in compose(front)["picks"]] == [stories[n].pk for n in (1, 4, 2, 3)]


def test_the_board_knows_what_is_pinned_and_what_the_rule_found():
    story, other = testing.make_story(title="مثبت"), testing.make_story(title="بالقاعدة", form="report")
    chosen = composed(front_with([], [Pin(story.pk)])).chosen
    assert [(choice.pk, choice.pin is not None) for choice in chosen[LEAD]] == [(story.pk, True)]
    assert [(choice.pk, choice.pin is not None) for choice in chosen[PICKS]] == [(other.pk, False)]


def test_the_menu_shows_a_list_only_while_there_is_something_in_it(client):
    testing.make_story()
    assert 'href="/dossiers/"' not in client.get("/").text
    dossier = testing.make_dossier()
    assert 'href="/dossiers/"' in client.get("/").text
    dossier.unpublish()
    assert 'href="/dossiers/"' not in client.get("/").text


# --- sections ---


def test_a_section_leads_with_what_is_pinned_there_and_says_nothing_twice():
    section = testing.make_section()
    stories = [testing.make_story(section, title=f"خبر {n}") for n in range(8)]
    arrange(section, section_front(section.pk, [Pin(stories[0].pk)], [Pin(stories[1].pk), Pin(stories[2].pk)]))
    shown = [card.pk for card in type(section).objects.get(pk=section.pk).get_context(None)["stories"]]
    assert shown[:3] == [stories[0].pk, stories[1].pk, stories[2].pk]
    assert shown[3:] == [story.pk for story in stories[:2:-1]]


def test_arranging_a_section_touches_no_page_that_only_names_it():
    section = testing.make_section()
    story = testing.make_story(section)
    with recording() as recorder:
        section.get_context(None)
    assert f"section:{section.pk}:arrangement" in recorder.keys
    arrange(section, section_front(section.pk, [Pin(story.pk)]))
    assert Change.objects.latest("pk").keys == [f"section:{section.pk}:arrangement"]
