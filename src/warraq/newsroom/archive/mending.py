"""Repairs one record by the road an editor would take: a revision, publication, one transaction, the change log.

live, nothing newer       mended, a revision, published; what was live before is a revision too
live, with a newer draft  the draft is mended; the live text follows when an editor publishes it
never live, or offline    the draft is mended
locked · scheduled · in a workflow   left alone
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from warraq.language.faults import mend, mend_html
from warraq.stories.text import Pen, left_as_it_was

from .models import Repair, Treatment
from .subjects import (
    child_relations,
    edition_codes,
    language_of,
    rewrite_whole,
    subject,
    title_of,
    words_of_its_own,
)

Outcome = Treatment.Outcome
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
REPAIRED, RESTORED = "warraq.archive.repair", "warraq.archive.undo"
# A revision differs from its page in these without differing in a word.
NOT_WORDS = {
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "published_at",
    "listed_at",
    "draft_title",
    "url_path",
    "live",
    "expired",
    "locked",
    "numchild",
    "wagtail_admin_comments",
}


@dataclass
class Proposal:
    """A record as it is to be, not yet saved, and what is changed in it."""

    record: models.Model
    is_draft: bool
    changes: list[tuple[models.Field, str, str]]

    def shown(self) -> list[tuple[models.Field, str, str]]:
        """The changes as an editor reads them, without the markup of rich text."""
        return [(field, *(_TAG.sub(" ", words).strip() for words in texts)) for field, *texts in self.changes]


def pen_of(language: str) -> Pen:
    return Pen(lambda text: mend(text, language), lambda html: mend_html(html, language))


def propose(record: models.Model, codes: dict[int, str] | None = None) -> Proposal:
    """Mend a record's words, or those of its draft, and save nothing."""
    codes = edition_codes() if codes is None else codes
    is_draft = False
    if isinstance(record, Page) and (record.has_unpublished_changes or not record.live):
        record, is_draft = record.get_latest_revision_as_object(), True
    language = language_of(record, codes)
    changes = rewrite_whole(record, pen_of(language), lambda row: pen_of(language_of(row, codes, language)))
    return Proposal(record, is_draft, changes)


def treat(repair: Repair, label: str, pk: int, codes: dict[int, str]) -> Treatment | None:
    """Repair one record once, together with the row that says so; None if this batch has treated it already."""
    try:
        with transaction.atomic():
            treatment = Treatment.objects.create(repair=repair, model=label, record=pk, outcome=Outcome.GONE)
            record = _held(subject(label), pk)
            if record is not None:
                treatment.title = title_of(record)
                _mend_one(record, treatment, repair.by, codes)
            treatment.save()
            return treatment
    except IntegrityError:
        if Treatment.objects.filter(repair=repair, model=label, record=pk).exists():
            return None
        return _refused(repair, label, pk, "")
    except ValidationError as error:
        return _refused(repair, label, pk, " ".join(error.messages))


def _refused(repair: Repair, label: str, pk: int, note: str) -> Treatment:
    record = subject(label)._default_manager.filter(pk=pk).first()
    title = title_of(record) if record else ""
    return Treatment.objects.create(
        repair=repair, model=label, record=pk, title=title, outcome=Outcome.REFUSED, note=note[:300]
    )


def _held(model: type[models.Model], pk: int) -> Any:
    return model._base_manager.select_for_update(of=("self",)).filter(pk=pk).first()


def _mend_one(record: Any, treatment: Treatment, by: Any, codes: dict[int, str]) -> None:
    if isinstance(record, Page):
        treatment.outcome = obstacle(record) or _mend_page(record, treatment, by, codes)
    else:
        treatment.outcome = _mend_record(record, treatment, codes)


def obstacle(page: Page) -> Outcome | None:
    """Why a page must be left to its editors."""
    if page.locked:
        return Outcome.LOCKED
    is_scheduled = page.scheduled_revision is not None or (page.go_live_at and page.go_live_at > timezone.now())
    return Outcome.WAITING if is_scheduled or page.workflow_in_progress else None


def _mend_page(page: Page, treatment: Treatment, by: Any, codes: dict[int, str]) -> Outcome:
    content, title = page.serializable_data(), str(page)
    before = page.latest_revision
    proposal = propose(page, codes)
    if not proposal.changes:
        return Outcome.SOUND
    if before is None or not (proposal.is_draft or _says_the_same(before, content)):
        # A page that came in without a revision, or was changed without one, gets one to go back to.
        before = _written_down(page, content, title)
    mended = proposal.record
    if not proposal.is_draft:
        mended.latest_revision = before
        mended.clean_text()
    # What goes live is validated when it does.
    after = mended.save_revision(user=by, clean=proposal.is_draft)
    note = {"repair": treatment.repair_id}
    log(instance=mended, action=REPAIRED, user=by, revision=after, content_changed=True, data=note)
    treatment.revision_before, treatment.revision_after = before.pk, after.pk
    if proposal.is_draft:
        return Outcome.DRAFT
    publish_quietly(after, by)
    return Outcome.MENDED


def _written_down(page: Page, content: dict[str, Any], title: str) -> Revision:
    """A revision of words that stood in no revision; what follows it is the page's latest, so it is noted nowhere."""
    base = page.get_base_content_type()
    return Revision.objects.create(content_object=page, base_content_type=base, content=content, object_str=title)


def _says_the_same(revision: Revision, content: dict[str, Any]) -> bool:
    return _words(revision.content) == _words(content)


def _words(content: dict[str, Any]) -> dict[str, Any]:
    return {name: _read(value) for name, value in content.items() if name not in NOT_WORDS}


def _read(value: Any) -> Any:
    """A body is written as JSON, whose keys PostgreSQL gives back in an order of its own."""
    return json.loads(value) if isinstance(value, str) and value.startswith('[{"') else value


def publish_quietly(revision: Revision, by: Any) -> None:
    """Publish the page whose words were just written down, and leave alone when readers are told that it was last
    changed: its letters were, not its news."""
    page = revision.content_object
    page.keeps_its_date = True
    # Wagtail would put the page together again from the revision, asking for everything it refers to, and then write
    # every row of its own anew.
    revision.as_object = lambda: page
    revision.publish(user=by)


def _mend_record(record: models.Model, treatment: Treatment, codes: dict[int, str]) -> Outcome:
    treatment.words_before = words_in(record)
    proposal = propose(record, codes)
    if not proposal.changes:
        treatment.words_before = None
        return Outcome.SOUND
    record.validate_constraints()
    record.save()
    treatment.words_after = words_in(record)
    return Outcome.MENDED


def words_in(record: models.Model) -> dict[str, str]:
    """A record's words by column, those of its rows by relation, number and column: `captions.3.label`."""
    found = {field.name: getattr(record, field.attname) for field in words_of_its_own(type(record))}
    for relation in child_relations(type(record)):
        name = relation.get_accessor_name()
        fields = words_of_its_own(relation.related_model)
        for row in getattr(record, name).all():
            found |= {f"{name}.{row.pk}.{field.name}": getattr(row, field.attname) for field in fields}
    return found


def _write_words(record: models.Model, words: dict[str, str]) -> None:
    """Put words that `words_in` has read back in their places, unsaved."""
    _put(record, words, "")
    for relation in child_relations(type(record)):
        name = relation.get_accessor_name()
        rows = list(getattr(record, name).all())
        for row in rows:
            _put(row, words, f"{name}.{row.pk}.")
        setattr(record, name, rows)


def _put(record: models.Model, words: dict[str, str], before: str) -> None:
    for field in words_of_its_own(type(record)):
        setattr(record, field.attname, words.get(before + field.name, getattr(record, field.attname)))


def undo(treatment: Treatment, by: Any) -> None:
    """Bring back what a repair changed, letter by letter, unless somebody has written there since."""
    with transaction.atomic():
        record = _held(subject(treatment.model), treatment.record)
        if record is None:
            treatment.outcome = Outcome.GONE
        elif isinstance(record, Page):
            treatment.outcome = _undo_page(record, treatment, by)
        else:
            treatment.outcome = _undo_record(record, treatment)
        treatment.save(update_fields=["outcome"])


def _undo_page(page: Page, treatment: Treatment, by: Any) -> Outcome:
    was_published = treatment.outcome == Outcome.MENDED
    is_untouched = page.latest_revision_id == treatment.revision_after and not page.locked
    if was_published:
        is_untouched = is_untouched and page.live and page.live_revision_id == treatment.revision_after
    before = Revision.objects.filter(pk=treatment.revision_before).first()
    if not is_untouched or before is None:
        return Outcome.EDITED
    with left_as_it_was():
        restored = before.as_object().save_revision(
            user=by, previous_revision=before, log_action=RESTORED, clean=not was_published
        )
        if was_published:
            publish_quietly(restored, by)
    return Outcome.UNDONE


def _undo_record(record: models.Model, treatment: Treatment) -> Outcome:
    present = words_in(record)
    # A row that is gone has nothing to bring back to; one that came since is none of the repair's.
    if any(present.get(name, words) != words for name, words in treatment.words_after.items()):
        return Outcome.EDITED
    _write_words(record, treatment.words_before)
    with left_as_it_was():
        record.save()
    return Outcome.UNDONE
