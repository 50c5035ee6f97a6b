"""Breaking news on home and in the piece that other pages fetch: in time, out in time, and nothing else is stale."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from warraq import testing
from warraq.audit.models import Entry
from warraq.breaking import setting
from warraq.breaking.models import Strip
from warraq.changes import due
from warraq.changes.models import Change
from warraq.newsroom.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)
WORDS = "افتتاح المرصد الجديد"
PIECE = "/_/breaking"
SCREEN = "/newsroom/breaking/"


@pytest.fixture
def edition(section):
    return section.edition


def start(edition, editor, text=WORDS, until=None, **fields):
    strip = Strip(edition=edition, text=text, until=until or timezone.now() + HOUR, **fields)
    return setting.start(strip, editor)


def read(store, path=PIECE):
    return store.copy(path).body.decode()


def test_it_is_on_home_and_in_the_piece_and_no_other_page_is_stale(section, edition, editor, store, settle, follow):
    story = testing.make_story(section)
    settle()
    start(edition, editor)
    follow()
    assert store.copy(story.url).is_fresh
    assert store.copy(section.url).is_fresh
    assert not store.copy("/").is_fresh
    settle()
    for path in (PIECE, "/"):
        assert WORDS in read(store, path)
    assert WORDS not in read(store, story.url)
    assert store.copy("/en/_/breaking").body == b""


def test_it_goes_when_its_time_is_over(edition, editor, store, settle, monkeypatch):
    start(edition, editor)
    settle()
    over = timezone.now() + HOUR
    monkeypatch.setattr(timezone, "now", lambda: over)
    due.turn_into_changes()
    settle()
    assert read(store) == ""
    assert WORDS not in read(store, "/")


def test_it_goes_when_somebody_ends_it_once(edition, editor, store, settle):
    strip = start(edition, editor)
    settle()
    assert setting.end(strip.pk, editor)
    assert setting.end(strip.pk, editor) is None
    settle()
    assert read(store) == ""
    assert list(
        Entry.objects.filter(action__startswith="breaking.").order_by("pk").values_list("action", flat=True)
    ) == [
        setting.STARTED,
        setting.ENDED,
    ]


def test_a_story_gives_its_headline_and_its_link(section, edition, editor, store, settle):
    story = testing.make_story(section, "هزة خفيفة تسجلها المراصد")
    start(edition, editor, "", story=story)
    settle()
    assert "هزة خفيفة تسجلها المراصد" in read(store)
    assert story.url in read(store)


@pytest.mark.parametrize("leave", [lambda story: story.unpublish(), lambda story: testing.withdraw(story, "تبيّن خطؤه")])
def test_a_story_that_readers_cannot_open_or_that_was_withdrawn_leaves_it(
    section, edition, editor, store, settle, leave
):
    story = testing.make_story(section)
    start(edition, editor, WORDS, story=story)
    settle()
    assert WORDS in read(store)
    leave(story)
    settle()
    assert read(store) == ""
    assert WORDS not in read(store, "/")


def test_the_first_stand_first_and_three_at_most(edition, editor, store, settle):
    for number in range(4):
        start(edition, editor, f"سطر {number}")
    start(edition, editor, "الأهم", priority=Strip.Priority.FIRST, until=timezone.now() + 2 * HOUR)
    start(edition, editor, "الأحدث")
    settle()
    html = read(store)
    assert html.count("breaking__line") == 3
    assert html.index("الأهم") < html.index("الأحدث")


def test_a_word_that_looks_like_markup_is_a_word(edition, editor, store, settle):
    start(edition, editor, "<b onclick=x>نص")
    settle()
    assert "<b onclick" not in read(store)


# --- the screen ---


def post(client, **given):
    return client.post(SCREEN, {"priority": 1, "minutes": 60} | given)


def test_an_editor_puts_words_up_and_takes_them_down(newsroom, edition):
    assert post(newsroom, edition=edition.pk, text=WORDS).status_code == 302
    strip = Strip.objects.get()
    assert strip.by.username == "editor"
    assert strip.until > timezone.now() + 0.9 * HOUR
    assert WORDS in newsroom.get(SCREEN).content.decode()
    newsroom.post(SCREEN, {"end": strip.pk})
    assert f'name="end" value="{strip.pk}"' not in newsroom.get(SCREEN).content.decode()
    assert Change.objects.filter(subject=strip.object_key).count() == 2


@pytest.mark.parametrize(
    "given",
    [
        {"text": ""},
        {"text": "س" * 141},
        {"text": WORDS, "minutes": "7"},
        {"text": WORDS, "edition": "99"},
        {"story": "999"},
    ],
)
def test_what_is_wrong_is_said_and_kept(newsroom, edition, given):
    answer = post(newsroom, **({"edition": edition.pk} | given))
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert given.get("text", "") in answer.content.decode()
    assert not Strip.objects.exists()


def test_a_draft_and_a_story_of_another_edition_are_refused(newsroom, section, edition):
    draft = testing.make_draft(section, "مسودة")
    english = testing.make_story(testing.make_section("News", "news", testing.make_edition("en")), "A story")
    for story in (draft, english):
        assert "story" in post(newsroom, edition=edition.pk, story=story.pk).context["form"].errors


@pytest.mark.parametrize("wrong", ["", "x", "9" * 30, "-1"])
def test_an_end_of_nothing_changes_nothing(newsroom, edition, wrong):
    assert newsroom.post(SCREEN, {"end": wrong}).status_code == 302


@pytest.mark.parametrize("role", [Role.REPORTER, Role.CONTRIBUTOR, Role.MODERATOR, Role.OPERATOR, Role.PHOTO_EDITOR])
def test_who_has_no_right_can_neither_see_nor_set(client, edition, editor, role):
    strip = start(edition, editor)
    client.force_login(testing.make_user("other", role))
    assert WORDS not in client.get(SCREEN).content.decode()
    post(client, edition=edition.pk, text="دخيل")
    client.post(SCREEN, {"end": strip.pk})
    assert list(Strip.objects.filter(until__gt=timezone.now())) == [strip]
    assert reverse("breaking:index") == SCREEN
