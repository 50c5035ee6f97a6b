"""How often stories are read, as editors see it: pages, column, panel, reports, spreadsheets."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from wagtail.users.models import UserProfile

from warraq import testing
from warraq.language.spreadsheets import RUNS, harmless
from warraq.newsroom.readership.charts import ceiling, draw
from warraq.newsroom.readership.wording import Wording, in_users_language
from warraq.newsroom.roles import Role
from warraq.readership import figures
from warraq.readership.figures import Bucket, Count
from warraq.readership.models import DailyReads, HourlyReads, MinuteReads, Standing
from warraq.stories.models import StoryPage

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=60)


def read(story: StoryPage, reads: int, ends: int = 0, host: str = "", minutes_ago: int = 0) -> None:
    """In this minute, or so many ago: as counting writes it."""
    moment = timezone.now() - timedelta(minutes=minutes_ago)
    count = {"story": story.pk, "reads": reads, "ends": ends}
    MinuteReads.objects.create(minute=figures.minute_of(moment), host=host, **count)
    for model, unit, start in (
        (HourlyReads, "hour", figures.hour_of(moment)),
        (DailyReads, "day", figures.day_of(moment)),
    ):
        row, made = model.objects.get_or_create(**{unit: start}, story=story.pk, defaults=count)
        if not made:
            model.objects.filter(pk=row.pk).update(reads=row.reads + reads, ends=row.ends + ends)


def read_again(story: StoryPage, day: int = 400, month: int = 690) -> None:
    at = timezone.now() - LONG_AGO
    StoryPage.objects.filter(pk=story.pk).update(listed_at=at, published_at=at)
    Standing.objects.create(story=story.pk, day=day, week=day, month=month)


def page_of(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def rows_of(table) -> list[list[str]]:
    return [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in table.select("tbody tr")]


def sheet_of(response) -> list[list[str]]:
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def story(section) -> StoryPage:
    return testing.make_story(section)


def addresses(story: StoryPage) -> list[str]:
    names = ("now", "now_results", "stories", "stories_results", "again", "again_results")
    one = reverse("reads:story", args=[story.pk])
    return [*(reverse(f"reads:{name}") for name in names), one, f"{one}?export=csv"]


# --- who ---


@pytest.mark.parametrize("role", Role, ids=lambda role: role.name.lower())
def test_only_who_edits_or_publishes_sees_reads(client, story, role):
    read(story, 5)
    client.force_login(testing.make_user("someone", role))
    sees = role in (Role.REPORTER, Role.SECTION_EDITOR, Role.EDITOR_IN_CHIEF, Role.PHOTO_EDITOR)
    for address in addresses(story):
        answer = client.get(address, headers={"X-Requested-With": "XMLHttpRequest"})
        assert answer.status_code == (200 if sees else 403), address
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (reverse("reads:now") in home) == sees


def test_a_stranger_is_sent_away(client, stranger, story):
    for address in addresses(story):
        assert client.get(address).status_code == 302
    client.force_login(stranger)
    for address in addresses(story):
        assert client.get(address).status_code == 302


def test_who_only_hands_in_drafts_sees_no_column_and_no_panel(client, section):
    contributor = testing.make_user("contributor", Role.CONTRIBUTOR)
    own = testing.make_story(section, owner=contributor)
    client.force_login(contributor)
    desk = client.get(reverse("stories:index")).content.decode()
    assert own.title in desk
    assert "قراءات" not in desk
    assert client.get(reverse("reads:story", args=[own.pk])).status_code == 302


# --- one story ---


def test_a_storys_page_says_how_often_it_was_read(newsroom, story):
    read(story, 1_200, 300)
    page = page_of(newsroom.get(reverse("reads:story", args=[story.pk])))
    figures_ = page.select_one(".reads__figures").get_text(" ", strip=True)
    assert figures_.startswith("آخر 24 ساعة 1,200 25% حتى النهاية")
    by_hour, by_day = page.select(".reads-chart")
    assert rows_of(by_hour)[0][1:] == ["1,200", "25%"]
    assert (len(rows_of(by_hour)), len(rows_of(by_day))) == (48, 30)
    assert by_hour.svg["role"] == "img"
    assert "1,200" in by_hour.svg.desc.get_text()
    weeks = page_of(newsroom.get(reverse("reads:story", args=[story.pk]), {"year": ""})).select(".reads-chart")[1]
    assert len(rows_of(weeks)) == 52
    assert rows_of(weeks)[0][1] == "1,200"


def test_a_story_nobody_has_read_says_so(newsroom, story):
    page = page_of(newsroom.get(reverse("reads:story", args=[story.pk])))
    assert "لم يُقرأ شيء في هذه المدة." in page.select_one(".reads-chart").get_text()
    assert newsroom.get(reverse("reads:story", args=[story.section_id])).status_code == 404


def test_the_editor_of_a_story_leads_to_its_reads(newsroom, story, section):
    read(story, 77)
    address = reverse("reads:story", args=[story.pk])
    editing = page_of(newsroom.get(reverse("wagtailadmin_pages:edit", args=[story.pk])))
    assert "77" in editing.select_one('[data-side-panel="reads"] .reads__figures').get_text()
    assert len(editing.select(f'a[href="{address}"]')) == 2  # in the panel, and in the menu
    draft = testing.make_draft(section)
    editing = page_of(newsroom.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])))
    assert editing.select('[data-side-panel="reads"]') == []
    assert reverse("reads:story", args=[draft.pk]) not in str(editing)


def test_every_hour_kept_of_a_story_goes_into_a_file(newsroom, story):
    hour = datetime(2026, 3, 10, 22, tzinfo=UTC)
    HourlyReads.objects.create(story=story.pk, hour=hour, reads=9, ends=2)
    read(story, 3)
    rows = sheet_of(newsroom.get(reverse("reads:story", args=[story.pk]), {"export": "csv"}))
    assert rows[0] == ["الساعة", "القراءات", "حتى النهاية"]
    assert rows[1] == [timezone.localtime(hour).isoformat(timespec="minutes"), "9", "2"]
    assert rows[2][1:] == ["3", "0"]


# --- the list of stories ---


def test_the_list_of_stories_has_their_reads_by_one_query(newsroom, section, django_assert_max_num_queries):
    stories = [testing.make_story(section, f"خبر رقم {number} من المرصد") for number in range(5)]
    testing.make_draft(section, "مسودة لم تُقرأ")
    for number, story in enumerate(stories):
        read(story, 10 + number)
    with django_assert_max_num_queries(47):
        page = page_of(newsroom.get(reverse("stories:index")))
    numbers = [cell.get_text() for cell in page.select(".reads-lately__number")]
    assert numbers == ["14", "13", "12", "11", "10"]
    assert len(page.select(".reads-sparkline rect")) == 5


# --- now ---


def test_now_tells_stories_sections_and_hosts(newsroom, story):
    other = testing.make_story(testing.make_section("مقالات", "articles"), "رأي في المد")
    read(story, 30, 10, "www.google.com")
    read(story, 4, 4)
    read(other, 6, 0, "testserver", minutes_ago=29)
    read(other, 500, 0, minutes_ago=31)
    page = page_of(newsroom.get(reverse("reads:now")))
    assert [figure.get_text(strip=True) for figure in page.select(".reads__figures dd")] == ["40", "35%", "2"]
    stories, sections, hosts = map(rows_of, page.select("section .reads-table"))
    assert stories == [[story.title, "34", "41%"], [other.title, "6", "0%"]]
    assert sections == [["أخبار", "34", "41%"], ["مقالات", "6", "0%"]]
    assert hosts == [
        ["www.google.com", "30", "33%"],
        ["من داخل الموقع", "6", "0%"],
        ["مباشرة أو بلا مصدر معلوم", "4", "100%"],
    ]
    assert rows_of(page.select_one(".reads-chart"))[0][1] == "34"


@pytest.mark.parametrize(
    ("host", "words"),
    [
        (settings.BASE_HOST, "من داخل الموقع"),
        ("testserver", "من داخل الموقع"),
        ("…", "مواقع أخرى"),
        ("", "مباشرة أو بلا مصدر معلوم"),
        ("t.co", "t.co"),
    ],
)
def test_hosts_are_named_as_an_editor_knows_them(newsroom, story, host, words):
    read(story, 3, host=host)
    page = page_of(newsroom.get(reverse("reads:now")))
    assert rows_of(page.select("section .reads-table")[2]) == [[words, "3", "0%"]]


def test_a_hosts_name_is_text(newsroom, story):
    read(story, 3, host="<script>alert(1)</script>")
    assert b"<script>alert(1)" not in newsroom.get(reverse("reads:now")).content


def test_now_asks_as_much_for_many_stories_as_for_one(newsroom, section):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            newsroom.get(reverse("reads:now_results"))
        return len(asked)

    first = testing.make_story(section)
    read(first, 1)
    queries()
    before = queries()
    minute = figures.minute_of(timezone.now())
    numbers = range(first.pk + 1, first.pk + 200)
    MinuteReads.objects.bulk_create(
        MinuteReads(minute=minute, story=number, host=f"h{number}.example", reads=1) for number in numbers
    )
    assert queries() == before


# --- reports ---


def test_the_report_lists_the_most_read_of_the_days_asked_for(newsroom, story):
    other = testing.make_story(testing.make_section("مقالات", "articles"), "رأي في المد")
    read(story, 7, 2)
    today = figures.day_of(timezone.now())
    DailyReads.objects.create(story=other.pk, day=today - timedelta(days=3), reads=90, ends=9)
    DailyReads.objects.create(story=other.pk, day=today - timedelta(days=20), reads=500)
    address = reverse("reads:stories")
    table = rows_of(page_of(newsroom.get(address)).select_one("table.listing"))
    assert [(row[0], *row[3:]) for row in table] == [("رأي في المد", "90", "10%"), (story.title, "7", "29%")]
    for filters, numbers in [
        ({"section": story.section_id}, ["7"]),
        ({"day_from": today, "day_to": today}, ["7"]),
        ({"day_from": today - timedelta(days=30)}, ["590", "7"]),
        ({"day_from": "yesterday"}, []),
    ]:
        page = page_of(newsroom.get(reverse("reads:stories_results"), filters))
        assert [row[3] for row in rows_of(page)] == numbers, filters


@pytest.mark.parametrize(
    "query",
    [
        "stories/?day_to=0001-01-02",
        "stories/?day_from=9999-12-31&day_to=0001-01-01&export=csv",
        "stories/?day_from=%00&section=x&export=xlsx",
        "stories/?section=99999999999999999999&p=-1",
        "stories/?export=xlsx",
        "again/?export=xlsx",
        "again/?p=99999999999999999999&section=0",
        "now/?p=%ff",
    ],
)
def test_an_address_by_hand_is_answered(newsroom, story, query):
    read(story, 3)
    read_again(story)
    assert newsroom.get(f"/newsroom/reads/{query}").status_code == 200


def test_a_number_no_story_can_have_is_not_found(newsroom):
    assert newsroom.get("/newsroom/reads/stories/99999999999999999999/?export=csv").status_code == 404


def test_the_file_has_every_story_of_the_span_and_runs_nothing(newsroom, section):
    story = testing.make_story(section, "=HYPERLINK(1)")
    for number in range(1, 700):
        DailyReads.objects.create(story=number * 10**6, day=figures.day_of(timezone.now()), reads=2, ends=1)
    read(story, 5)
    rows = sheet_of(newsroom.get(reverse("reads:stories"), {"export": "csv"}))
    assert len(rows) == 1 + 700
    assert rows[1][:3] == [str(story.pk), "'=HYPERLINK(1)", "أخبار"]
    assert rows[2][1:] == ["", "", "", "2", "1"]


@given(text=st.one_of(st.text(), st.builds("{}{}".format, st.sampled_from(RUNS), st.text())))
def test_no_cell_begins_a_formula(text):
    cell = harmless(text)
    assert not cell.startswith(RUNS)
    assert cell.removeprefix("'") == text.removeprefix("'")


def test_old_stories_read_again_are_listed_for_their_editors(newsroom, section, django_assert_max_num_queries):
    corrected = testing.make_story(section, "خبر قديم صُحّح")
    filed = testing.make_story(section, "خبر قديم في ملف", dossiers=[testing.make_dossier()])
    fresh = testing.make_story(section, "خبر من اليوم")
    read_again(corrected)
    read_again(filed, day=500, month=500)
    Standing.objects.create(story=fresh.pk, day=900, week=900, month=900)
    StoryPage.objects.filter(pk=corrected.pk).update(corrected_on=timezone.now().date() - LONG_AGO)
    with django_assert_max_num_queries(40):
        page = page_of(newsroom.get(reverse("reads:again")))
    first, second = rows_of(page.select_one("table.listing"))
    assert (first[0], *first[4:]) == ("خبر قديم في ملف", "500", "0", "")
    assert (second[0], *second[4:6]) == ("خبر قديم صُحّح", "400", "10")
    assert re.fullmatch(r"صُحّحت في .+، ليست في أي ملف", second[6])
    assert page.select_one(f'a[href="{reverse("wagtailadmin_pages:edit", args=[filed.pk])}"]')
    other = testing.make_section("مقالات", "articles")
    page = page_of(newsroom.get(reverse("reads:again_results"), {"section": other.pk}))
    assert rows_of(page) == []
    rows = sheet_of(newsroom.get(reverse("reads:again"), {"export": "csv"}))
    assert [row[1] for row in rows[1:]] == ["خبر قديم في ملف", "خبر قديم صُحّح"]


# --- charts and words ---


def chart_of(language: str, reads: list[int]):
    with override(language):
        wording = in_users_language()
        axis = SimpleNamespace(unit="", label=str, tick=str, every=1)
        buckets = [Bucket(place, Count(number, number // 2)) for place, number in enumerate(reads)]
        return draw("test", "عنوان <b>", buckets, axis, wording)


def test_a_chart_is_a_picture_that_says_its_figures():
    html = render_to_string("newsroom/readership/chart.html", {"chart": chart_of("ar", [3, 0, 10])})
    svg = etree.fromstring(html[html.index("<svg") : html.index("</svg>") + 6])
    title, desc = svg.findtext("title"), svg.findtext("desc")
    assert (title, desc) == ("عنوان <b>", "مجموع القراءات: 13. أكثرها: 10 (2).")
    bars = svg.findall(".//rect[@class='reads-chart__reads']")
    assert [bar.get("height") for bar in bars] == ["30.00", "100.00"]
    assert {int(bar.get("width")) + int(bar.get("x")) <= 30 for bar in bars} == {True}
    ends = svg.findall(".//rect[@class='reads-chart__ends']")
    assert [bar.get("height") for bar in ends] == ["10.00", "50.00"]


@pytest.mark.parametrize(
    ("language", "places"), [("ar", ["21", "11", "1"]), ("fa", ["21", "11", "1"]), ("en", ["1", "11", "21"])]
)
def test_time_runs_in_the_direction_of_the_language(language, places):
    assert [bar.x for bar in chart_of(language, [1, 2, 3]).bars] == places


@given(most=st.integers(0, 10**12))
def test_the_upper_edge_is_a_round_number_that_holds_the_highest_bar(most):
    top = ceiling(most)
    assert most <= top
    assert top <= max(1, most * 1.5)
    assert len(str(top).rstrip("0")) <= 2


@pytest.mark.parametrize(
    ("language", "number", "percent", "hour"),
    [
        ("ar", "1,234", "50%", "11 آذار 01:30"),
        ("fa", "۱٬۲۳۴", "۵۰٪", "۲۰ اسفند ۰۱:۳۰"),
        ("en", "1,234", "50%", "11 March 01:30"),
    ],
)
def test_figures_are_written_as_the_language_writes_them(settings, language, number, percent, hour):
    settings.TIME_ZONE = "Asia/Tehran"
    edition = testing.make_edition("ar")
    type(edition).objects.filter(pk=edition.pk).update(months="double", region="ar_LB")
    with override(language):
        wording: Wording = in_users_language()
    assert (wording.number(1234), wording.percent(1, 2)) == (number, percent)
    assert wording.hour(datetime(2026, 3, 10, 22, tzinfo=UTC)) == hour
    assert wording.percent(0, 0) == "–"


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_newsroom_of_another_language_reads_it_in_its_own(newsroom, editor, story, language):
    read(story, 12)
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": language})
    for address in addresses(story)[:-1]:
        assert not re.search(r"\bقراءات\b", page_of(newsroom.get(address)).get_text())
    words = {"fa": "۱۲", "en": "Read to the end"}[language]
    assert words in newsroom.get(reverse("reads:now")).content.decode()


def test_more_ends_than_reads_are_all_of_them():
    """Who began in the minute before may end in this one."""
    with override("en"):
        assert in_users_language().share(Count(2, 5)) == "100%"
