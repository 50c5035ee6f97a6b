import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.views.defaults import permission_denied
from wagtail.models import PageViewRestriction

from warraq.conf import errors
from warraq.testing import make_story

from .printed import Printed

pytestmark = pytest.mark.django_db


def request_for(address: str = "/gone/") -> HttpRequest:
    request = RequestFactory().get(address)
    request.edition_code = request.LANGUAGE_CODE = "ar"
    return request


def test_a_missing_page_leads_home_to_the_sections_and_to_the_newest_stories(client):
    story = make_story(title="منسوب النهر")
    page = Printed(client, "/nothing/here/", status=404)
    assert page.texts("main h1") == ["هذه الصفحة غير موجودة"]
    ways = [link.get("href") for link in page.all("main a")]
    assert ways == ["/", story.section.url, story.url]
    assert page.empty_parts() == []
    assert page.all('meta[name="robots"][content*="noindex"]')


def test_a_missing_page_of_a_young_site_has_no_heading_over_nothing(client):
    page = Printed(client, "/nothing/", status=404)
    assert page.all("main h2") == []
    assert page.empty_parts() == []


def test_a_missing_page_of_the_english_edition_speaks_english(client):
    page = Printed(client, "/en/nothing/", status=404)
    assert page.texts("main h1") == ["This page is not here"]
    assert page.one("main a").get("href") == "/en/"


def test_a_page_that_is_not_open_helps_without_an_edition():
    response = permission_denied(request_for(), Exception())
    html = response.content.decode()
    assert response.status_code == 403
    assert "هذه الصفحة غير متاحة لك" in html
    assert "None" not in html


def test_an_edition_that_is_not_set_up_is_answered_for_in_both_languages():
    request = request_for()
    request.edition_code = "fa"
    response = errors.not_found(request)
    assert response.status_code == 404
    assert "Something went wrong" in response.content.decode()


def test_an_error_is_told_without_asking_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.server_error(request_for())
    html = response.content.decode()
    assert response.status_code == 500
    assert "حدث خطأ لدينا" in html
    assert '<section class="lost" lang="en" dir="ltr">' in html


@pytest.fixture
def locked(client):
    """A story that is open to those who know its password."""
    story = make_story(title="مسودة الخطة", standfirst="ما لا يعرفه غيرنا")
    PageViewRestriction.objects.create(page=story, restriction_type="password", password="مفتاح")
    story.save()
    return story


def test_a_private_page_asks_for_its_password_and_tells_nothing_else(client, locked):
    page = Printed(client, locked.url)
    assert page.texts("main h1") == ["هذه الصفحة محمية بكلمة مرور"]
    html = page.response.content.decode()
    assert locked.title not in html
    assert locked.standfirst not in html
    assert page.all('meta[name="robots"][content="noindex"]')
    assert "no-store" in page.response["Cache-Control"]


def test_a_wrong_password_is_refused_in_words_and_the_right_one_opens_the_page(client, locked):
    form = Printed(client, locked.url).one("main form")
    answer = {field.get("name"): field.get("value", "") for field in form.select("input")}
    refused = client.post(form.get("action"), answer | {"password": "خطأ"})
    assert 'role="alert"' in refused.content.decode()
    opened = client.post(form.get("action"), answer | {"password": "مفتاح"}, follow=True)
    assert locked.title in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]


def test_a_form_whose_token_has_gone_stale_is_answered_in_our_own_words(locked):
    careful = Client(enforce_csrf_checks=True)
    form = Printed(careful, locked.url).one("main form")
    response = careful.post(form.get("action"), {"password": "مفتاح"})
    assert response.status_code == 403
    assert "هذه الصفحة غير متاحة لك" in response.content.decode()
