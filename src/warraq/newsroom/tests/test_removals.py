"""An editor says that a page does not come back: while taking it offline, while deleting it, or in a list."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from warraq import testing
from warraq.changes.models import Change
from warraq.newsroom.roles import Role
from warraq.stories.models import Removal, StoryPage

pytestmark = pytest.mark.django_db

SAY_SO = {"removed_for_good": "on", "removal_reason": "سُحبت بطلب من صاحبها."}


@pytest.fixture
def story(section):
    return testing.make_story(section, "منسوب النهر ينخفض")


@pytest.fixture
def offline(story):
    page = StoryPage.objects.get(pk=story.pk)
    page.unpublish()
    return page


def unpublish(client: Client, page: Page, **data: str):
    return client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), data)


def delete(client: Client, page: Page, **data: str):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), data)


def view_of(name: str, *args: int) -> str:
    return reverse(Removal.snippet_viewset.get_url_name(name), args=args)


def add(client: Client, page: str, reason: str = ""):
    return client.post(view_of("add"), {"page": page, "reason": reason})


def errors(response) -> str:
    return str(response.context["form"].errors["page"])


# --- beside “unpublish” and “delete” ---


def test_the_form_asks_in_arabic_what_readers_are_told(newsroom, story):
    for name in ("unpublish", "delete"):
        html = newsroom.get(reverse(f"wagtailadmin_pages:{name}", args=[story.pk])).content.decode()
        assert "السبب الذي يُعرض للقرّاء" in html
        assert "أُزيلت نهائياً (410)" in html


def test_a_story_taken_offline_without_a_word_is_only_not_found(newsroom, client, story):
    assert unpublish(newsroom, story).status_code == 302
    assert not Removal.objects.exists()
    assert client.get(story.url).status_code == 404


def test_a_story_is_taken_offline_for_good(newsroom, editor, client, story):
    assert unpublish(newsroom, story, **SAY_SO).status_code == 302
    removal = Removal.objects.get()
    assert (removal.number, removal.address, removal.title) == (story.pk, story.url, story.title)
    assert (removal.reason, removal.by, removal.edition) == (SAY_SO["removal_reason"], editor, story.edition)
    response = client.get(story.url)
    assert response.status_code == 410
    assert SAY_SO["removal_reason"] in response.content.decode()


def test_a_reason_without_the_mark_says_nothing(newsroom, story):
    unpublish(newsroom, story, removal_reason="ملاحظة")
    assert not Removal.objects.exists()


def test_a_story_is_deleted_for_good(newsroom, editor, client, story):
    assert delete(newsroom, story, **SAY_SO).status_code == 302
    assert not StoryPage.objects.exists()
    assert Removal.objects.get().by == editor
    assert client.get(story.url).status_code == 410


def test_a_story_removed_first_and_deleted_later_stays_removed(newsroom, client, story):
    unpublish(newsroom, story, **SAY_SO)
    delete(newsroom, story)
    assert client.get(story.url).status_code == 410


def test_what_is_said_and_the_page_go_offline_in_one_transaction(newsroom, story, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("killed between the two")

    monkeypatch.setattr(Removal, "save", fail)
    with pytest.raises(RuntimeError):
        unpublish(newsroom, story, **SAY_SO)
    assert StoryPage.objects.get(pk=story.pk).live
    assert not Change.objects.filter(kind=Change.Kind.UNPUBLISHED).exists()
    with pytest.raises(RuntimeError):
        delete(newsroom, story, **SAY_SO)
    assert StoryPage.objects.get(pk=story.pk).live
    assert not Removal.objects.exists()


def test_publishing_again_takes_the_removal_back(newsroom, client, story):
    unpublish(newsroom, story, **SAY_SO)
    StoryPage.objects.get(pk=story.pk).save_revision().publish()
    assert not Removal.objects.exists()
    assert client.get(story.url).status_code == 200


def test_a_section_is_not_asked_about(newsroom, section):
    html = newsroom.get(reverse("wagtailadmin_pages:unpublish", args=[section.pk])).content.decode()
    assert "removed_for_good" not in html


def test_a_draft_nobody_has_read_is_not_asked_about(newsroom, section):
    draft = testing.make_draft(section, "مسودة")
    url = reverse("wagtailadmin_pages:delete", args=[draft.pk])
    assert "removed_for_good" not in newsroom.get(url).content.decode()
    delete(newsroom, draft, **SAY_SO)
    assert not StoryPage.objects.exists()
    assert not Removal.objects.exists()


# --- the list ---


def test_a_page_is_added_by_its_number(newsroom, editor, offline):
    assert add(newsroom, str(offline.pk), "طلب قانوني.").status_code == 302
    removal = Removal.objects.get()
    assert (removal.number, removal.address, removal.title) == (offline.pk, offline.url, offline.title)
    assert (removal.reason, removal.by) == ("طلب قانوني.", editor)
    assert Client().get(offline.url).status_code == 410


@pytest.mark.parametrize("written", ["/s/{}", "{}", "/news/{}/", "http://localhost/news/{}/words/"])
def test_a_deleted_page_is_added_by_whatever_leads_to_it(newsroom, settings, offline, written):
    settings.WARRAQ_BASE_URL = "http://localhost"
    number = offline.pk
    offline.delete()
    assert add(newsroom, written.format(number)).status_code == 302
    removal = Removal.objects.get()
    assert (removal.number, removal.title, removal.edition.code) == (number, offline.title, "ar")


def test_an_address_of_the_english_edition_belongs_to_it(newsroom):
    assert add(newsroom, "/en/dossiers/999000/words/").status_code == 302
    removal = Removal.objects.get()
    assert (removal.edition.code, removal.address) == ("en", "/en/dossiers/999000/words/")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("/news/", "ليس هذا عنوان مادة"),
        ("/keywords/5/", "ليس هذا عنوان مادة"),
        ("https://elsewhere.example/news/5/", "elsewhere.example"),
        ("0", "هذا الرقم"),
        ("9" * 30, "هذا الرقم"),
    ],
)
def test_what_is_no_page_is_refused_in_words(newsroom, section, written, words):
    assert words in errors(add(newsroom, written))
    assert not Removal.objects.exists()


def test_a_page_that_is_online_is_refused(newsroom, story):
    assert "هذه الصفحة منشورة" in errors(add(newsroom, str(story.pk)))


def test_a_section_is_refused(newsroom, section):
    assert "ليست هذه مادة" in errors(add(newsroom, str(section.pk)))


def test_a_page_is_added_once(newsroom, offline):
    add(newsroom, str(offline.pk))
    assert "من قبل" in errors(add(newsroom, offline.url))


def test_the_reason_is_edited_and_the_removal_taken_back(newsroom, offline):
    add(newsroom, str(offline.pk))
    removal = Removal.objects.get()
    data = {"edition": removal.edition_id, "reason": "بطلب من المصوّر."}
    assert newsroom.post(view_of("edit", removal.pk), data).status_code == 302
    assert "بطلب من المصوّر." in Client().get(offline.url).content.decode()
    assert newsroom.post(view_of("delete", removal.pk)).status_code == 302
    assert Client().get(offline.url).status_code == 404


def test_the_list_names_what_was_removed(newsroom, offline):
    add(newsroom, str(offline.pk), "طلب قانوني.")
    html = newsroom.get(view_of("list")).content.decode()
    for words in ("صفحات أُزيلت", offline.title, "طلب قانوني."):
        assert words in html, words
    assert offline.title in newsroom.get(view_of("list") + "?q=منسوب").content.decode()


# --- who may ---


@pytest.mark.parametrize("role", [Role.REPORTER, Role.CONTRIBUTOR, Role.MODERATOR])
def test_whoever_may_not_publish_may_not_say_so(client, offline, role):
    client.force_login(testing.make_user("someone", role))
    assert client.get(view_of("list")).status_code in (302, 403)
    assert add(client, str(offline.pk)).status_code in (302, 403)
    assert not Removal.objects.exists()


def test_a_reporter_who_deletes_an_own_page_says_nothing_to_readers(client, reporter, offline):
    StoryPage.objects.filter(pk=offline.pk).update(owner=reporter)
    client.force_login(reporter)
    assert delete(client, offline, **SAY_SO).status_code == 302
    assert not StoryPage.objects.exists()
    assert not Removal.objects.exists()


def test_an_editor_of_one_section_speaks_of_its_pages_only(client, offline):
    sports = testing.make_section("رياضة", "sports")
    user = testing.make_user("desk", Role.SECTION_EDITOR)
    group = Role.SECTION_EDITOR.group()
    GroupPagePermission.objects.filter(group=group).update(page=sports)
    client.force_login(user)
    assert "لا يحق لك" in errors(add(client, str(offline.pk)))
