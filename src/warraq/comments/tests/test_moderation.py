"""What moderators do to comments, as the database and the change log tell it afterwards."""

import json
from datetime import timedelta

from django.utils import timezone

from warraq.audit.models import Entry
from warraq.changes.models import Change
from warraq.comments import moderation
from warraq.comments.models import Action, Ban, Comment, Decision, State
from warraq.stories.models import StoryPage
from warraq.testing import make_story


def write(story: StoryPage, state: State = State.WAITING, **fields) -> Comment:
    fields = {"name": "ليلى", "text": "ملاحظة", "posted_at": timezone.now()} | fields
    return Comment.objects.create(story=story, edition=story.edition, state=state, **fields)


def keys_since(last: int) -> list[tuple[str, list[str]]]:
    return list(Change.objects.filter(pk__gt=last).order_by("pk").values_list("subject", "keys"))


def test_approving_many_writes_one_line_each_and_one_change_a_story(section, editor):
    first, second = make_story(section), make_story(section, "خبر ثان")
    comments = [write(first), write(first), write(second)]
    last = Change.objects.latest("pk").pk
    done = moderation.approve([comment.pk for comment in comments], editor)
    assert {comment.pk for comment in done} == {comment.pk for comment in comments}
    assert set(Comment.objects.values_list("state", flat=True)) == {State.APPROVED}
    assert Decision.objects.filter(action=Action.APPROVED, by=editor).count() == 3
    expected = [(f"comments:{story.pk}", f"story:{story.pk}:comments") for story in (first, second)]
    assert keys_since(last) == [(subject, sorted([subject, key])) for subject, key in expected]


def test_one_row_of_the_trail_tells_of_all_decided_about_and_none_of_their_words(section, editor):
    comments = [write(make_story(section), text="كلمات قارئ") for _ in range(2)]
    moderation.reject([comment.pk for comment in comments], editor, "سبب")
    moderation.withdraw([comments[0].pk])
    entry = Entry.objects.get(action__startswith="comments.")
    assert (entry.action, entry.actor_name) == ("comments.rejected", editor.username)
    assert json.loads(entry.data) == {"comments": sorted(comment.pk for comment in comments)}


def test_refusing_what_nobody_sees_changes_no_page(section, editor):
    comment = write(make_story(section))
    last = Change.objects.latest("pk").pk
    moderation.reject([comment.pk], editor, "بلا صلة بالموضوع")
    comment.refresh_from_db()
    assert (comment.state, comment.reject_reason) == (State.REJECTED, "بلا صلة بالموضوع")
    assert keys_since(last) == []


def test_what_its_author_has_withdrawn_is_not_brought_back(section, editor):
    comment = write(make_story(section), State.APPROVED)
    assert moderation.withdraw([comment.pk])
    assert moderation.approve([comment.pk], editor) == []
    comment.refresh_from_db()
    assert comment.state == State.WITHDRAWN


def test_an_edit_keeps_the_words_before_it_and_is_marked(section, editor):
    comment = write(make_story(section), State.APPROVED, text="كلام فظ")
    edited = moderation.edit(comment.pk, editor, "كلام", "حذف عبارة")
    line = Decision.objects.get(action=Action.EDITED)
    assert (line.before, line.after, line.reason) == ("كلام فظ", "كلام", "حذف عبارة")
    assert edited is not None
    assert edited.edited_at is not None


def test_a_ban_refuses_the_author_and_takes_what_waits_of_theirs(section, editor):
    story = make_story(section)
    known = write(story, email_hash="a" * 64)
    other = write(story, email_hash="a" * 64)
    unconcerned = write(story, email_hash="b" * 64)
    moderation.ban([known.pk], editor, "إعلانات")
    assert Ban.holds(email_hash="a" * 64)
    assert not Ban.holds(email_hash="b" * 64)
    assert list(Comment.objects.filter(state=State.SPAM).order_by("pk")) == [known, other]
    unconcerned.refresh_from_db()
    assert unconcerned.state == State.WAITING


def test_a_comment_that_changed_since_it_was_seen_is_left_as_it_is(section, editor):
    story = make_story(section)
    same, corrected, decided = write(story), write(story), write(story)
    seen = {comment.pk: comment.version for comment in (same, corrected, decided)}
    Comment.objects.filter(pk=corrected.pk).update(text="كلام آخر", corrected_at=timezone.now())
    moderation.reject([decided.pk], editor)
    assert moderation.approve(list(seen), editor, seen=seen) == [same]
    assert moderation.edit(corrected.pk, editor, "تحرير", seen=seen) is None
    assert Comment.objects.get(pk=decided.pk).state == State.REJECTED


def test_a_decision_taken_back_leaves_the_comment_where_it_stood(section, editor):
    story = make_story(section)
    comments = [write(story), write(story, State.REJECTED, reject_reason="خارج الموضوع")]
    standings = {comment.pk: moderation.Standing.of(comment) for comment in comments}
    versions = {comment.pk: comment.version for comment in comments}
    done = moderation.approve([comment.pk for comment in comments], editor)
    last = Change.objects.latest("pk").pk
    back = moderation.put_back(standings, editor, {comment.pk: comment.version for comment in done})
    assert {comment.pk: comment.version for comment in back} == versions
    assert Comment.objects.get(state=State.REJECTED).reject_reason == "خارج الموضوع"
    assert [subject for subject, _keys in keys_since(last)] == [f"comments:{story.pk}"]
    assert Decision.objects.filter(action=Action.REOPENED, by=editor).count() == 2


def test_what_somebody_else_decided_since_is_not_taken_back(section, editor, reporter):
    comment = write(make_story(section))
    standing = {comment.pk: moderation.Standing.of(comment)}
    (done,) = moderation.approve([comment.pk], editor)
    seen = {done.pk: done.version}
    moderation.mark_spam([comment.pk], reporter)
    assert moderation.put_back(standing, editor, seen) == []
    assert Comment.objects.get().state == State.SPAM


def test_a_ban_is_of_the_kind_and_length_asked_for(section, editor):
    story = make_story(section)
    known = write(story, email_hash="a" * 64, address_hash="c" * 64)
    by_address, by_email = write(story, address_hash="c" * 64), write(story, email_hash="a" * 64)
    moderation.ban([known.pk], editor, of=[Ban.Of.ADDRESS], until=timezone.now() + timedelta(days=7))
    (ban,) = Ban.objects.all()
    assert (ban.of, round((ban.until - timezone.now()).total_seconds() / 86_400)) == (Ban.Of.ADDRESS, 7)
    assert list(Comment.objects.filter(state=State.SPAM).order_by("pk")) == [known, by_address]
    by_email.refresh_from_db()
    assert by_email.state == State.WAITING
