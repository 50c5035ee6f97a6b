"""What readers find, by a real index of real pages."""

from datetime import date

import pytest

from warraq.dossiers.models import Actor, DossierPage, TimelineEntry
from warraq.search import kinds
from warraq.search.finding import Request, find
from warraq.testing import make_author, make_dossier, make_keyword, make_story, paragraphs

pytestmark = pytest.mark.django_db


def found(text: str, **fields) -> list[int]:
    return [hit.pk for hit in find(Request("ar", text, **fields)).hits]


def test_it_finds_a_story_by_headline_text_keyword_author_and_dossier(built):
    story = make_story(
        title="افتتاح مرصد الجبل",
        body=paragraphs("قاس المرصد سرعة الرياح."),
        keywords=[make_keyword("الأرصاد")],
        authors=[make_author("سامي العابد")],
        dossiers=[make_dossier("ملف الطقس")],
    )
    make_story(title="سوق الخضار", body=paragraphs("ارتفعت أسعار الطماطم."))
    built()
    for text in ("مرصد الجبل", "الرياح", "الأرصاد", "العابد", "الطقس"):
        assert story.pk in found(text), text
    assert found("الطماطم والرياح") == []


def test_dossiers_are_found_by_who_acts_and_what_happened_at_the_same_cost_however_many(
    built, django_assert_max_num_queries
):
    for name in ("سمير البستاني", "هالة الزين", "نادر السعيد"):
        dossier = make_dossier(f"ملف {name}")
        Actor.objects.create(dossier=dossier, name=name, role="مهندس السدود")
        TimelineEntry.objects.create(dossier=dossier, date=date(2020, 5, 1), text="تدشين القناطر")
    built()
    assert found("البستاني") != []
    assert len(found("مهندسو السدود")) == len(found("وبتدشين القناطر")) == 3
    pks = list(DossierPage.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(3):
        assert len(kinds.kind("dossier").read(pks)) == 3


def test_it_marks_what_it_found_in_the_words_of_the_page(built):
    make_story(title="المرصد الجديد", body=paragraphs("يقيس المَرْصَد منسوب الماء."))
    built()
    hit = find(Request("ar", "مرصد")).hits[0]
    assert hit.headline == (("المرصد", True), (" الجديد", False))
    assert ("المَرْصَد", True) in hit.snippet


def test_what_was_run_together_is_suggested_as_two_words(built):
    make_story(title="سوق نيو مكسيكو", body=paragraphs("عاد الباعة إلى نيو مكسيكو."))
    built()
    answer = find(Request("ar", "نيومكسيكو"))
    assert (answer.count, answer.loosened, answer.suggestion) == (1, "one-edit", "نيو مكسيكو")


def test_a_slip_is_suggested_as_most_write_it(built):
    make_story(title="المنارات القديمة", body=paragraphs("ترشد المنارات السفن، وأسأل من أريد عنها."))
    built()
    answer = find(Request("ar", "المنارت"))
    assert (answer.count, answer.loosened, answer.suggestion) == (1, "one-edit", "المنارات")


def test_an_empty_question_finds_nothing(built):
    make_story()
    built()
    for text in ("", "   ", '""', "-", "؟؟"):
        assert find(Request("ar", text)).count == 0
