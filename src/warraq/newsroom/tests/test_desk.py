"""What an editor sees: flat lists, records, the menu, the login page, a new user's language."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.admin.menu import admin_menu, reports_menu
from wagtail.models import Page

from warraq import testing
from warraq.editions.models import Edition
from warraq.newsroom.menu import DO_NOT_SCALE
from warraq.newsroom.roles import Role
from warraq.stories.models import Correction, FormerKeyword, Keyword, StoryPage

pytestmark = pytest.mark.django_db
LISTS = ("stories", "dossiers", "albums", "videos")


@pytest.mark.parametrize("name", LISTS)
def test_every_list_answers_in_arabic(newsroom, section, name):
    testing.make_story(section)
    response = newsroom.get(reverse(f"{name}:index"))
    assert response.status_code == 200
    assert 'dir="rtl"' in response.content.decode()


def titles(client, **filters):
    response = client.get(reverse("stories:index_results"), filters)
    return {page.title for page in response.context["object_list"]}


def test_stories_are_filtered_by_what_a_desk_asks_for(newsroom, section):
    author = testing.make_author()
    testing.make_story(section, "خبر من المرصد", authors=[author])
    testing.make_story(testing.make_section("مقالات", "articles"), "رأي في المد", form="opinion")
    testing.make_draft(section, "مسودة خبر")
    assert titles(newsroom, section=section.pk) == {"خبر من المرصد", "مسودة خبر"}
    assert titles(newsroom, form="opinion") == {"رأي في المد"}
    assert titles(newsroom, state="draft") == {"مسودة خبر"}
    assert titles(newsroom, author=author.pk) == {"خبر من المرصد"}
    assert titles(newsroom, edition=Edition.objects.get(code="en").pk) == set()
    assert titles(newsroom, published_at_from="2001-01-01", published_at_to="2001-01-31") == set()


@pytest.mark.parametrize("value", ["9" * 30, "\x00"], ids=ascii)
def test_no_filter_fails_at_what_a_database_cannot_keep(newsroom, section, value):
    testing.make_story(section)
    for word in ("section", "author", "edition", "form", "published_at_from", "p", "q"):
        response = newsroom.get(reverse("stories:index_results"), {word: value})
        assert response.status_code in (200, 404), (word, response.status_code)


def test_the_list_asks_as_much_for_ten_stories_as_for_two(newsroom, section, django_assert_max_num_queries):
    author = testing.make_author()
    for number in range(10):
        testing.make_story(section, f"خبر رقم {number} من المرصد", authors=[author])
    with django_assert_max_num_queries(45):
        newsroom.get(reverse("stories:index"))


def test_the_menu_is_arabic_and_leaves_out_what_does_not_scale(newsroom):
    request = newsroom.get(reverse("wagtailadmin_home")).wsgi_request
    items = sorted(admin_menu.menu_items_for_request(request), key=lambda item: item.order)
    labels = [str(item.label) for item in items]
    assert labels[:5] == ["الإشعارات", "لوحة الواجهة", "الصفحات", "عاجل", "المواد"]
    assert {"الكلمات المفتاحية", "الكتّاب", "الطبعات"} < set(labels)
    assert not {item.name for item in reports_menu.menu_items_for_request(request)} & DO_NOT_SCALE


def test_the_login_page_is_arabic(client, db):
    text = client.get(reverse("wagtailadmin_login")).content.decode()
    assert "كلمة المرور" in text
    assert "تسجيل الدخول إلى غرفة الأخبار" in text
    assert "Password" not in text


def test_the_first_page_counts_nothing(newsroom):
    assert "w-summary__list" not in newsroom.get(reverse("wagtailadmin_home")).content.decode()


def test_the_root_of_the_tree_has_an_arabic_name():
    assert Page.get_first_root_node().title == "الموقع"


def test_sections_are_never_put_in_order_by_hand(newsroom, section):
    explorer = reverse("wagtailadmin_explore", args=[section.pk])
    response = newsroom.get(explorer, {"ordering": "ord"})
    assert (response.status_code, response.headers["Location"]) == (302, explorer)


@pytest.mark.parametrize("model", ["stories_keyword", "people_author", "media_video", "editions_edition"])
def test_every_kind_of_record_has_its_list(newsroom, model):
    assert newsroom.get(reverse(f"wagtailsnippets_{model}:list")).status_code == 200


def test_an_edition_is_edited_but_neither_added_nor_deleted(newsroom, editor):
    editor.is_superuser = True
    editor.save()
    edition = Edition.objects.get(code="ar")
    assert newsroom.get(reverse("wagtailsnippets_editions_edition:edit", args=[edition.pk])).status_code == 200
    assert newsroom.get(reverse("wagtailsnippets_editions_edition:add")).status_code == 302
    newsroom.post(reverse("wagtailsnippets_editions_edition:delete", args=[edition.pk]))
    assert Edition.objects.filter(code="ar").exists()


def test_the_film_chooser_takes_a_new_film(newsroom):
    text = newsroom.get(reverse("wagtailsnippetchoosers_media_video:choose")).content.decode()
    assert "multipart/form-data" in text


# --- keywords ---


def test_merging_gives_the_stories_to_the_keyword_that_stays(newsroom, section):
    old, new = testing.make_keyword("الطقس"), testing.make_keyword("المناخ")
    story = testing.make_story(section, keywords=[old])
    response = newsroom.post(reverse("wagtailsnippets_stories_keyword:merge", args=[old.pk]), {"target": new.pk})
    assert response.status_code == 302
    assert [keyword.name for keyword in StoryPage.objects.get(pk=story.pk).topics] == ["المناخ"]
    assert FormerKeyword.objects.get(former_id=old.pk).keyword == new


def test_a_keyword_is_not_merged_into_itself_or_another_edition(newsroom):
    old = testing.make_keyword("الطقس")
    english = testing.make_keyword("Weather", testing.make_edition("en"))
    for target in (old, english):
        url = reverse("wagtailsnippets_stories_keyword:merge", args=[old.pk])
        assert "target" in newsroom.post(url, {"target": target.pk}).context["form"].errors
    assert Keyword.objects.count() == 2


def test_a_reporter_may_not_merge_keywords(client, reporter):
    client.force_login(reporter)
    url = reverse("wagtailsnippets_stories_keyword:merge", args=[testing.make_keyword("الطقس").pk])
    assert client.get(url).status_code == 302


# --- people ---


@pytest.mark.parametrize("role", Role, ids=lambda role: role.name.lower())
def test_every_role_can_sign_in(client, role):
    client.force_login(testing.make_user("someone", role))
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_a_stranger_stays_outside(client, stranger):
    client.force_login(stranger)
    assert client.get(reverse("wagtailadmin_home")).status_code == 302


def test_a_contributor_edits_own_stories_only(client, section):
    contributor = testing.make_user("contributor", Role.CONTRIBUTOR)
    own = testing.make_draft(section, "مادة للمساهم", owner=contributor)
    other = testing.make_draft(section, "مادة لغيره")
    assert own.permissions_for_user(contributor).can_edit()
    assert not other.permissions_for_user(contributor).can_edit()


# --- corrections ---


def test_the_report_of_corrections_holds_those_of_drafts_and_is_narrowed_by_section_and_kind(newsroom, section):
    other = testing.make_section("مقالات", "articles")
    for place, kind in ((section, "correction"), (other, "withdrawal")):
        story = testing.make_story(place, f"خبر {kind}")
        story.corrections.add(Correction(kind=kind, date=date(2026, 1, 2), text="=الرقم الصحيح ١٢"))
        story.save_revision().publish()
    draft = testing.make_draft(section, "مسودة مصوّبة")
    draft.corrections.add(Correction(kind="update", date=date(2026, 1, 3), text="إضافة"))
    draft.save()

    def shown(**filters):
        rows = newsroom.get(reverse("corrections:results"), filters).context["object_list"]
        return [row.story.title for row in rows]

    assert shown() == ["مسودة مصوّبة", "خبر withdrawal", "خبر correction"]
    assert shown(section=other.pk) == ["خبر withdrawal"]
    assert shown(kind="correction") == ["خبر correction"]
    assert shown(section="9" * 30) == shown()
    table = b"".join(newsroom.get(reverse("corrections:index"), {"export": "csv"}).streaming_content).decode()
    assert "'=الرقم الصحيح" in table
    assert table.count("\n") == 4


def test_contributors_do_not_see_the_report_of_corrections(client):
    client.force_login(testing.make_user("contributor", Role.CONTRIBUTOR))
    assert client.get(reverse("corrections:index")).status_code == 302
