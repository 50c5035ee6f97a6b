"""Nothing that a screen of the newsroom does is refused by its policy, in a browser. Readers' pages: `test_reading`."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from .chromium import DESKTOP, PHONE, Visit
from .demo_site import DemoSite
from .newsroom import Newsroom
from .walking import kind_of, walk

# Where no link leads.
ALSO = [f"/newsroom/{path}/" for path in ("images/add", "second-factor/totp/activate", "second-factor/webauthn/add")]
# Asks whether there is touch by trying an attribute on; without it, it is used by mouse, and works.
HARMLESS = re.compile(r"script-src-attr inline .*/jquery\.Jcrop\.")
# Whose markup is Wagtail's or a library's: it is looked at for what it runs, not judged by axe.
OTHERS = re.compile(
    r"(account|pages|images|documents|users|groups|workflows|redirects|collections|sites|snippets|bulk|login|locales|"
    r"password_reset|searchpicks|styleguide|reports/(locked|workflow|workflow_tasks|site-history|aging-pages|page-types-usage))"
    r"(/|$)"
)
CUT_TABLES = """() => [...document.querySelectorAll('main table')].filter(table => {
    let box = table.parentElement;
    while (box.localName !== 'main' && getComputedStyle(box).overflowX === 'visible') box = box.parentElement;
    return box.localName === 'main' && table.getBoundingClientRect().width > box.clientWidth + 1;
}).length"""
KINDS = "StoryPage DossierPage AlbumPage VideoPage FieldMapPage StandardPage SectionPage FrontPage".split()
NUMBERS = """
from wagtail.models import Page
for name, pk in {page.specific_class.__name__: page.pk for page in Page.objects.filter(depth__gt=1)}.items():
    print(name, pk)
"""


@pytest.fixture
def desk(visit: Callable[..., Visit]) -> Iterator[Newsroom]:
    newsroom = Newsroom(visit(**DESKTOP))
    newsroom.sign_in()
    yield newsroom
    assert newsroom.window.strangers == []


@pytest.fixture(scope="module")
def numbers(site: DemoSite) -> dict[str, str]:
    """A page of each kind."""
    return dict(line.split() for line in site.manage("shell", "-v0", "-c", NUMBERS).splitlines())


def test_no_screen_of_the_newsroom_breaks_its_policy_or_is_cut_on_a_phone_and_ours_are_accessible(desk, project: Path):
    """Every kind of screen to which a link leads; the words and places of Wagtail's own frame are Wagtail's."""
    axe = (project / "node_modules/axe-core/axe.min.js").read_text("utf-8")
    broken, faults, cut, kinds = {}, {}, {}, []
    for screen in walk(desk.page, ALSO):
        assert screen.answer.status == 200, screen.path
        policy = screen.answer.headers["content-security-policy"]
        assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0], screen.path
        expect(desk.page.locator("body")).to_be_visible()
        if found := [refused for refused in desk.window.violations() if not HARMLESS.search(refused)]:
            broken[screen.path] = found
        # By where one ends up: a notice leads on to the page it tells of.
        if not OTHERS.match(kind_of(urlsplit(desk.page.url).path)) and (found := judged(desk.page, axe)):
            faults[screen.path] = found
        if found := out_of_reach(desk.page):
            cut[screen.path] = found
        kinds.append(screen.kind)
    assert (broken, list(faults.items()), cut) == ({}, [], {})
    assert len(kinds) > 60, kinds


def out_of_reach(page: Page) -> int:
    """How many tables are wider than a phone, and cut by Wagtail's frame instead of being moved."""
    page.set_viewport_size(PHONE["viewport"])
    found = page.evaluate(CUT_TABLES)
    page.set_viewport_size(DESKTOP["viewport"])
    return found


def judged(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run('main').then(result => result.violations)")
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]


def test_no_editor_and_no_history_breaks_its_policy(desk, numbers):
    broken = {}
    for kind in KINDS:
        for view in ("edit", "history"):
            answer = desk.page.goto(f"/newsroom/pages/{numbers[kind]}/{view}/")
            assert (
                "'unsafe-inline'" not in answer.headers["content-security-policy"].split("script-src")[1].split(";")[0]
            )
            desk.page.wait_for_load_state("networkidle")
            if found := desk.window.violations():
                broken[kind, view] = found
    assert broken == {}


def test_a_row_of_a_panel_and_its_chooser_work_without_scripts_in_the_page(desk, numbers):
    desk.page.goto(f"/newsroom/pages/{numbers['StoryPage']}/edit/")
    panel = desk.part("التوقيعات") if desk.part("التوقيعات").count() else desk.main
    rows = panel.get_by_role("button", name=re.compile("^اختيار"))
    before = rows.count()
    desk.page.locator("button[id$='-ADD']").first.click()
    expect(rows).not_to_have_count(before)
    desk.page.locator("button[id$='-ADD']").first.scroll_into_view_if_needed()
    assert desk.window.violations() == []


def test_days_are_picked_in_filters_without_scripts_in_the_page(desk):
    desk.page.goto("/newsroom/snippets/stories/keyword/")
    desk.page.goto("/newsroom/audit-trail/")
    desk.page.get_by_role("button", name="إظهار الفلاتر").click()
    desk.page.get_by_role("button", name="الوقت").first.click()
    desk.page.locator("[name=at_from]").click()
    expect(desk.page.locator(".xdsoft_datetimepicker:visible").first).to_be_visible()
    assert desk.window.violations() == []


@pytest.mark.parametrize(
    ("path", "shown"), [("/newsroom/images/", "img"), ("/newsroom/documents/", "main")], ids=["pictures", "documents"]
)
def test_uploads_are_listed(desk, path, shown):
    desk.page.goto(path)
    expect(desk.page.locator(shown).first).to_be_visible()
    assert desk.window.violations() == []
