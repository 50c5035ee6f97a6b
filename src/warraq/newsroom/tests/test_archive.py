"""The archive doctor: what it finds in everything stored, what it repairs and by which road, and back again."""

import time
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Collection, Comment, CommentReply

from warraq.changes.models import Change
from warraq.media.models import Video, VideoCaptions
from warraq.newsroom.archive import batches, examining, keywords, mending
from warraq.newsroom.archive.models import Examination, Finding, Repair, Treatment
from warraq.newsroom.archive.subjects import (
    COPIED,
    LEFT_ALONE,
    child_relations,
    edit_url,
    edition_codes,
    subjects,
    words_of_its_own,
)
from warraq.search.models import Spellings
from warraq.stories.models import Correction, Removal, StoryPage
from warraq.stories.text import left_as_it_was, text_fields
from warraq.testing import (
    make_author,
    make_dossier,
    make_draft,
    make_edition,
    make_editor,
    make_image,
    make_keyword,
    make_story,
    paragraphs,
)

pytestmark = pytest.mark.django_db

FAULTY, SOUND = "الملف النووی والشرکة", "الملف النووي والشركة"
SCRAMBLED = "Ø§Ù„Ø¹Ø±Ø¨ÙŠØ©"
PERSIAN = "این کتاب را برای شما نوشته‌ام که بخوانید"


def as_imported(make: Any, *args: Any, **fields: Any) -> Any:
    """Made as it came in years ago, before anything was cleaned."""
    with left_as_it_was():
        return make(*args, **fields)


def examined() -> Examination:
    examination = examining.begin()
    assert examining.go_on(examination)
    return examination


def found(examination: Examination) -> set[tuple[str, str]]:
    return {(finding.title, finding.kind) for finding in examination.findings.all()}


def repaired(*kinds: str, by: Any = None) -> Repair:
    repair = batches.begin(examined(), list(kinds or examining.REPAIRABLE), by)
    assert batches.go_on(repair)
    return repair


def outcome_of(repair: Repair, record: Any) -> str:
    return repair.treatments.get(model=record._meta.label_lower, record=record.pk).outcome


def doctor(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("doctor", "text", *arguments, stdout=out, stderr=out)
    return end.value.code, out.getvalue()


# --- what it finds ---


def test_it_reads_pages_bodies_child_rows_records_and_drafts():
    as_imported(make_story, title="خبر أول", body=paragraphs(FAULTY))
    corrected = as_imported(make_story, title="مصحح")
    Correction.objects.create(story=corrected, date=timezone.now().date(), text=SCRAMBLED)
    as_imported(make_dossier, title="ملف", summary=f"<p>عـــام {FAULTY}</p>")
    make_author("ليلى", bio="نص\u200f هنا")
    make_image(title="صورة", description="عام ١٩٩٠ و2024")
    as_imported(make_draft, title="مسودة ﻋﺎم")
    assert found(examined()) == {
        ("خبر أول", "letters"),
        ("مصحح", "mojibake"),
        ("ملف", "tatweel"),
        ("ملف", "letters"),
        ("ليلى", "marks"),
        ("صورة", "digits"),
        ("مسودة ﻋﺎم", "forms"),
    }


def test_captions_of_films_are_read_each_in_its_own_language():
    make_captions("ar", "العربیة")
    make_captions("fa", "فارسی")
    make_captions("fa-AF", "فارسي دري")
    notes = {(finding.title, finding.kind, finding.field, finding.before) for finding in examined().findings.all()}
    assert notes == {("فيلم ar", "letters", "label", "العربیة"), ("فيلم fa-AF", "letters", "label", "فارسي")}


def make_captions(language: str, label: str) -> VideoCaptions:
    film = Video.objects.create(title=f"فيلم {language}", file="videos/none.mp4", seconds=3)
    return VideoCaptions.objects.create(video=film, language=language, label=label, file="captions/none.vtt")


def test_texts_that_only_editors_see_are_read_too():
    story = make_story()
    comment = Comment.objects.create(page=story, user=make_editor(), text=FAULTY, contentpath="title")
    CommentReply.objects.create(comment=comment, user=comment.user, text=SCRAMBLED)
    Collection.objects.get(depth=1).add_child(name="صور ﻋﺎم")
    make_image(title="صورة").tags.add("عـــام")
    Spellings.objects.create(text="النووی\nالنووي", note=f"كما في الملف {FAULTY}")
    Removal.objects.create(number=10**6, edition=make_edition(), title=FAULTY)
    found = {(finding.model, finding.kind) for finding in examined().findings.all()}
    assert found == {
        ("wagtailcore.comment", "letters"),
        ("wagtailcore.comment", "mojibake"),
        ("wagtailcore.collection", "forms"),
        ("taggit.tag", "tatweel"),
        ("search.spellings", "letters"),
        ("stories.removal", "letters"),
    }
    assert doctor()[0] == 1  # each can be shown with where to edit it
    repair = repaired()
    assert set(repair.outcomes()) == {"mended"}
    assert Finding.objects.count() == 0
    assert Spellings.objects.get().text == "النووی\nالنووي"
    undone(repair)
    assert {(finding.model, finding.kind) for finding in Finding.objects.all()} == found


def test_a_comment_is_read_in_the_language_of_its_page():
    page = make_story(title="خبر")
    StoryPage.objects.filter(pk=page.pk).update(locale=make_edition("fa").locale)
    Comment.objects.create(page=page, user=make_editor(), text="كتاب ایران", contentpath="title")
    (finding,) = examined().findings.all()
    assert (finding.before, finding.after) == ("كتاب", "کتاب")


READ = {*subjects(), *(relation.related_model for model in subjects() for relation in child_relations(model))}


@pytest.mark.parametrize("model", apps.get_models(include_auto_created=True), ids=lambda model: model._meta.label_lower)
def test_every_text_is_read_or_left_alone_for_a_reason(model):
    """A new model whose texts are nobody's words belongs in LEFT_ALONE; any other is read by itself."""
    label = model._meta.label_lower
    if not (model._meta.app_label in LEFT_ALONE or label in LEFT_ALONE):
        texts = {field.name for field in text_fields(model) if f"{label}.{field.name}" not in LEFT_ALONE}
        assert texts <= {field.name for field in words_of_its_own(model)}
        assert model in READ or not texts


@pytest.mark.parametrize("model", subjects(), ids=lambda model: model._meta.label_lower)
def test_whatever_is_read_can_be_named_and_edited(model):
    assert edit_url(model._meta.label_lower, 1).startswith("/newsroom/")


def test_what_is_left_alone_exists_and_has_its_reason():
    known = set()
    for model in apps.get_models():
        label = model._meta.label_lower
        known |= {model._meta.app_label, label} | {f"{label}.{field.name}" for field in model._meta.get_fields()}
    assert {*LEFT_ALONE, *COPIED} <= known
    assert all(LEFT_ALONE.values())


def test_passwords_are_never_read():
    names = {f"{model._meta.label_lower}.{field.name}" for model in READ for field in words_of_its_own(model)}
    assert not {name for name in names if "password" in name or "key" in name.partition(".")[2].split(".")[-1]}


def test_a_newer_draft_is_read_beside_what_is_live():
    story = make_story(title="سليم")
    with left_as_it_was():
        story.title = FAULTY
        story.save_revision()
    (finding,) = examined().findings.all()
    assert (finding.is_draft, finding.title) == (True, FAULTY)


def test_it_reads_a_persian_edition_as_persian():
    make_author("لیلا", make_edition("fa"), bio="كتاب ایران")
    (finding,) = examined().findings.all()
    assert (finding.kind, finding.before, finding.after) == ("letters", "كتاب", "کتاب")


def test_quoted_persian_and_marked_passages_are_no_faults():
    html = f'وقال: «{PERSIAN}». <span lang="fa">یک</span> <code>ی</code>'
    as_imported(make_story, title="سليم", body=paragraphs(html))
    assert examined().findings.count() == 0


def test_an_interrupted_examination_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr(examining, "BATCH", 1)
    for number in range(3):
        as_imported(make_story, title=f"{FAULTY} {number}")
    examination = examining.begin()
    with pytest.raises(KeyboardInterrupt):
        examining.go_on(examination, tell=_interrupt)
    examination = examining.latest()
    assert 0 < examination.examined < examination.total
    assert not examining.go_on(examination, until=time.monotonic() - 1)
    assert examining.go_on(examination)
    assert examination.findings.count() == 3
    assert examination.examined == examination.total


def _interrupt(examination: Examination) -> None:
    if examination.findings.exists():
        raise KeyboardInterrupt


# --- what it repairs ---


def test_a_live_page_is_repaired_by_a_revision_that_is_published(editor):
    story = as_imported(make_story, title=FAULTY, body=paragraphs(SCRAMBLED))
    last = story.last_published_at
    before = Change.objects.count()
    repair = repaired(by=editor)
    story = StoryPage.objects.get(pk=story.pk)
    assert (story.title, story.body[0].value.source) == (SOUND, "<p>العربية</p>")
    assert outcome_of(repair, story) == "mended"
    assert story.live
    assert not story.has_unpublished_changes
    assert story.latest_revision_id == story.live_revision_id
    assert story.latest_revision.user == editor
    assert story.last_published_at == last  # readers are not told of an update
    assert story.object_key in {change.subject for change in Change.objects.order_by("pk")[before:]}
    assert Finding.objects.count() == 0


def test_a_page_that_came_in_without_a_revision_gets_one_to_go_back_to():
    story = make_story()
    StoryPage.objects.filter(pk=story.pk).update(title=FAULTY, latest_revision=None, live_revision=None)
    repair = repaired()
    treatment = repair.treatments.get()
    assert treatment.outcome == "mended"
    revisions = dict(StoryPage.objects.get(pk=story.pk).revisions.values_list("pk", "object_str"))
    assert revisions[treatment.revision_before] == FAULTY
    assert revisions[treatment.revision_after] == SOUND


def numbers_of_rows(story: StoryPage) -> list[int]:
    return [row.pk for rows in (story.story_keywords, story.bylines) for row in rows.all()]


def test_a_repair_is_one_entry_of_the_log_and_leaves_rows_that_were_sound_alone():
    story = as_imported(make_story, title=FAULTY, keywords=[make_keyword()], authors=[make_author()])
    correction = Correction.objects.create(story=story, date=timezone.now().date(), text=SCRAMBLED)
    rows = numbers_of_rows(story)
    before = Change.objects.count()
    repair = repaired()
    (change,) = Change.objects.order_by("pk")[before:]
    assert (change.kind, change.subject) == (Change.Kind.EDITED, story.object_key)
    story = StoryPage.objects.get(pk=story.pk)
    assert numbers_of_rows(story) == rows
    assert story.corrections.get().text == "العربية"
    # What is live is what its revision says, with all rows.
    written = story.live_revision.as_object()
    assert written.corrections.get().text == "العربية"
    assert numbers_of_rows(written) == rows
    undone(repair)
    assert story.corrections.get().text == SCRAMBLED
    assert story.corrections.get().pk == correction.pk


def test_what_a_repair_publishes_is_what_a_save_would_have_cleaned_too():
    story = as_imported(make_story, title=f"{FAULTY}  ؛ عـــام")
    repaired("letters")
    story = StoryPage.objects.get(pk=story.pk)
    assert story.title == story.live_revision.as_object().title == story.latest_revision.as_object().title
    story.clean_text()
    assert story.title == StoryPage.objects.get(pk=story.pk).title


def test_the_date_of_an_update_is_kept_by_a_repair_and_its_undoing_and_set_by_the_next_publication():
    story = as_imported(make_story, title=FAULTY)
    last = timezone.now() - timezone.timedelta(days=400)
    StoryPage.objects.filter(pk=story.pk).update(last_published_at=last)
    repair = repaired()
    assert StoryPage.objects.get(pk=story.pk).last_published_at == last
    undone(repair)
    story = StoryPage.objects.get(pk=story.pk)
    assert story.last_published_at == last
    story.save_revision().publish()
    assert StoryPage.objects.get(pk=story.pk).last_published_at > last


def test_a_newer_draft_is_repaired_and_what_is_live_waits_for_its_editor():
    story = as_imported(make_story, title=FAULTY)
    with left_as_it_was():
        story.title = f"{FAULTY} جديد"
        story.save_revision()
    repair = repaired()
    story = StoryPage.objects.get(pk=story.pk)
    assert outcome_of(repair, story) == "draft"
    assert (story.title, story.draft_title) == (FAULTY, f"{SOUND} جديد")
    assert story.has_unpublished_changes


def test_a_draft_that_was_never_live_stays_one():
    draft = as_imported(make_draft, title=FAULTY)
    assert outcome_of(repaired(), draft) == "draft"
    draft = StoryPage.objects.get(pk=draft.pk)
    assert (draft.live, draft.draft_title) == (False, SOUND)


def test_locked_and_scheduled_pages_are_left_alone():
    locked = as_imported(make_story, title=f"{FAULTY} مقفل")
    StoryPage.objects.filter(pk=locked.pk).update(locked=True)
    scheduled = as_imported(make_draft, title=f"{FAULTY} مجدول")
    tomorrow = timezone.now() + timezone.timedelta(days=1)
    scheduled.revisions.update(approved_go_live_at=tomorrow)
    repair = repaired()
    assert outcome_of(repair, locked) == "locked"
    assert outcome_of(repair, scheduled) == "waiting"
    assert StoryPage.objects.get(pk=locked.pk).title == f"{FAULTY} مقفل"


def test_a_page_that_may_not_go_live_is_left_alone_with_the_reason():
    story = as_imported(make_story, title=FAULTY)
    StoryPage.objects.filter(pk=story.pk).update(body="[]", latest_revision=None)
    repair = repaired()
    assert outcome_of(repair, story) == "refused"
    assert repair.treatments.get().note
    assert StoryPage.objects.get(pk=story.pk).title == FAULTY


def test_records_are_repaired_and_their_pages_told():
    author = make_author("ليلى", bio=FAULTY)
    edition = make_edition()
    edition.tagline = FAULTY
    edition.save()
    before = Change.objects.count()
    repaired()
    author.refresh_from_db()
    edition.refresh_from_db()
    assert (author.bio, edition.tagline) == (SOUND, SOUND)
    assert {author.object_key, edition.object_key} <= {
        change.subject for change in Change.objects.order_by("pk")[before:]
    }


def test_labels_of_captions_are_repaired_with_their_film_and_brought_back():
    captions = make_captions("ar", "العربیة")
    film = captions.video
    before = Change.objects.count()
    repair = repaired()
    captions.refresh_from_db()
    assert captions.label == "العربية"
    assert outcome_of(repair, film) == "mended"
    assert film.object_key in {change.subject for change in Change.objects.order_by("pk")[before:]}
    later = VideoCaptions.objects.create(video=film, language="en", label="English", file="captions/none.vtt")
    undone(repair)
    captions.refresh_from_db()
    later.refresh_from_db()
    assert (captions.label, later.label) == ("العربیة", "English")


def test_a_label_edited_since_is_not_brought_back():
    captions = make_captions("ar", "العربیة")
    repair = repaired()
    VideoCaptions.objects.filter(pk=captions.pk).update(label="عربي")
    undone(repair)
    captions.refresh_from_db()
    assert (captions.label, outcome_of(repair, captions.video)) == ("عربي", "edited")


def test_a_keyword_that_would_meet_another_is_left_for_merging():
    make_keyword("العربية")
    double = as_imported(make_keyword, SCRAMBLED)
    assert outcome_of(repaired(), double) == "refused"


def test_only_the_kinds_asked_for_choose_the_records():
    letters = as_imported(make_story, title=FAULTY)
    digits = as_imported(make_story, title="عام ١٩٩٠ و2024")
    repair = repaired("digits")
    assert [treatment.record for treatment in repair.treatments.all()] == [digits.pk]
    assert StoryPage.objects.get(pk=letters.pk).title == FAULTY


def test_a_second_repair_finds_nothing_left():
    as_imported(make_story, title=FAULTY)
    repaired()
    assert repaired().treatments.count() == 0


def test_a_batch_killed_in_the_middle_loses_nothing_and_goes_on(monkeypatch):
    stories = [as_imported(make_story, title=f"{FAULTY} {number}") for number in range(4)]
    repair = batches.begin(examined(), examining.REPAIRABLE)
    publish, published = mending.publish_quietly, []

    def killed(*args: Any) -> None:
        publish(*args)
        published.append(args)
        if len(published) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(mending, "publish_quietly", killed)
    with pytest.raises(KeyboardInterrupt):
        batches.go_on(repair)
    assert repair.treatments.count() == 1
    assert StoryPage.objects.filter(title__startswith=SOUND).count() == 1
    assert batches.go_on(Repair.objects.get(pk=repair.pk))
    assert sorted(t.record for t in repair.treatments.all()) == sorted(story.pk for story in stories)
    assert StoryPage.objects.filter(title__startswith=SOUND).count() == 4
    assert {len(story.revisions.all()) for story in stories} == {2}


# --- and back ---


def undone(repair: Repair) -> Repair:
    assert batches.start_undoing(repair)
    repair.refresh_from_db()
    assert batches.go_on(repair)
    return repair


def test_undoing_brings_every_letter_back(editor):
    body = paragraphs(SCRAMBLED, FAULTY)
    story = as_imported(make_story, title=FAULTY, body=body)
    draft = as_imported(make_draft, title=FAULTY)
    author = make_author("ليلى", bio=FAULTY)
    keyword = as_imported(make_keyword, "النووی")
    repair = undone(repaired(by=editor))
    story, draft = (StoryPage.objects.get(pk=page.pk) for page in (story, draft))
    author.refresh_from_db()
    keyword.refresh_from_db()
    assert (story.title, story.draft_title, draft.draft_title) == (FAULTY, FAULTY, FAULTY)
    assert [block.value.source for block in story.body] == [f"<p>{SCRAMBLED}</p>", f"<p>{FAULTY}</p>"]
    assert (author.bio, keyword.name) == (FAULTY, "النووی")
    assert repair.state == "undone"
    assert set(repair.outcomes()) == {"undone"}
    assert Finding.objects.count() == 5  # they are found again


def test_what_was_edited_since_is_not_undone_and_said_so():
    story = as_imported(make_story, title=FAULTY)
    author = make_author("ليلى", bio=FAULTY)
    repair = repaired()
    story = StoryPage.objects.get(pk=story.pk)
    story.title = "عنوان آخر"
    story.save_revision().publish()
    author.refresh_from_db()
    author.bio = "سيرة أخرى"
    author.save()
    undone(repair)
    assert (outcome_of(repair, story), outcome_of(repair, author)) == ("edited", "edited")
    assert StoryPage.objects.get(pk=story.pk).title == "عنوان آخر"


def test_a_batch_is_undone_once():
    as_imported(make_story, title=FAULTY)
    repair = undone(repaired())
    assert not batches.start_undoing(repair)


# --- keywords ---


def test_keywords_a_search_takes_for_each_other_are_candidates():
    for name in ("المدرسة", "مدرسه كبيرة", "مدرسة", "البحر"):
        make_keyword(name)
    (group,) = keywords.lookalikes()
    assert {keyword.name for keyword in group.keywords} == {"المدرسة", "مدرسة"}


# --- at the command line ---


def test_the_command_prints_counts_samples_and_where_to_edit():
    story = as_imported(make_story, title=FAULTY)
    code, printed = doctor()
    assert code == 1
    assert "letters: 2 places in 1 records" in printed
    assert f"/newsroom/pages/{story.pk}/edit/" in printed
    assert "[النووی]" in printed


def test_a_preview_shows_the_difference_and_changes_nothing():
    story = as_imported(make_story, title=FAULTY)
    code, printed = doctor("--repair")
    assert code == 0
    assert "[-النووی والشرکة-]{+النووي والشركة+}" in printed
    assert StoryPage.objects.get(pk=story.pk).title == FAULTY
    assert Repair.objects.count() == 0


def test_the_command_repairs_lists_and_undoes():
    story = as_imported(make_story, title=FAULTY)
    assert doctor("--apply", "--kinds", "letters")[0] == 0
    assert StoryPage.objects.get(pk=story.pk).title == SOUND
    number = str(Repair.objects.get().pk)
    assert f"batch {number}" in doctor("--batches")[1]
    assert doctor("--undo", number)[0] == 0
    assert StoryPage.objects.get(pk=story.pk).title == FAULTY
    assert doctor("--undo", number)[0] == 2


def test_a_sound_archive_ends_well():
    make_story()
    code, printed = doctor()
    assert code == 0
    assert "all letters are well" in printed


def test_while_a_batch_is_worked_on_its_findings_are_kept():
    as_imported(make_story, title=FAULTY)
    repair = batches.begin(examined(), ["letters"])
    assert doctor()[0] == 2
    assert doctor("--resume")[0] == 0
    assert Treatment.objects.filter(repair=repair).count() == 1
    assert edition_codes()
