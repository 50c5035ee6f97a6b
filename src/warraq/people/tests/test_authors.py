import pytest

from warraq import testing
from warraq.people.models import Author

pytestmark = pytest.mark.django_db


def test_a_former_address_of_an_author_is_free_again_when_somebody_else_takes_it(client):
    first = testing.make_author("ليلى النجار", slug="layla")
    testing.make_story(authors=[first])
    first.slug = "layla-najjar"
    first.save()
    assert client.get("/authors/layla/")["Location"] == "/authors/layla-najjar/"
    second = testing.make_author("ليلى الحداد", slug="layla")
    testing.make_story(title="قصة أخرى عن النهر", authors=[second])
    assert client.get("/authors/layla/").status_code == 200


def test_authors_are_sorted_as_readers_look_for_them():
    names = ["يوسف", "آدم", "أمينة", "إبراهيم", "Zeina", "هند"]
    for name in names:
        testing.make_author(name)
    assert list(Author.objects.values_list("name", flat=True)) == ["إبراهيم", "آدم", "أمينة", "هند", "يوسف", "Zeina"]
