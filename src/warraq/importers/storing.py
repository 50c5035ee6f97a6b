"""From drafts to stories in the database: what a batch writes besides the stories themselves."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.db import transaction
from django.utils import translation
from wagtail.blocks.stream_block import StreamValue
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from warraq.editions.models import Edition
from warraq.stories.models import SectionPage, StoryPage
from warraq.stories.models.public import address_slug_of

from .bulk import NewStory, store_stories
from .models import ImportedItem
from .prose import Block
from .understanding import Draft, Refused

_ROOM = 255  # of an old address


@dataclass
class Prepared:
    """A draft ready to be stored, with what its cleaning put right."""

    draft: Draft
    fingerprint: str
    story: NewStory
    letters: Counter[str]


def new_page(draft: Draft, section: SectionPage, edition: Edition) -> StoryPage:
    """A live story that was published when the row says; nothing is written yet."""
    page = StoryPage(
        title=draft.title,
        draft_title=draft.title,
        slug=uuid4().hex[:16],
        locale_id=section.locale_id,
        live=True,
        first_published_at=draft.published,
        last_published_at=draft.published,
        section=section,
        edition=edition,
        published_at=draft.published,
        form=draft.form,
        standfirst=draft.standfirst,
        agency=draft.agency[:40],
        body=body_of(draft.body),
    )
    page.address_slug = address_slug_of(page)
    return page


def body_of(blocks: Sequence[Block]) -> StreamValue:
    """Blocks of a draft as the value of the body's field."""
    raw = [{"type": kind, "value": _value_of(kind, text), "id": str(uuid4())} for kind, text in blocks]
    return StreamValue(StoryPage._meta.get_field("body").stream_block, raw, is_lazy=True)


def _value_of(kind: str, text: str) -> str | dict[str, str]:
    return {"text": text, "speaker": "", "role": "", "direction": ""} if kind == "quote" else text


def require_completeness(page: StoryPage) -> None:
    """The same check as at publication; raises Refused with its reasons."""
    with translation.override("en"):
        if problems := page.problems():
            raise Refused(" ".join(str(problem.message) for problem in problems))


def store(batch: Sequence[Prepared], source: str) -> Counter[str]:
    """Write a batch with the rows that remember it, in one transaction; what became of the old addresses."""
    with transaction.atomic():
        store_stories([item.story for item in batch], subject=f"import:{source}")
        ImportedItem.objects.bulk_create(
            ImportedItem(
                source=source,
                external_id=item.draft.external_id,
                fingerprint=item.fingerprint,
                page=item.story.page,
            )
            for item in batch
        )
        return keep_addresses([(item.draft.url, item.story.page) for item in batch])


def keep_addresses(addresses: Sequence[tuple[str, StoryPage]]) -> Counter[str]:
    """Let old addresses lead to their stories; an address that leads somewhere already stays as it is."""
    site = Site.objects.get(is_default_site=True)
    counted: Counter[str] = Counter()
    wanted: dict[str, StoryPage] = {}
    for url, page in addresses:
        path = old_path(url)
        if path is None:
            counted["unusable"] += bool(url)
        elif wanted.setdefault(path, page) is not page:
            counted["taken"] += 1
    taken = set(Redirect.objects.filter(site=site, old_path__in=wanted).values_list("old_path", flat=True))
    Redirect.objects.bulk_create(
        Redirect(old_path=path, site=site, redirect_page_id=page.pk)
        for path, page in wanted.items()
        if path not in taken
    )
    counted["taken"] += len(taken)
    counted["kept"] += len(wanted) - len(taken)
    return counted


def old_path(url: str) -> str | None:
    """The path of an old address as the redirects look it up; None for one that cannot be asked for here."""
    if not url:
        return None
    try:
        path = Redirect.normalise_path(url)
    except ValueError:
        return None
    return path if path != "/" and len(path) <= _ROOM and "\x00" not in path else None
