"""After any edits, with the lists found now and then in between, every stored page is what a fresh one would be."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from warraq import testing
from warraq.changes.runner import Runner
from warraq.pagestore import keeping, rendering
from warraq.pagestore.consumer import PageStoreConsumer, complete
from warraq.pagestore.refreshing import Refresher
from warraq.pagestore.verifying import verify
from warraq.related.models import Awaited
from warraq.stories.models import Keyword, PinnedRelated, RelatedStory, StoryPage

from .conftest import SUBJECTS, Worker, story_about, text_about

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


class Pages:
    """The page store beside the worker."""

    def __init__(self) -> None:
        self.store = keeping.site_store()
        self.runner = Runner(PageStoreConsumer(self.store))
        self.refresher = Refresher(self.store)

    def follow(self) -> None:
        while self.runner.step():
            pass

    def settle(self) -> None:
        self.follow()
        while self.refresher.put_off() or self.refresher.step(60) or complete(self.store):
            self.follow()


@pytest.fixture
def pages(settings: Any, tmp_path: Any) -> Iterator[Pages]:
    settings.WARRAQ_STORE = tmp_path / "store"
    keeping.site_store.cache_clear()
    rendering._chain.cache_clear()
    found = Pages()
    yield found
    found.store.index.close()
    keeping.site_store.cache_clear()
    rendering._chain.cache_clear()


class Newsroom:
    """Edits a site at random."""

    def __init__(self, seed: int) -> None:
        self.dice, self.count = Random(seed), 0
        self.keywords = [testing.make_keyword(name) for name in ("السدود", "الكؤوس", "البورصة")]

    def work(self) -> None:
        edits = [self.publish] * 4 + [self.rewrite, self.withdraw, self.bring_back, self.delete, self.pin]
        edits += [self.hide, self.show, self.rename, self.merge]
        self.dice.choice(edits)()

    def _story(self, **where: Any) -> StoryPage | None:
        found = list(StoryPage.objects.filter(**where).order_by("pk"))
        return self.dice.choice(found) if found else None

    def publish(self) -> None:
        self.count += 1
        subject = self.dice.choice(sorted(SUBJECTS))
        again = self._story(live=True) if self.dice.random() < 0.1 else None
        body = {"body": again.body} if again else {}
        keywords = [keyword for keyword in Keyword.objects.all() if self.dice.random() < 0.4]
        story_about(subject, self.count, keywords=keywords, **body)

    def rewrite(self) -> None:
        if story := self._story(live=True):
            subject = self.dice.choice(sorted(SUBJECTS))
            story.body = testing.paragraphs(text_about(subject, self.dice.randrange(10**6)))
            story.save_revision().publish()

    def rename(self) -> None:
        if story := self._story(live=True):
            story.title = f"{story.title} {self.dice.randrange(100)}"
            story.save_revision().publish()

    def withdraw(self) -> None:
        if story := self._story(live=True):
            story.unpublish()

    def bring_back(self) -> None:
        if story := self._story(live=False):
            story.save_revision().publish()

    def delete(self) -> None:
        if story := self._story():
            story.delete()

    def pin(self) -> None:
        story, other = self._story(live=True), self._story()
        if story and other and story != other:
            story.pinned = [PinnedRelated(related=other)] if self.dice.random() < 0.7 else []
            story.save_revision().publish()

    def hide(self) -> None:
        if (story := self._story(live=True)) and not PageViewRestriction.objects.filter(page=story).exists():
            PageViewRestriction.objects.create(page=story, restriction_type="login")

    def show(self) -> None:
        if lock := PageViewRestriction.objects.order_by("pk").first():
            lock.delete()

    def merge(self) -> None:
        keywords = list(Keyword.objects.order_by("pk"))
        if len(keywords) > 2:
            one, other = self.dice.sample(keywords, 2)
            one.merge_into(other)


@pytest.mark.parametrize("seed", [1, 2])
def test_no_stored_page_differs_after_random_edits(worker: Worker, pages: Pages, seed: int):
    newsroom = Newsroom(seed)
    steps = [worker.read_on, worker.follow, worker.renew, pages.follow, lambda: pages.refresher.step(0.05)]
    for _ in range(45):
        newsroom.work()
        for step in newsroom.dice.sample(steps, newsroom.dice.randrange(len(steps))):
            step()
    while worker.settle():
        pass
    pages.settle()
    verdict = verify(pages.store)
    assert verdict.pages > 20
    assert verdict.differing == []
    assert not Awaited.objects.exists()
    hidden = RelatedStory.objects.filter(related__listed_at=None, is_pinned=False, story__listed_at__isnull=False)
    assert not hidden.exists()
