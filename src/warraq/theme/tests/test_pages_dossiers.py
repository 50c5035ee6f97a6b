from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from warraq.dossiers.models import Actor, DossierPage, FirstRead, TimelineEntry
from warraq.testing import make_dossier, make_image, make_story

from .printed import Printed

pytestmark = pytest.mark.django_db


def full_dossier(**fields: object) -> DossierPage:
    """A dossier with a part of every kind."""
    story = make_story(title="خزانات المدينة")
    return make_dossier(
        summary="<p>من أين يأتي الماء؟</p>",
        reviewed_on=date(2026, 3, 4),
        lead_picture=make_image(),
        first_reads=[FirstRead(story=story)],
        timeline=[
            TimelineEntry(date=date(861, 1, 1), precision="year", text="بناء مقياس النيل"),
            TimelineEntry(date=date(1902, 12, 1), precision="month", text="افتتاح الخزان"),
            TimelineEntry(date=date(1993, 3, 22), precision="day", text="يوم المياه", story=story),
        ],
        actors=[Actor(name="البلديات", role="تملك الجسور"), Actor(name="ليلى عساف")],
        **fields,
    )


def test_a_dossier_prints_every_part_it_has(client):
    dossier = full_dossier()
    make_story(title="نشرة المنسوب", dossiers=[dossier])
    page = Printed(client, dossier.url)
    assert page.texts("main h2") == ["ابدأ من هنا", "الخط الزمني", "من هم؟", "المواد"]
    assert "من أين يأتي الماء؟" in page.main
    assert "آخر مراجعة للخلاصة 4 آذار/مارس 2026" in page.main
    assert page.texts(".start .card__title") == ["خزانات المدينة"]
    assert page.texts("#stories .card__title") == ["نشرة المنسوب"]
    assert page.empty_parts() == []


def test_an_event_is_dated_as_exactly_as_it_is_known(client):
    page = Printed(client, full_dossier().url)
    times = page.all(".timeline time")
    assert [time.get("datetime") for time in times] == ["0861", "1902-12", "1993-03-22"]
    assert [time.get_text() for time in times] == ["861 م", "كانون الأول/ديسمبر 1902", "22 آذار/مارس 1993"]


def test_a_day_is_also_given_in_the_other_calendar_where_that_covers_it(client):
    page = Printed(client, full_dossier().url)
    assert page.texts(".timeline__date span") == ["29 رمضان 1413"]


def test_an_event_leads_to_its_story_only_while_readers_can_open_it(client):
    dossier = full_dossier()
    assert Printed(client, dossier.url).texts(".timeline__story") == ["خزانات المدينة"]
    dossier.events[2].story.unpublish()
    page = Printed(client, dossier.url)
    assert page.all(".timeline__story") == []
    assert page.all(".start") == []


def test_an_actor_without_a_part_is_named_without_an_empty_description(client):
    page = Printed(client, full_dossier().url)
    assert page.texts("dl.who dt") == ["البلديات"]
    assert page.texts("dl.who dd") == ["تملك الجسور"]
    assert page.texts("ul.who li") == ["ليلى عساف"]


def test_a_dossier_without_summary_prints_nothing_in_its_place(client):
    dossier = make_dossier("حرف باقية", reviewed_on=date(2026, 3, 4))
    page = Printed(client, dossier.url)
    assert page.all(".dossier__summary") == []
    assert page.all("main h2") == []
    assert "مراجعة" not in page.main
    assert page.empty_parts() == []


def test_a_closed_dossier_says_so(client):
    page = Printed(client, make_dossier(state=DossierPage.State.CLOSED).url)
    assert "هذا الملف مغلق" in page.main


def test_the_index_lists_open_dossiers_before_the_closed_ones(client):
    make_dossier("مدن الموانئ", state=DossierPage.State.CLOSED)
    open_one = make_dossier("مياه المشرق", summary="<p>من أين يأتي <b>الماء</b>؟</p>")
    page = Printed(client, "/dossiers/")
    assert page.texts(".box__title") == ["مياه المشرق", "مدن الموانئ"]
    assert page.texts("main h2")[-1] == "ملفات مغلقة"
    assert page.texts(".dossier p") == ["من أين يأتي الماء؟"]
    assert page.all(".box__title a")[0].get("href") == open_one.url
    assert page.empty_parts() == []


def test_an_index_without_dossiers_has_no_heading_over_nothing(client):
    page = Printed(client, "/dossiers/")
    assert page.all("main h2") == []
    assert page.empty_parts() == []


def test_a_longer_dossier_costs_no_more_queries(client):
    dossier = full_dossier()
    few = queries_of(client, dossier)
    for number in range(7):
        make_story(title=f"نشرة {number}", dossiers=[dossier], lead_picture=make_image())
    many = queries_of(client, dossier)
    assert len(many) <= len(few) + 1
    for number in range(7, 12):
        make_story(title=f"نشرة {number}", dossiers=[dossier], lead_picture=make_image())
    assert len(queries_of(client, dossier)) == len(many)


def queries_of(client, dossier: DossierPage) -> list[dict]:
    with CaptureQueriesContext(connection) as queries:
        Printed(client, dossier.url)
    return list(queries)
