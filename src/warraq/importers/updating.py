"""A row that has changed since it was stored changes its story, by the road every edit takes."""

from collections import Counter

from django.db import transaction

from warraq.stories.models import Byline, StoryKeyword, StoryPage

from .models import ImportedItem
from .storing import Prepared, keep_addresses, require_completeness

# Written together with a story, but some milliseconds later.
_GRACE_SECONDS = 5


def is_edited(item: ImportedItem) -> bool:
    """Has somebody worked on the story in the newsroom since the import last wrote it?"""
    touched = item.page.latest_revision_created_at
    return touched is not None and (touched - item.stored_at).total_seconds() > _GRACE_SECONDS


@transaction.atomic
def update(item: ImportedItem, prepared: Prepared) -> Counter[str]:
    """Give the story what the row says now and publish it; what became of its old address."""
    story = StoryPage.objects.select_for_update(of=("self",)).get(pk=item.page_id)
    wanted = prepared.story.page
    if story.section_id != wanted.section_id:
        story.move(wanted.section, pos="last-child")
        story = StoryPage.objects.get(pk=story.pk)
    for name in ("title", "standfirst", "agency", "form", "body"):
        setattr(story, name, getattr(wanted, name))
    story.address_slug = ""
    story.bylines = [Byline(author_id=pk, sort_order=n) for n, pk in enumerate(prepared.story.authors)]
    story.story_keywords = [StoryKeyword(keyword_id=pk, sort_order=n) for n, pk in enumerate(prepared.story.keywords)]
    require_completeness(story)
    _correct_date(story, wanted)
    story.save_revision(changed=True, log_action=True).publish()
    item.fingerprint = prepared.fingerprint
    item.save()
    return keep_addresses([(prepared.draft.url, story)])


def _correct_date(story: StoryPage, wanted: StoryPage) -> None:
    # No revision carries the date of publication, so it is saved with the page itself.
    if story.published_at != wanted.published_at:
        story.published_at = story.first_published_at = wanted.published_at
        story.save()
