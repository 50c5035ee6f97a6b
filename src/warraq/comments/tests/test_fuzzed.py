"""Anything at all may be sent to the addresses of comments: it is answered in words, and never with a failure."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warraq.comments.defence import tickets
from warraq.comments.links import MINE, link_for
from warraq.comments.models import Comment
from warraq.testing import make_story

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
NAMES = st.sampled_from("name email text to ticket work homepage notices do".split())
WORDS = st.one_of(st.text(max_size=80), st.sampled_from(["", "1", "-1", "9" * 40, "\x00", "\ud800", "a@b.example"]))
KINDS = st.sampled_from(
    [FORM, f"{FORM}; charset=utf-16", "text/plain", "application/json", "multipart/form-data", "", "x"]
)
HEADERS = st.dictionaries(
    st.sampled_from("HTTP_ORIGIN HTTP_REFERER HTTP_SEC_FETCH_SITE HTTP_ACCEPT HTTP_USER_AGENT REMOTE_ADDR".split()),
    st.one_of(st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"]), max_size=40), st.just("null")),
    max_size=3,
)
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def addresses(made_once) -> dict[str, object]:
    """A story, and the private page of somebody who wrote under it."""

    def make() -> dict[str, object]:
        story = make_story()
        words = {"name": "ليلى", "text": "كلام عادي عن المقال", "ticket": tickets.issue(story.pk)}
        Client().post(f"/_/comments/{story.pk}/", urlencode(words), FORM)
        mine = link_for(MINE, Comment.objects.get())
        return {"story": story.pk, "all": [f"/_/comments/{story.pk}/", mine, "/_/comments/my-data/"]}

    return made_once(make)


def assert_answered(answer) -> None:
    assert answer.status_code < 500
    assert answer.status_code in (303, 302) or len(answer.content) > 10


@FUZZ
@given(which=st.integers(0, 2), fields=st.dictionaries(NAMES, WORDS), kind=KINDS, headers=HEADERS)
def test_no_fields_are_a_failure(addresses, which, fields, kind, headers):
    body = urlencode(fields, errors="surrogatepass").encode()
    assert_answered(Client().generic("POST", addresses["all"][which], body, kind, **headers))


@FUZZ
@given(which=st.integers(0, 2), body=st.binary(max_size=400), kind=KINDS)
def test_no_bytes_are_a_failure(addresses, which, body, kind):
    assert_answered(Client().generic("POST", addresses["all"][which], body, kind))


@FUZZ
@given(name=WORDS, text=st.one_of(WORDS, st.just("ا" * 20_000)), to=WORDS, network=st.ip_addresses())
def test_no_words_with_a_good_ticket_are_a_failure(addresses, name, text, to, network):
    fields = {"name": name, "text": text, "to": to, "ticket": tickets.issue(addresses["story"])}
    body = urlencode(fields, errors="surrogatepass").encode()
    assert_answered(Client().post(addresses["all"][0], body, FORM, REMOTE_ADDR=str(network)))


@FUZZ
@given(link=st.text(max_size=60), method=st.sampled_from(["GET", "POST", "HEAD", "PUT", "DELETE"]))
def test_no_forged_link_is_a_failure(addresses, link, method):
    for place in ("mine", "confirm", "stop", "my-data"):
        answer = Client().generic(method, f"/_/comments/{place}/{link.replace('/', '')}x.x/", b"", FORM)
        assert answer.status_code < 500
