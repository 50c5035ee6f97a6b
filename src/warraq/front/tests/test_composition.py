from datetime import timedelta

import pytest
from django.utils import timezone

from warraq import testing
from warraq.front.composition import compose
from warraq.front.models import FrontPage, FrontSlot

pytestmark = pytest.mark.django_db


def front_with(rails: list[dict], slots: list[FrontSlot] = ()) -> FrontPage:
    front = testing.make_front()
    front.rails = front.rails.stream_block.to_python(rails)
    front.slots = list(slots)
    front.save_revision().publish()
    return FrontPage.objects.get(pk=front.pk)


def rail(section=None, count: int = 3, form: str = "", look: str = "cards") -> dict:
    value = {"title": "", "section": section and section.pk, "form": form, "count": count, "look": look}
    return {"type": "stories", "value": value}


def everything(parts: dict) -> list[int]:
    rails = [story.pk for rail in parts["rails"] if rail.kind == "stories" for story in rail.items]
    return [story.pk for story in ([parts["lead"]] if parts["lead"] else []) + parts["picks"]] + rails


def test_no_story_stands_twice_on_a_front():
    news, culture = testing.make_section(), testing.make_section("ثقافة", "culture")
    stories = [testing.make_story(news, title=f"خبر رقم {n}", form="analysis") for n in range(9)]
    stories += [testing.make_story(culture, title=f"ثقافة رقم {n}") for n in range(4)]
    shown = everything(compose(front_with([rail(news), rail(), rail(culture), rail(news, 8)])))
    assert len(shown) == len(set(shown))
    assert set(shown) == {story.pk for story in stories}


def test_what_an_editor_has_pinned_stands_before_what_is_newer():
    old = testing.make_story(title="قديم ومختار")
    [testing.make_story(title=f"جديد رقم {n}", form="report") for n in range(3)]
    picked = testing.make_story(title="اختيار ثان")
    parts = compose(front_with([rail()], [FrontSlot(place="lead", story=old), FrontSlot(place="pick", story=picked)]))
    assert parts["lead"].pk == old.pk
    assert parts["picks"][0].pk == picked.pk


def test_a_pin_ends_at_its_moment_and_when_its_story_goes_away():
    ended, gone = testing.make_story(title="انتهى"), testing.make_story(title="سُحب")
    newest = testing.make_story(title="الأحدث")
    past = timezone.now() - timedelta(minutes=1)
    slots = [FrontSlot(place="lead", story=ended, until=past), FrontSlot(place="pick", story=gone)]
    front = front_with([rail()], slots)
    gone.unpublish()
    parts = compose(front)
    assert parts["lead"].pk == newest.pk
    assert gone.pk not in everything(parts)


def test_a_rail_without_items_is_not_there():
    testing.make_story()
    empty = testing.make_section("ثقافة", "culture")
    parts = compose(front_with([rail(empty), {"type": "dossiers", "value": {"title": "", "count": 3}}]))
    assert parts["rails"] == []


def test_a_front_without_stories_is_a_whole_page(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "None" not in page.text
    assert "إخترنا لكم" not in page.text


def test_a_rail_of_one_form_holds_no_other():
    testing.make_story(title="الصدارة")
    views = [testing.make_story(title=f"رأي رقم {n}", form="opinion") for n in range(6)]
    testing.make_story(title="خبر", form="news")
    parts = compose(front_with([rail(form="opinion", count=2)]))
    (opinions,) = parts["rails"]
    assert {story.form for story in opinions.items} == {"opinion"}
    assert {story.pk for story in opinions.items} <= {story.pk for story in views}


def test_the_menu_shows_a_list_only_while_there_is_something_in_it(client):
    testing.make_story()
    assert 'href="/dossiers/"' not in client.get("/").text
    dossier = testing.make_dossier()
    assert 'href="/dossiers/"' in client.get("/").text
    dossier.unpublish()
    assert 'href="/dossiers/"' not in client.get("/").text
