"""The arsenal before a real Chromium, without our policy in the way: nothing a reader writes is ever run."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from warraq.comments.tests.arsenal import VECTORS
from warraq.comments.tests.running import PASSWORD, Place, running_place

from .chromium import DESKTOP

pytestmark = pytest.mark.slow
TRY_EVERYTHING = """
import json
from django.utils import timezone
from warraq.comments import moderation
from warraq.comments.links import MINE, link_for
from warraq.comments.models import Comment, State
from warraq.comments.tests.arsenal import VECTORS
from warraq.people.models import User
from warraq.stories.models import StoryPage
story = StoryPage.objects.get()
known = {"story": story, "edition": story.edition, "posted_at": timezone.now(), "state": State.WAITING}
made = [Comment.objects.create(**known, name=vector[:60], text=vector) for vector in VECTORS]
whole = chr(10).join(VECTORS)
made += [Comment.objects.create(**known, name="all", text=whole[at : at + 4900]) for at in range(0, len(whole), 4900)]
moderation.approve([comment.pk for comment in made], User.objects.first())
waiting = [Comment.objects.create(**known, name=vector[:60], text=vector) for vector in VECTORS]
own = [link_for(MINE, comment) for comment in (*made[-2:], *waiting[::12])]
moderation.edit(waiting[0].pk, User.objects.first(), VECTORS[10], VECTORS[11])
moderation.reject([waiting[1].pk], User.objects.first(), VECTORS[12])
print(json.dumps({"own": own, "waiting": [comment.pk for comment in waiting]}))
"""
STRANGE = ("https:", "data:", "javascript:")
NEVER_SETTLE = 400  # milliseconds given to what would run by itself


@pytest.fixture(scope="module")
def place(prepared, tmp_path_factory) -> Iterator[Place]:
    with running_place(tmp_path_factory.mktemp("site"), prepared) as made:
        yield made


@pytest.fixture(scope="module")
def tried(place: Place) -> dict[str, list]:
    """Private pages of some of those who tried, the numbers of what waits."""
    return json.loads(place.run(TRY_EVERYTHING))


@pytest.fixture
def page(browser: Browser, place: Place, tried: dict[str, list]) -> Iterator[Page]:
    """Notes every dialog and every stranger that a page asks; our policy would hide what escaping has missed."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{place.server.port}", bypass_csp=True, **DESKTOP)
    page = context.new_page()
    page.alarms = []
    page.on("dialog", lambda dialog: (page.alarms.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda asked: "evil.example" in asked.url and page.alarms.append(asked.url))
    page.on("framenavigated", lambda frame: frame.url.startswith(STRANGE) and page.alarms.append(frame.url))
    yield page
    context.close()


def assert_calm(page: Page, path: str) -> None:
    page.goto(path, wait_until="load")
    page.mouse.move(300, 300)
    page.wait_for_timeout(NEVER_SETTLE)
    assert page.evaluate("typeof window.pwned") == "undefined", path
    assert page.alarms == [], path


def test_nothing_is_run_under_the_story_and_in_the_whole_conversation(page, place):
    assert_calm(page, place.url)
    assert page.locator(".comment").count() >= 60
    assert_calm(page, f"{place.form}all/1/")
    assert page.locator(".comment").count() == min(100, len(VECTORS) + 2)


def test_answering_somebody_runs_nothing(page, place):
    page.goto(place.url)
    for link in page.locator("[data-reply]").all()[::6]:
        link.click()
    assert page.evaluate("typeof window.pwned") == "undefined"
    assert page.alarms == []


def test_nothing_is_run_on_private_pages(page, tried):
    for path in tried["own"]:
        assert_calm(page, path)


def test_nothing_is_run_where_a_form_comes_back(page, place):
    for vector in VECTORS[::11]:
        page.goto(place.form)
        for name, value in (("name", vector[:60]), ("text", vector)):
            page.evaluate("([name, value]) => (document.forms.write[name].value = value)", [name, value])
        with page.expect_navigation():
            page.evaluate("document.forms.write.submit()")
        assert page.evaluate("typeof window.pwned") == "undefined", vector
        assert page.alarms == [], vector


def test_nothing_is_run_in_the_newsroom(page, place, tried):
    page.goto("/newsroom/login/")
    page.fill("[name=login]", "editor")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/newsroom/")
    queue = "/newsroom/moderation/"
    decided, *waiting = tried["waiting"]
    pages = [queue, f"{queue}?order=newest", f"{queue}decisions/", f"{queue}{decided}/"]
    pages += [f"{queue}{number}/{deed}" for number in waiting[8:60:25] for deed in ("", "edit/", "ban/")]
    for path in ("/newsroom/", *pages, f"/newsroom/pages/{place.story}/edit/"):
        assert_calm(page, path)
    page.goto(queue)
    assert page.locator("article").count() >= 20
    for key in "jjxjxr":
        page.keyboard.press(key)
    page.wait_for_timeout(NEVER_SETTLE)
    assert page.evaluate("typeof window.pwned") == "undefined"
    assert page.alarms == []


FLOOD = """
import time
from warraq.comments.defence.models import Arrival
Arrival.objects.create(key="site", minute=int(time.time() // 60), count=100_000)
"""


def test_during_a_flood_the_browser_works_for_a_comment(page, place):
    place.run(FLOOD)
    fetched = []
    page.on("response", lambda answer: fetched.append(answer.url.rpartition("/")[2]))
    page.goto(place.url)
    page.locator("#write-name").fill("عاملة")
    page.locator("#write-text").fill("كلام عادي عن المقال أثناء السيل")
    page.wait_for_timeout(4_000)  # nobody writes faster
    page.locator("#write [type=submit]").click()
    page.locator(".comments [role=status] a").wait_for(timeout=60_000)
    assert any(name.startswith("work.") for name in fetched)
    ((held, state),) = place.rows("SELECT held_for, state FROM comments_comment WHERE name = 'عاملة'")
    assert (json.loads(held), state) == ([], "waiting")


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_nothing_is_run_when_a_browser_opens_a_feed(page, place, kind):
    answer = page.request.get(f"/feeds/comments/{place.story}.{kind}")
    assert answer.status == 200
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "html" not in answer.headers["content-type"]
