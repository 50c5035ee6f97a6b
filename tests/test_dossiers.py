"""A story filed in a dossier and made an event of its timeline in a real browser: by keys, and without scripts."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from .chromium import DESKTOP, Visit
from .demo_site import DemoSite
from .newsroom import Newsroom

EVENT = "عادت مياه البحيرة إلى علامة السنة الأولى"
# Long ago, so that no front shows it.
MAKE = """
from datetime import UTC, datetime
from warraq import testing
from warraq.stories.models import SectionPage
section = SectionPage.objects.live().filter(edition__code="ar").order_by("-path").first()
story = testing.make_story(section, {story!r}, published_at=datetime(2014, 3, 5, 9, tzinfo=UTC))
dossier = testing.make_dossier({dossier!r}, summary="<p>خلاصة.</p>")
print(story.pk, dossier.pk, dossier.url)
"""


@dataclass
class Shelf:
    """A story and a dossier of a test's own, in a newsroom that is signed in."""

    desk: Newsroom
    mark: str
    story: int
    dossier: int
    address: str

    def choose_dossier(self) -> None:
        """On the page that asks in which one; then back at the list."""
        self.desk.main.get_by_role("combobox", name="ملف").select_option(label=f"ملف البحيرة {self.mark} (ar)")
        self.desk.send("ضعها")
        expect(self.desk.main.get_by_text("وُضعت مادة واحدة في الملف.").first).to_be_visible()

    def proposal(self) -> Locator:
        self.desk.window.open(f"/newsroom/dossier-desk/{self.dossier}/timeline/")
        return self.desk.main.get_by_role("listitem").filter(has_text=f"رصد البحيرة {self.mark}")

    def accept(self) -> None:
        """In other words than the story's."""
        proposal = self.proposal()
        expect(proposal.get_by_label("التاريخ")).to_have_value("2014-03-05")
        proposal.get_by_role("textbox").last.fill(f"{EVENT} {self.mark}.")
        self.desk.send("إلى الخط الزمني")
        expect(self.desk.main.get_by_text(self.mark).first).to_be_visible()
        expect(self.proposal()).to_have_count(0)

    def expect_at_readers(self) -> None:
        window = self.desk.window
        words = (f"{EVENT} {self.mark}.", f"رصد البحيرة {self.mark}")
        window.wait_until(
            lambda: all(text in window.open(self.address).get_by_role("main").inner_text() for text in words),
            "the story and its event in the dossier that readers see",
        )


@pytest.fixture
def shelf_of(visit: Callable[..., Visit], site: DemoSite) -> Callable[..., Shelf]:
    def make(**options) -> Shelf:
        mark = uuid4().hex[:8]
        names = {"story": f"رصد البحيرة {mark}", "dossier": f"ملف البحيرة {mark}"}
        story, dossier, address = site.manage("shell", "-v0", "-c", MAKE.format(**names)).split()
        desk = Newsroom(visit(**options))
        desk.sign_in()
        return Shelf(desk, mark, int(story), int(dossier), address)

    return make


def test_a_story_is_filed_by_a_key_and_becomes_an_event_of_the_timeline(shelf_of):
    shelf = shelf_of(**DESKTOP)
    page = shelf.desk.window.open(f"/newsroom/stories/?q={shelf.mark}")
    box = page.get_by_role("row").filter(has_text=shelf.mark).get_by_role("checkbox")
    expect(box).to_have_count(1)
    page.keyboard.press("j")
    expect(box).to_be_focused()
    page.keyboard.press("f")
    expect(page).to_have_url(re.compile(rf"/file/.*id={shelf.story}\b"))
    shelf.choose_dossier()
    shelf.accept()
    shelf.expect_at_readers()
    shelf.desk.window.assert_nothing_amiss()


def test_a_story_is_filed_and_becomes_an_event_without_scripts(shelf_of):
    shelf = shelf_of(**DESKTOP, scripts=False)
    # The list itself offers deeds for many only with scripts.
    shelf.desk.window.open(f"/newsroom/bulk/wagtailcore/page/file/?id={shelf.story}&next=/newsroom/dossier-desk/")
    shelf.choose_dossier()
    shelf.accept()
    shelf.expect_at_readers()
