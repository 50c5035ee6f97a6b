"""The reader's pages as a person knows them: by roles and labels. Words differ by edition, nothing else does."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True)
class Words:
    """What the controls are called in an edition."""

    language: str
    direction: str
    home: str
    sections: str
    dossier_of_story: str
    dossiers: str
    stories: str
    albums: str
    next_picture: str
    previous_picture: str
    close: str
    skip: str
    larger: str
    print: str
    months: str
    load_here: str


WORDS = {
    "ar": Words(
        language="ar",
        direction="rtl",
        home="/",
        sections="القائمة الرئيسة",
        dossier_of_story="عن هذه المادة",
        dossiers="ملفات",
        stories="المواد",
        albums="ألبومات",
        next_picture="الصورة التالية",
        previous_picture="الصورة السابقة",
        close="إغلاق",
        skip="انتقل إلى النص",
        larger="تكبير الخط",
        print="طباعة",
        months="الأشهر",
        load_here="حمّله هنا",
    ),
    "en": Words(
        language="en",
        direction="ltr",
        home="/en/",
        sections="Main menu",
        dossier_of_story="About this story",
        dossiers="Dossiers",
        stories="Stories",
        albums="Albums",
        next_picture="Next picture",
        previous_picture="Previous picture",
        close="Close",
        skip="Skip to the text",
        larger="Larger text",
        print="Print",
        months="Months",
        load_here="Load it here",
    ),
}


class Reader:
    """Someone who finds the way by what is written on the page."""

    def __init__(self, page: Page, edition: str) -> None:
        self.page = page
        self.words = WORDS[edition]

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def headline(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    @property
    def menu(self) -> Locator:
        return self.page.get_by_role("navigation", name=self.words.sections, exact=True).first

    def open_from_menu(self, label: str) -> None:
        self.menu.get_by_role("link", name=label, exact=True).click()
        self.page.wait_for_load_state("load")

    def follow(self, link: Locator) -> None:
        with self.page.expect_navigation(wait_until="load"):
            link.click()

    def lead(self) -> Locator:
        """The headline of the first story on a front."""
        return self.main.get_by_role("article").first.get_by_role("heading").get_by_role("link")

    def dossier_of_story(self) -> Locator:
        aside = self.page.get_by_role("complementary", name=self.words.dossier_of_story)
        return aside.get_by_role("heading", level=2).get_by_role("link").first

    def pictures(self) -> Locator:
        """An album's pictures, each a link to its largest size."""
        return self.main.get_by_role("figure").get_by_role("link").filter(has=self.page.get_by_role("img"))

    @property
    def viewer(self) -> Locator:
        """The album over the whole screen."""
        return self.page.get_by_role("dialog")

    def expect_place(self, number: int) -> None:
        """The counter over the picture: `2 of 9`, in the edition's words."""
        counter = re.compile(rf"^{number}\D+{self.pictures().count()}$")
        expect(self.viewer.locator(".pswp__counter")).to_have_text(counter)


def is_wider_than_screen(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def x_of(locator: Locator) -> float:
    """Where the middle of an element lies."""
    box = locator.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2
