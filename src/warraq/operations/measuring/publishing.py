"""From the editor's button to the reader's bytes, over HTTP, on the site at hand with all its processes running."""

import gzip
import http.client
import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import quote

from django.utils import timezone

from warraq.dossiers.models import DossierPage, Filing
from warraq.editions.models import Edition
from warraq.pagestore.building import build, catch_up
from warraq.pagestore.store import Store
from warraq.people.models import Author
from warraq.stories.models import Byline, Keyword, SectionPage, StoryKeyword, StoryPage

from . import wire
from .wire import CannotMeasure, Load

PAUSE = 0.02  # seconds between two looks at an address
PATIENCE = 20.0
READERS, READERS_PAUSE = 64, 5  # connections, and milliseconds between the requests of each: some 12,000 a second
BUILT = 3_000  # pages rendered beforehand, the most important first
LATENCY_TARGET, RISE_TARGET = 1.0, 5.0  # seconds; milliseconds

SENTENCE = "منسوب الماء في النهر يعود إلى معدله بعد الأمطار. "


@dataclass
class Place:
    """Where a new story shows, and how many seconds after the button each one did."""

    name: str
    path: str
    seconds: list[float] = field(default_factory=list)
    missed: int = 0


def measure_publishing(store: Store, count: int, say: Callable[[str], None]) -> None:
    """Publish `count` stories, one a second, and take them away again."""
    _build_beforehand(store, say)
    scene = Scene.make()
    try:
        with _site() as port:
            _warm_up(port, scene, store)
            url = f"http://127.0.0.1:{port}/"
            quiet = wire.load(url, os.getpid(), 10, READERS, {"Accept-Encoding": "gzip"}, READERS_PAUSE)
            busy: list[Load] = []
            reading = threading.Thread(
                target=lambda: busy.append(
                    wire.load(url, os.getpid(), count + 2, READERS, {"Accept-Encoding": "gzip"}, READERS_PAUSE)
                )
            )
            reading.start()
            places = _publish(scene, count, port)
            reading.join()
            _tell(places, quiet, busy[0], count, say)
    finally:
        scene.take_away()


def _build_beforehand(store: Store, say: Callable[[str], None]) -> None:
    catch_up(store)
    index = store.index
    with index.transaction() as connection:
        # What has never been rendered stays so: this is about changes, not about the first build.
        connection.execute(
            "DELETE FROM page WHERE status = 0 AND id NOT IN "
            "(SELECT id FROM page WHERE stale_since IS NOT NULL ORDER BY rank, id LIMIT ?)",
            (BUILT,),
        )
    began = time.monotonic()
    done = build(store, os.cpu_count() or 1, lambda done, total: None)
    seconds = time.monotonic() - began
    stories = StoryPage.objects.live().count()
    if done:
        say(f"{done:,} pages rendered beforehand in {seconds:.1f} s, {done / seconds:.0f}/s")
    say(f"site of {stories:,} stories")


@dataclass
class Scene:
    """What the new stories belong to."""

    edition: Edition
    section: SectionPage
    keyword: Keyword
    author: Author
    dossier: DossierPage
    stories: list[StoryPage] = field(default_factory=list)

    @classmethod
    def make(cls) -> "Scene":
        edition = next(edition for edition in Edition.objects.all() if edition.is_default)
        section = SectionPage.objects.live().filter(edition=edition).order_by("pk").first()
        keyword, author = (model.objects.filter(edition=edition).order_by("pk").first() for model in (Keyword, Author))
        if not (section and keyword and author):
            raise CannotMeasure("the site has no section, keyword or author: run `warraq bench fill 1000` first")
        home = section.get_parent()
        index = DossierPage.objects.first()
        parent = index.get_parent() if index else home
        dossier = parent.add_child(instance=DossierPage(title="ملف القياس", summary="<p>ملف يُحذف بعد القياس.</p>"))
        dossier.save_revision().publish()
        return cls(edition, section, keyword, author, DossierPage.objects.get(pk=dossier.pk))

    def draft(self, word: str) -> StoryPage:
        text = (
            f"<p>مادة للقياس {word}، وهي تُحذف بعده. "
            + "منسوب الماء في النهر يعود إلى معدله بعد الأمطار. " * 30
            + "</p>"
        )
        story = StoryPage(title=f"مادة القياس {word}", standfirst=f"مقدمة {word}", body=[("paragraph", text)])
        story.story_keywords = [StoryKeyword(keyword=self.keyword, sort_order=0)]
        story.bylines = [Byline(author=self.author, sort_order=0)]
        story.filings = [Filing(dossier=self.dossier, sort_order=0)]
        self.section.refresh_from_db()
        story.live = False
        self.section.add_child(instance=story)
        self.stories.append(story)
        return story

    def places(self) -> list[Place]:
        month = self.edition.day_of(timezone.now())
        return [
            Place("home", self.edition.url),
            Place("section", self.section.url),
            Place("month archive", self.section.archive_address(month)),
            Place("keyword", self.keyword.url),
            Place("dossier", self.dossier.url),
            Place("feed", f"/feeds/sections/{self.section.slug}.rss"),
        ]

    def take_away(self) -> None:
        for page in [*self.stories, self.dossier]:
            with suppress(type(page).DoesNotExist):
                type(page).objects.get(pk=page.pk).delete()


@contextmanager
def _site() -> Iterator[int]:
    port = wire.free_port()
    command = [sys.executable, "-m", "warraq.cli", "serve", "--no-demo"]
    process = subprocess.Popen(
        command, env=os.environ | {"PORT": str(port)}, start_new_session=True, stdout=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 120
        while _ask(port, "/healthz")[0] != 200:
            if time.monotonic() > deadline or process.poll() is not None:
                raise CannotMeasure("the site does not start: try `warraq serve`")
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(60)


def _warm_up(port: int, scene: Scene, store: Store) -> None:
    """Until nothing waits any more: what making the scene has changed is refreshed."""
    deadline = time.monotonic() + 300
    for place in scene.places():
        _ask(port, place.path)
    while store.index.select("SELECT count(*) FROM page WHERE stale_since IS NOT NULL")[0][0]:
        if time.monotonic() > deadline:
            raise CannotMeasure("pages wait for ever: see `warraq changes`")
        time.sleep(0.5)


def _publish(scene: Scene, count: int, port: int) -> list[Place]:
    told = [Place("story", ""), *scene.places()]
    for _number in range(count):
        began = time.monotonic()
        word = f"w{secrets.token_hex(4)}"
        story = scene.draft(word)
        revision = story.save_revision()
        pressed = time.monotonic()
        revision.publish()
        told[0].path = StoryPage.objects.get(pk=story.pk).url
        watching = [threading.Thread(target=_watch, args=(place, word, port, pressed)) for place in told]
        for thread in watching:
            thread.start()
        for thread in watching:
            thread.join()
        time.sleep(max(0.0, began + 1.0 - time.monotonic()))
    return told


def _watch(place: Place, word: str, port: int, pressed: float) -> None:
    tag = ""
    while time.monotonic() - pressed < PATIENCE:
        status, tag, body = _ask(port, place.path, tag)
        if status == 200 and word.encode() in body:
            place.seconds.append(time.monotonic() - pressed)
            return
        time.sleep(PAUSE)
    place.missed += 1


def _ask(port: int, path: str, tag: str = "") -> tuple[int, str, bytes]:
    """Status, tag and unpacked body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", quote(path), headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
        answer = connection.getresponse()
        body = answer.read()
        if answer.getheader("Content-Encoding") == "gzip" and body:
            body = gzip.decompress(body)
        return answer.status, answer.getheader("ETag") or tag, body
    except OSError:
        return 0, tag, b""
    finally:
        connection.close()


def _tell(places: list[Place], quiet: Load, busy: Load, count: int, say: Callable[[str], None]) -> None:
    say(f"\n{count} stories published, one a second; seconds from the button to the new bytes over HTTP")
    say(f"{'page':<16}{'p50':>8}{'p99':>8}{'longest':>9}{'missed':>8}   target p99 < {LATENCY_TARGET:g} s")
    for place in places:
        ranked = sorted(place.seconds)
        if not ranked:
            say(f"{place.name:<16}{'never':>8}{'':>17}{place.missed:>8}")
            continue
        at = [ranked[min(len(ranked) - 1, int(len(ranked) * share))] for share in (0.5, 0.99)]
        say(f"{place.name:<16}{at[0]:>8.3f}{at[1]:>8.3f}{ranked[-1]:>9.3f}{place.missed:>8}")
    say(f"\nreaders at {quiet.rate:,.0f} requests/s on {READERS} connections, all processes and wrk on the same cores")
    say(f"  nobody publishes      p50 {quiet.p50:.2f} ms   p99 {quiet.p99:.2f} ms   {quiet.wrong} wrong")
    say(f"  one story a second    p50 {busy.p50:.2f} ms   p99 {busy.p99:.2f} ms   {busy.wrong} wrong")
    say(f"  p99 rose by {busy.p99 - quiet.p99:.2f} ms   target < {RISE_TARGET:g} ms")
