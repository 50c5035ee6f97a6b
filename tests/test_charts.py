"""A reader and the charts of a story, and an editor who writes one, in a real browser."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from .catalogue import Catalogue
from .chromium import DESKTOP, PHONE, SCREENS, Visit
from .newsroom import Newsroom

Open = Callable[..., Visit]
# Of each chart that is seen: words that lie over others, and words that stand outside.
AMISS = """() => [...document.querySelectorAll('.chart__sheet')].flatMap(sheet => {
    if (!sheet.checkVisibility()) return [];
    const edge = sheet.getBoundingClientRect();
    const boxes = [...sheet.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
    const isOutside = ([, box]) => box.left < edge.left - 4 || box.right > edge.right + 4;
    const found = boxes.filter(isOutside).map(([text]) => text);
    boxes.forEach(([one, a], n) => boxes.slice(n + 1).forEach(([other, b]) => {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 2 && high > 6) found.push(`${one} ${other}`);
    }));
    return found;
})"""


def with_charts(catalogue: Catalogue, edition: str = "ar") -> list[str]:
    return [page.path for page in catalogue.of("story", edition) if page.tree.select("figure.chart")]


def charts(page: Page) -> Locator:
    return page.locator("figure.chart")


@pytest.mark.parametrize("screen", SCREENS)
def test_every_form_is_shown_somewhere_and_its_words_have_room(visit: Open, catalogue, screen):
    window = visit(**SCREENS[screen])
    seen = 0
    for edition in ("ar", "en"):
        for path in with_charts(catalogue, edition):
            window.open(path)
            expect(charts(window.page).get_by_role("img")).to_have_count(charts(window.page).count())
            assert window.page.evaluate(AMISS) == [], path
            assert window.shift() <= 0.01
            seen += charts(window.page).count()
    assert seen >= 6
    window.assert_nothing_amiss()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_figures_open_under_the_chart_and_are_downloaded(visit: Open, catalogue, scripts):
    window = visit(scripts=scripts, **PHONE)
    page = window.open(with_charts(catalogue)[0])
    chart = charts(page).first
    expect(chart.get_by_role("table")).not_to_be_visible()
    chart.get_by_text("الأرقام", exact=True).press("Enter")
    expect(chart.get_by_role("table")).to_be_visible()
    with page.expect_download() as started:
        chart.get_by_role("link", name="تنزيل الأرقام (CSV)").click()
    assert started.value.suggested_filename.endswith(".csv")


def test_bars_begin_at_the_right_in_arabic_and_at_the_left_in_english(visit: Open, catalogue):
    for edition, is_rtl in (("ar", True), ("en", False)):
        path = next(
            page.path for page in catalogue.of("story", edition) if page.tree.select(".chart__sheet--wide .chart__bar")
        )
        page = visit(**DESKTOP).open(path)
        sheet = page.locator(".chart__sheet--wide:has(.chart__bar)").first
        base, bar = (sheet.locator(kind).last.bounding_box() for kind in (".chart__base", "rect.chart__bar"))
        # The line that bars stand on is where reading begins.
        assert (base["x"] >= bar["x"]) is is_rtl


def test_a_chart_is_seen_in_the_preview_as_it_is_written_and_a_bad_cell_is_named(visit: Open):
    desk = Newsroom(visit(**DESKTOP))
    desk.sign_in()
    desk.new_story("أخبار")
    desk.field("العنوان").fill(f"منسوب الماء {uuid4().hex[:6]}")
    desk.write_paragraph("قيس المنسوب صباحًا.")
    chart = desk.insert("رسم بياني")
    # A chart has a title, and its first row and column are names.
    expect(chart.get_by_label("رؤوس الجدول")).not_to_be_visible()
    chart.get_by_role("textbox", name="ما يعرضه الرسم").fill("المنسوب في عامين")
    chart.get_by_role("textbox", name="المصدر").fill("المرصد")
    desk.fill_table(chart, [["السنة", "الجسر"], ["2022", "١١٫٥"], ["2023", "١٤"]])
    shown = desk.preview()
    expect(shown.locator("figure.chart").get_by_role("img", name="المنسوب في عامين")).to_be_visible(timeout=30_000)
    expect(shown.locator("figure.chart text", has_text="11.5").first).to_be_attached()
    desk.fill_table(chart, [["السنة", "الجسر"], ["2022", "كثير"], ["2023", "١٤"]])
    expect(shown.locator("figure.chart")).to_contain_text("«كثير» ليس رقمًا", timeout=30_000)
    desk.publish()
    expect(desk.main).to_contain_text("الصف 2 («2022»)، العمود 2 («الجسر»): «كثير» ليس رقمًا")
