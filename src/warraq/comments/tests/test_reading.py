"""What a story's page and its feeds show of the comments, and which pages a decision refreshes."""

import json
import re
from datetime import timedelta

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from warraq.comments import reading
from warraq.comments.models import Policy, State
from warraq.comments.reading import Shown, threads_of
from warraq.comments.wording import as_paragraphs, clean_text
from warraq.stories.models import StoryPage
from warraq.testing import make_edition, make_section, make_story

from .writing import write

MOMENT = timezone.now()


@pytest.fixture
def story(section) -> StoryPage:
    return make_story(section)


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_only_what_is_approved_is_shown_and_a_hundred_ask_no_more_than_none(client, story):
    none = queries(client, story.url)
    head = write(story, text="رأي مقبول\nفي سطرين")
    write(story, State.WAITING, text="رأي ينتظر")
    write(story, State.SPAM, text="ساعات رخيصة", parent=head)
    for number in range(50):
        write(story, parent=head, text=f"ردّ {number}")
    assert queries(client, story.url) == none
    page = client.get(story.url).text
    assert '<p dir="auto">رأي مقبول<br>في سطرين</p>' in page
    assert "رأي ينتظر" not in page
    assert "ساعات رخيصة" not in page
    assert "51 تعليقًا" in page


def test_a_closed_story_without_comments_prints_nothing_of_them(client, section):
    page = client.get(make_story(section, comment_policy=Policy.CLOSED).url).text
    assert 'class="comments"' not in page
    assert "comments.js" not in page
    assert "commentCount" not in page


def test_a_closed_story_keeps_its_comments_and_offers_no_form(client, section):
    story = make_story(section, comment_policy=Policy.CLOSED)
    write(story, text="رأي قديم")
    page = client.get(story.url).text
    assert "رأي قديم" in page
    assert "أُغلق باب التعليق" in page
    assert "<textarea" not in page
    assert "data-reply" not in page


def test_a_long_conversation_goes_on_on_pages_of_its_own(client, story, monkeypatch):
    monkeypatch.setattr(reading, "NEWEST", 4)
    monkeypatch.setattr(reading, "PAGE", 3)
    monkeypatch.setattr(reading._NEWEST, "_plans", {})
    heads = [write(story, text=f"رأي {n}.", posted_at=MOMENT + timedelta(minutes=n)) for n in range(7)]
    write(story, parent=heads[0], text="ردّ متأخر", posted_at=MOMENT + timedelta(hours=1))
    page = client.get(story.url).text
    assert "ردّ متأخر" in page
    assert "رأي 0." in page  # what it answers
    assert "رأي 1." not in page
    assert "8 تعليقات" in page
    first, last = (client.get(f"/_/comments/{story.pk}/all/{number}/") for number in (1, 3))
    assert [f"رأي {n}." in first.text for n in range(7)] == [True] * 3 + [False] * 4
    assert "رأي 6." in last.text
    assert 'content="noindex"' in first.text
    assert client.get(f"/_/comments/{story.pk}/all/4/").status_code == 404


rows = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), max_size=10)


@given(rows)
def test_every_comment_stands_in_its_thread_once_whatever_is_missing(pairs):
    shown = [
        Shown(pk, parent if parent > 5 else None, None, "س", "ص", MOMENT + timedelta(minutes=minute))
        for pk, (parent, minute) in enumerate(((parent + 5, minute) for parent, minute in pairs), start=20)
    ]
    threads = threads_of(shown)
    placed = [reply.pk for thread in threads for reply in (thread, *thread.replies) if not reply.is_gone]
    assert sorted(placed) == [row.pk for row in shown]
    for thread in threads:
        moments = [reply.posted_at for reply in thread.replies]
        assert moments == sorted(moments)
        assert not (thread.is_gone and not thread.replies)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\nb", '<p dir="auto">a</p><p dir="auto">b</p>'),
        ("<b>&", '<p dir="auto">&lt;b&gt;&amp;</p>'),
        ("javascript:alert(1) data:text/html,x", '<p dir="auto">javascript:alert(1) data:text/html,x</p>'),
        (
            "انظر https://a.example/x?y=1&z=2.",
            '<p dir="auto">انظر <a href="https://a.example/x?y=1&amp;z=2" rel="ugc nofollow noopener" dir="ltr">'
            "https://a.example/x?y=1&amp;z=2</a>.</p>",
        ),
    ],
)
def test_plain_text_becomes_harmless_markup(text, expected):
    assert as_paragraphs(text) == expected


@given(st.text(alphabet=st.sampled_from("ab <>\"'&;:/\n\u202e\u0301\u064bسhttps.x"), max_size=80))
def test_no_text_brings_markup_of_its_own(text):
    cleaned = clean_text(text, "ar")
    assert clean_text(cleaned, "ar") == cleaned
    markup = as_paragraphs(cleaned)
    assert set(
        re.findall(r"<[^>]*>", re.sub(r'<a href="https?://[^"<>]*" rel="ugc nofollow noopener" dir="ltr">', "", markup))
    ) <= {'<p dir="auto">', "</p>", "<br>", "</a>"}


def test_feeds_say_who_wrote_what_and_when(client, story):
    head = write(story, name="ليلى & <سعاد>", text="رأي <b>")
    write(story, State.WAITING, text="سرّ")
    feed = feedparser.parse(client.get(f"/feeds/comments/{story.pk}.rss").content)
    (entry,) = feed.entries
    assert not feed.bozo
    assert entry.title == "ليلى & ‹سعاد›"
    assert entry.link.endswith(f"#comment-{head.pk}")
    atom = client.get(f"/feeds/comments/{story.pk}.atom")
    assert not feedparser.parse(atom.content).bozo
    assert "<uri></uri>" not in atom.text
    item = json.loads(client.get(f"/feeds/comments/{story.pk}.json").content)["items"][0]
    assert item["authors"] == [{"name": "ليلى & <سعاد>"}]
    assert client.get(f"/feeds/comments/{make_story(title='بلا تعليق').pk}.rss").status_code == 404


def test_structured_data_names_comments_and_cannot_end_its_element(client, story):
    write(story, name="ليلى", text="</script><script>alert(1)</script>")
    page = client.get(story.url).text
    (data,) = [json.loads(text) for text in re.findall(r'ld\+json">(.*?)</script>', page) if '"headline"' in text]
    assert data["commentCount"] == 1
    assert data["comment"][0]["@type"] == "Comment"
    assert data["comment"][0]["text"] == "</script><script>alert(1)</script>"
    assert data["comment"][0]["author"] == {"@type": "Person", "name": "ليلى"}
    assert "<script>alert" not in page


def test_an_english_story_speaks_english_and_each_comment_its_own_direction(client, db):
    story = make_story(make_section("News", "news", make_edition("en")), title="The river returns")
    write(story, name="ليلى", text="سؤال في محله")
    page = client.get(story.url).text
    assert "1 comment<" in page
    assert 'action="/en/_/comments/' in page
    assert "<bdi>ليلى</bdi>" in page
    assert client.get(f"/en/_/comments/{story.pk}/").status_code == 200
    assert client.get(f"/_/comments/{story.pk}/").status_code == 404
