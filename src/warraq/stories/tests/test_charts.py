"""Charts in stories: what readers get, what keeps a story from going out, the file of the figures."""

import csv
from io import StringIO

import pytest

from warraq import testing
from warraq.stories.blocks import BODY_BLOCKS
from warraq.stories.charting import charts_in
from warraq.stories.completeness import chart_problems

pytestmark = pytest.mark.django_db

CELLS = [["السنة", "الجسر", "المصب"], ["2021", "١٬٢٠٠٫٥", "9"], ["2022", "-", "(12)"], ["=2023", "7", "3"]]


def chart(cells=CELLS, kind="bar", **fields):
    value = {"title": "المنسوب", "kind": kind, "table": {"data": cells}, "source": "المرصد", "unit": "سم"}
    return ("chart", value | {"note": "", "description": ""} | fields)


def story_with(*blocks):
    return testing.make_story(body=[*testing.paragraphs(testing.TEXT), *blocks])


@pytest.mark.parametrize("kind", ["bar", "line", "dot", "multiples"])
def test_a_chart_is_drawn_twice_described_and_its_table_printed(client, kind):
    page = client.get(story_with(chart(kind=kind)).url).content.decode()
    assert page.count('role="img"') == 2
    assert 'aria-label="المنسوب. سم. الجسر: من 7' in page
    assert "1,200.5" in page
    assert "\u200e−12" in page
    assert "لا بيانات" in page
    assert page.count("<details") >= 1


def test_the_figures_are_a_file_that_spreadsheets_read_and_do_not_run(client):
    story = story_with(chart())
    (shown,) = charts_in(story)
    assert f'href="{shown.address}.csv"' in client.get(story.url).content.decode()
    response = client.get(f"{shown.address}.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert rows == [
        ["السنة", "الجسر", "المصب"],
        ["2021", "1200.5", "9"],
        ["2022", "", "-12"],
        ["'=2023", "7", "3"],
    ]


def test_the_file_follows_its_story(client):
    story = story_with(chart())
    (shown,) = charts_in(story)
    raw = list(story.body.get_prep_value())
    raw[-1]["value"]["table"] = {"data": [["", "س"], ["أ", "5"]]}
    story.body = story.body.stream_block.to_python(raw)
    story.save_revision().publish()
    assert client.get(f"{shown.address}.csv").content.decode("utf-8-sig") == ",س\r\nأ,5\r\n"
    story.unpublish()
    assert client.get(f"{shown.address}.csv").status_code == 404


@pytest.mark.parametrize("name", ["0" * 8 + "-0000-0000-0000-" + "0" * 12, "x", "../../etc"])
def test_a_file_nobody_has_is_not_found(client, name):
    story = story_with(chart())
    assert client.get(f"/charts/{story.pk}/{name}.csv").status_code == 404
    assert client.get(f"/charts/999999/{name}.csv").status_code == 404


def test_a_story_of_another_edition_has_no_file_here(client):
    story = story_with(chart())
    (shown,) = charts_in(story)
    assert client.get(f"/en{shown.address}.csv").status_code == 404


@pytest.mark.parametrize(
    ("cells", "kind", "said"),
    [
        ([["", "س"], ["أ", "ثلاثة"]], "bar", "الصف 2 («أ»)، العمود 2 («س»): «ثلاثة» ليس رقمًا"),
        ([["", ""], ["أ", "3"]], "bar", "العمود 2 بلا اسم"),
        ([["", "س"], ["", "3"]], "bar", "الصف 2 بلا اسم"),
        ([["", "س"], ["أ", "-3"]], "stacked", "لا يكون سالبًا"),
        ([["", "س"], ["أ", "3"]], "line", "صفين على الأقل"),
        ([["", "س"], ["أ", "-"]], "bar", "لا أرقام في الجدول"),
        ([], "bar", "لا أرقام في الجدول"),
        ([["", *"أبجدهوز"], ["س", *"1234567"]], "stacked", "أكثر من 6 أعمدة"),
    ],
)
def test_a_bad_table_is_told_by_row_and_column(cells, kind, said):
    draft = testing.make_draft(body=[*testing.paragraphs(testing.TEXT), chart(cells, kind)])
    problems = [str(problem.message) for problem in draft.problems()]
    assert any(said in problem for problem in problems), problems
    assert all(problem.startswith("الرسم 1 («المنسوب»)") for problem in problems)


def test_a_bad_table_is_shown_in_the_preview_where_the_chart_would_be():
    draft = testing.make_draft(body=[*testing.paragraphs(testing.TEXT), chart([["", "س"], ["أ", "ثلاثة"]])])
    page = draft.make_preview_request().content.decode()
    assert "«ثلاثة» ليس رقمًا" in page
    assert 'role="img"' not in page


def test_percent_signs_make_the_unit(client):
    page = client.get(story_with(chart([["", "س"], ["أ", "12٪"], ["ب", "7.5%"]], unit="")).url).content.decode()
    assert ">7.5%</text>" in page
    assert "12%" in page


def test_the_text_of_an_editor_comes_before_the_one_written_from_the_table(client):
    page = client.get(story_with(chart(description="ينخفض المنسوب.")).url).content.decode()
    assert 'aria-label="ينخفض المنسوب."' in page


def test_a_feed_carries_the_table(client):
    story_with(chart())
    feed = client.get("/feeds/home.rss").content.decode()
    assert "المنسوب (سم)" in feed
    assert "<th>السنة</th>" in feed.replace("&lt;", "<").replace("&gt;", ">")


def test_a_story_of_charts_alone_may_go_out():
    assert list(chart_problems(testing.make_draft(body=[chart()]).body)) == []


def test_an_editor_is_not_asked_what_the_first_row_of_a_chart_is():
    block = dict(BODY_BLOCKS)["chart"]
    [(_kind, value)] = [chart()]
    cleaned = block.clean(block.to_python(value | {"table": {"data": CELLS, "table_header_choice": ""}}))
    assert cleaned["table"]["table_header_choice"] == "both"
