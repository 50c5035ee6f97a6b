"""A link by which somebody outside reads one story: who opens it, what it shows, what comes back."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from warraq import testing
from warraq.audit.models import Entry
from warraq.newsroom.outside import making
from warraq.newsroom.outside.answering import ANSWERED
from warraq.newsroom.outside.models import VIEWS, WRONG_PINS, ReviewAnswer, ReviewLink
from warraq.newsroom.roles import Role
from warraq.stories import embargoes
from warraq.stories.models import StoryPage, embargo_of
from warraq.testing import make_user

pytestmark = pytest.mark.django_db
SECRET = "نص لا يعرفه أحد بعد"


@pytest.fixture
def story(section):
    body = [*testing.paragraphs(SECRET, "فقرة ثانية."), ("picture", {"image": testing.make_image(), "caption": "ضفة"})]
    return testing.make_draft(section, "مسودة سرية", body=body)


@pytest.fixture
def outsider() -> Client:
    return Client(enforce_csrf_checks=True)


def made(story, editor, **words):
    days = words.pop("days", 7)
    return making.make(story, editor, "الأستاذة هدى", timezone.now() + timedelta(days=days), **words)


def place_of(story, number=0):
    return str(story.body[number].id)


def redraft(story, title):
    page = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    page.title = title
    page.save_revision()


# --- reading ---


def test_whoever_has_the_link_reads_the_draft_with_its_pictures(outsider, editor, story):
    response = outsider.get(made(story, editor).address)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.html["dir"] == "rtl"
    assert soup.h1.get_text() == "مسودة سرية"
    assert SECRET in soup.get_text()
    assert soup.select_one("figure img")
    assert soup.select_one("meta[name=robots]")["content"].startswith("noindex")


def test_the_answer_is_kept_by_nobody_and_tells_nobody_where_it_was(outsider, editor, story):
    headers = outsider.get(made(story, editor).address).headers
    assert "no-store" in headers["Cache-Control"]
    assert "noindex" in headers["X-Robots-Tag"]
    assert headers["Referrer-Policy"] == "no-referrer"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_token_stands_nowhere_in_the_database(editor, story):
    link = made(story, editor)
    token = link.address.strip("/").rpartition("/")[2]
    row = ReviewLink.objects.values().get(pk=link.link.pk)
    assert token not in str(row)
    assert not any(token in entry.data for entry in Entry.objects.all())


def test_the_link_follows_the_newest_draft(outsider, editor, story):
    link = made(story, editor)
    redraft(story, "عنوان أحدث")
    assert "عنوان أحدث" in outsider.get(link.address).text


def test_a_link_to_one_version_stays_with_it(outsider, editor, story):
    link = made(story, editor, keeps_version=True)
    redraft(story, "عنوان أحدث")
    assert "مسودة سرية" in outsider.get(link.address).text


def test_views_are_counted(outsider, editor, story):
    link = made(story, editor)
    for _ in range(3):
        outsider.get(link.address)
    assert ReviewLink.objects.get().views == 3


@pytest.mark.parametrize(
    "change",
    [
        {"expires_at": timezone.now() - timedelta(seconds=1)},
        {"revoked_at": timezone.now()},
        {"views": VIEWS},
        {"wrong_pins": WRONG_PINS},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_link_that_is_over_says_so_and_tells_nothing_of_the_story(outsider, editor, story, change):
    link = made(story, editor)
    ReviewLink.objects.update(**change)
    response = outsider.get(link.address)
    assert response.status_code == 410
    assert "مسودة سرية" not in response.text
    assert "no-store" in response.headers["Cache-Control"]
    assert outsider.post(link.address, {"kind": "approved", "name": "هدى"}).status_code == 410
    assert not ReviewAnswer.objects.exists()


@pytest.mark.parametrize("token", ["x", "٣" * 50, "%00", "a" * 3000, "..%2f..", "'--", "%ff%fe", "😀"])
def test_whatever_stands_in_the_place_of_a_token_is_answered_with_404(outsider, token):
    assert outsider.get(f"/review/{token}/").status_code == 404
    assert outsider.post(f"/review/{token}/", {"kind": "approved"}).status_code == 404


def test_a_deleted_story_leaves_no_link(outsider, editor, story):
    link = made(story, editor)
    story.delete()
    assert outsider.get(link.address).status_code == 404


# --- answering ---


def test_a_remark_on_a_paragraph_reaches_the_desk_with_its_place(outsider, newsroom, editor, story):
    link = made(story, editor)
    words = {"kind": "comment", "place": place_of(story), "name": "هدى", "text": "الرقم قديم."}
    response = outsider.post(link.address, words)
    assert response.status_code == 303
    answer = ReviewAnswer.objects.get()
    assert (answer.name, answer.quote, answer.revision_id) == ("هدى", SECRET, story.latest_revision_id)
    assert "الرقم قديم." in outsider.get(response.headers["Location"].partition("#")[0]).text
    edit = newsroom.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).text
    assert "الرقم قديم." in edit
    assert SECRET in edit


def test_an_approval_is_in_the_history_and_in_the_trail_with_the_name(outsider, newsroom, editor, story):
    outsider.post(made(story, editor).address, {"kind": "approved", "name": "هدى"})
    entry = PageLogEntry.objects.get(page_id=story.pk, action=ANSWERED)
    assert (entry.user, entry.data["name"], entry.data["kind"]) == (None, "هدى", "approved")
    assert Entry.objects.filter(action=ANSWERED, actor=None).count() == 1
    assert "وافق من الخارج" in newsroom.get(reverse("wagtailadmin_pages:history", args=[story.pk])).text


@pytest.mark.parametrize(
    "words",
    [{"kind": "changes", "name": "هدى"}, {"kind": "comment", "name": "", "text": "نعم"}, {"kind": "شيء"}, {"kind": ""}],
)
def test_what_is_missing_is_said_and_what_was_written_stays(outsider, editor, story, words):
    response = outsider.post(made(story, editor).address, words)
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert words.get("text", "") in response.text
    assert not ReviewAnswer.objects.exists()


def test_a_remark_on_a_paragraph_that_is_gone_is_kept_as_one_on_the_whole(outsider, editor, story):
    outsider.post(
        made(story, editor).address, {"kind": "comment", "place": "no-such-block", "name": "هدى", "text": "نعم"}
    )
    assert ReviewAnswer.objects.get().place == ""


def test_markup_in_an_answer_stays_words(outsider, newsroom, editor, story):
    link = made(story, editor)
    outsider.post(link.address, {"kind": "comment", "name": "<b>x</b>", "text": "<script>alert(1)</script>"})
    for text in (outsider.get(link.address).text, newsroom.get(reverse("outside:links", args=[story.pk])).text):
        assert "<script>alert" not in text
        assert "&lt;b&gt;x" in text


# --- the number ---


def test_with_a_number_nothing_is_shown_before_it_is_typed(outsider, editor, story):
    link = made(story, editor, with_pin=True)
    assert re.fullmatch(r"\d{6}", link.pin)
    assert "مسودة سرية" not in outsider.get(link.address).text
    assert outsider.post(link.address, {"kind": "approved", "name": "هدى"}).status_code == 200
    assert not ReviewAnswer.objects.exists()
    arabic = link.pin.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert outsider.post(link.address, {"pin": arabic}).status_code == 303
    assert "مسودة سرية" in outsider.get(link.address).text


def test_the_tenth_wrong_number_closes_the_link(outsider, editor, story):
    link = made(story, editor, with_pin=True)
    wrong = "000000" if link.pin != "000000" else "111111"
    answers = [outsider.post(link.address, {"pin": wrong}).status_code for _ in range(WRONG_PINS)]
    assert answers == [422] * (WRONG_PINS - 1) + [410]
    assert outsider.post(link.address, {"pin": link.pin}).status_code == 410


def test_a_cookie_of_another_link_opens_nothing(outsider, editor, story):
    one, other = made(story, editor, with_pin=True), made(story, editor, with_pin=True)
    outsider.post(one.address, {"pin": one.pin})
    outsider.cookies["review"]["path"] = other.address
    assert "مسودة سرية" not in outsider.get(other.address).text


# --- embargo ---


def put_under_embargo(story, editor):
    embargoes.put_under(story, timezone.now() + timedelta(days=1), "عرض أولي", editor)
    assert embargo_of(StoryPage.objects.get(pk=story.pk))


def test_a_link_to_a_story_under_embargo_is_refused_unless_that_is_confirmed(newsroom, editor, story):
    put_under_embargo(story, editor)
    address = reverse("outside:links", args=[story.pk])
    newsroom.post(address, {"person": "هدى", "days": "7"})
    assert not ReviewLink.objects.exists()
    newsroom.post(address, {"person": "هدى", "days": "7", "opens_under_embargo": "on"})
    assert ReviewLink.objects.get().opens_under_embargo


def test_a_link_made_before_the_embargo_does_not_open_under_it(outsider, editor, story):
    link = made(story, editor)
    put_under_embargo(story, editor)
    response = outsider.get(link.address)
    assert response.status_code == 403
    assert "مسودة سرية" not in response.text


def test_the_embargo_is_printed_above_the_story(outsider, editor, story):
    put_under_embargo(story, editor)
    text = outsider.get(made(story, editor, opens_under_embargo=True).address).text
    assert text.index("تحت الحظر حتى") < text.index("<h1>")


# --- the desk ---


def test_an_editor_makes_a_link_that_is_shown_once(newsroom, outsider, story):
    address = reverse("outside:links", args=[story.pk])
    page = newsroom.post(address, {"person": "هدى", "days": "3", "with_pin": "on"})
    found = re.search(r'value="http://testserver(/review/[\w-]+/)"', page.text)
    assert found
    assert outsider.get(found[1]).status_code == 200
    assert found[1] not in newsroom.get(address).text
    assert ReviewLink.objects.get().expires_at < timezone.now() + timedelta(days=3, minutes=1)


def test_an_editor_closes_a_link(newsroom, outsider, editor, story):
    link = made(story, editor)
    newsroom.post(reverse("outside:close", args=[link.link.pk]))
    assert outsider.get(link.address).status_code == 410
    assert PageLogEntry.objects.filter(page_id=story.pk, action=making.CLOSED, user=editor).count() == 1


def test_a_reporter_makes_no_link_and_closes_none(client, reporter, editor, story):
    link = made(story, editor)
    client.force_login(reporter)
    assert client.post(reverse("outside:links", args=[story.pk]), {"person": "x", "days": "7"}).status_code in (
        302,
        403,
    )
    assert client.post(reverse("outside:close", args=[link.link.pk])).status_code in (302, 403)
    assert ReviewLink.objects.get().revoked_at is None


def test_a_stranger_sees_no_links(client, stranger, story):
    client.force_login(stranger)
    assert client.get(reverse("outside:links", args=[story.pk])).status_code in (302, 403)


@pytest.mark.parametrize(
    ("role", "may"), [(Role.SECTION_EDITOR, True), (Role.REPORTER, False), (Role.MODERATOR, False)]
)
def test_editors_have_the_right_and_others_do_not(story, role, may):
    assert making.may_make(story, make_user("someone", role)) is may
    assert not making.may_make(story, AnonymousUser())
