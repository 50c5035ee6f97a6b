"""What is offered while a reader types."""

import pytest

from warraq.search.completing import suggest
from warraq.testing import make_author, make_dossier, make_draft, make_keyword, make_story

pytestmark = pytest.mark.django_db


def offered(text: str, **fields) -> list[tuple[str, str]]:
    return [(found.kind, found.text) for found in suggest("ar", text, **fields)]


def test_keywords_authors_dossiers_then_headlines(built):
    keyword, author, dossier = make_keyword("النهر"), make_author("نهر السالم"), make_dossier("ملف نهر النيل")
    make_story(title="النهر يفيض", keywords=[keyword], authors=[author], dossiers=[dossier])
    built()
    kinds = [kind for kind, _text in offered("نه")]
    assert set(kinds[:3]) == {"keyword", "author", "dossier"}
    assert kinds[3:] == ["story"]


def test_letters_are_folded_and_the_article_may_be_left_out(built):
    make_story(title="افتتاح المدرسة الأولى")
    built()
    for text in ("مدرس", "المدرسه", "إفتتاح", "افتتاح الاول", "اولى"):
        assert offered(text) == [("story", "افتتاح المدرسة الأولى")], text
    assert offered("درسة") == []


def test_the_keyword_of_most_stories_stands_first(built):
    seldom, often = make_keyword("بحر الشمال"), make_keyword("بحر العرب")
    make_story(title="خبر", keywords=[seldom, often])
    make_story(title="خبر آخر", keywords=[often])
    built()
    assert [text for _kind, text in offered("بحر")] == ["بحر العرب", "بحر الشمال"]


def test_what_readers_cannot_see_is_not_offered(built):
    make_keyword("النهر")
    make_draft(title="النهر سر")
    built()
    assert offered("نهر") == []


def test_names_are_those_of_now(built):
    keyword = make_keyword("النهر")
    make_story(title="خبر", keywords=[keyword])
    built()
    keyword.name = "الأنهار"
    keyword.save()
    found = suggest("ar", "النهر")
    assert [(one.text, one.url) for one in found] == [("الأنهار", keyword.url)]


def test_nothing_and_too_much_are_answered(built):
    built()
    for text in ("", "   ", "؟", "x" * 5_000, "\x00", '"', "ا " * 500):
        assert offered(text) == []
