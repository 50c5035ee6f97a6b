"""The arsenal in name and text: what pages, feeds and letters are made of stays words."""

import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
from django.core import mail
from django.utils import timezone

from warraq.comments import letters
from warraq.comments.links import MINE, link_for
from warraq.comments.models import Comment, State
from warraq.testing import make_story

from .arsenal import VECTORS

pytestmark = pytest.mark.django_db
HTML = "{http://www.w3.org/1999/xhtml}"
# Of what a comment is made; all the rest of the arsenal would bring something else.
ELEMENTS = set("article p b bdi a span div time ol li br".split())
ATTRIBUTES = {"class", "href", "rel", "dir", "id", "datetime", "data-reply", "data-moment", "lang"}


class Scene:
    """A story under which somebody has tried everything, in the name and in the text."""

    def __init__(self) -> None:
        self.story = make_story()
        known = {"story": self.story, "edition": self.story.edition, "posted_at": timezone.now()}
        for vector in VECTORS:
            Comment.objects.create(**known, name=vector[:60], text=f"{vector}\n\n{vector}", state=State.APPROVED)


@pytest.fixture(scope="module")
def scene(made_once: Callable[..., Any]) -> Scene:
    return made_once(Scene)


def parsed(client: Any, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200
    return html5lib.parse(answer.content.decode(), namespaceHTMLElements=True)


def test_the_arsenal_is_large():
    assert len(set(VECTORS)) >= 90


def all_comments(client: Any, scene: Scene) -> list[Any]:
    """The elements of all comments, on the story's page and on those of the whole conversation."""
    paths = [scene.story.url, f"/_/comments/{scene.story.pk}/all/1/"]
    return [
        article for path in paths for article in parsed(client, path).findall(f".//{HTML}article[@class='comment']")
    ]


def test_comments_are_made_of_nothing_but_words_and_safe_links(client, scene):
    comments = all_comments(client, scene)
    assert len({comment.get("id") for comment in comments}) == len(VECTORS)
    for element in (part for comment in comments for part in comment.iter()):
        assert element.tag.removeprefix(HTML) in ELEMENTS, element.tag
        assert set(element.attrib) <= ATTRIBUTES, element.attrib
        assert element.get("href", "/").startswith(("/", "#comment-", "https://", "http://"))


def test_a_comment_reads_as_it_was_written(client, scene):
    texts = {"".join(comment.itertext()) for comment in all_comments(client, scene)}
    shown = [vector for vector in VECTORS if not set("\r\n\t\x0c\x01") & set(vector)]
    assert [vector for vector in shown if not any(vector in text for text in texts)] == []


def test_structured_data_cannot_be_left(client, scene):
    page = parsed(client, scene.story.url)
    scripts = page.findall(f".//{HTML}script[@type='application/ld+json']")
    assert scripts
    found = json.dumps([json.loads(script.text) for script in scripts], ensure_ascii=False)
    assert "</script>" in found  # in a comment, after reading the JSON
    assert all("<" not in script.text for script in scripts)


@pytest.mark.parametrize(
    ("kind", "content"),
    [("rss", "{http://purl.org/rss/1.0/modules/content/}encoded"), ("atom", "{http://www.w3.org/2005/Atom}content")],
)
def test_a_feed_of_comments_is_whole(client, scene, kind, content):
    answer = client.get(f"/feeds/comments/{scene.story.pk}.{kind}")
    assert answer.status_code == 200
    contents = ElementTree.fromstring(answer.content).findall(f".//{content}")
    assert len(contents) > 20
    for element in contents:
        assert_harmless(element.text)


def test_a_feed_in_json_is_whole(client, scene):
    items = client.get(f"/feeds/comments/{scene.story.pk}.json").json()["items"]
    assert items
    for item in items:
        assert_harmless(item.get("content_html", ""))


def assert_harmless(html: str) -> None:
    """As a reader of feeds would show it."""
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        if isinstance(element.tag, str) and element.tag != "DOCUMENT_FRAGMENT":
            assert element.tag in ELEMENTS
            assert set(element.attrib) <= ATTRIBUTES


def test_an_author_s_own_page_shows_words(client, scene):
    for comment in Comment.objects.order_by("pk")[::4]:
        page = parsed(client, link_for(MINE, comment))
        (article,) = page.findall(f".//{HTML}article")
        assert {element.tag.removeprefix(HTML) for element in article.iter()} <= ELEMENTS
        assert len(page.findall(f".//{HTML}textarea")) <= 1


def test_what_is_sent_back_in_the_form_shows_words(client, scene):
    for vector in VECTORS:
        fields = {"name": vector[:60], "email": f"{vector}@example.org", "text": vector, "to": vector, "ticket": vector}
        answer = client.post(f"/_/comments/{scene.story.pk}/", fields, "application/x-www-form-urlencoded")
        assert answer.status_code < 500


def test_letters_are_plain_words_with_their_own_headers(scene, django_capture_on_commit_callbacks):
    for vector in VECTORS:
        comment = Comment.objects.filter(text__startswith=vector).first()
        comment.email, comment.wants_notices, comment.confirmed_at = "reader@example.org", True, None
        comment.save()
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            letters.ask_to_confirm(comment)
        for letter in mail.outbox:
            message = letter.message()
            assert message.get_content_type() == "text/plain"
            assert message["To"] == "reader@example.org"
            assert message["Bcc"] is None
            assert "\n" not in message["Subject"]
