"""Learning from moderators, and taking back what was learned when they change their minds.

A comment teaches what it is now: shown by a moderator, or refused (rejected, spam). Learning it again changes nothing.
Texts with the same fingerprint are one lesson, however many came, and the last decision about one of them counts.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from struct import pack, unpack

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from warraq.comments.models import Comment, State

from .chances import Chance, Seen, chance
from .features import features_of
from .models import LearnedWord, Lesson

TEXTS = 0  # the number under which texts are counted
BATCH = 500  # rows
AT_ONCE = 25  # comments a transaction
MOST_RELEARNED = 50_000  # comments, when all is learned anew
_TEACHES = {State.APPROVED: False, State.REJECTED: True, State.SPAM: True}

_ADD = """
INSERT INTO {table} (number, shown, refused, day) VALUES {rows}
ON CONFLICT (number) DO UPDATE
SET shown = {table}.shown + excluded.shown, refused = {table}.refused + excluded.refused, day = excluded.day
"""


def chance_of(text: str, language: str) -> Chance | None:
    """What moderators would do with a text; None while they have taught too little."""
    words = {_number(word): word for word in features_of(text, language)}
    rows = LearnedWord.objects.filter(pk__in=[TEXTS, *words]).values_list("number", "shown", "refused")
    seen = {number: Seen(shown, refused) for number, shown, refused in rows}
    total = seen.pop(TEXTS, Seen())
    return chance(words.values(), {words[number]: counts for number, counts in seen.items()}, total)


def learn_from(numbers: Iterable[int]) -> None:
    """Make of each of these comments the lesson that it is now; none of one that teaches nothing any more."""
    numbers = list(dict.fromkeys(numbers))
    for start in range(0, len(numbers), AT_ONCE):
        rows = Comment.objects.filter(pk__in=numbers[start : start + AT_ONCE]).exclude(fingerprint="")
        # Of several with one text, the one that was decided last.
        comments = {comment.fingerprint: comment for comment in sorted(rows.select_related("edition"), key=_decided)}
        _learn(list(comments.values()))


def forget_all() -> None:
    """Begin anew, in short transactions."""
    for model in (Lesson, LearnedWord):
        while some := list(model.objects.values_list("pk", flat=True)[:BATCH]):
            model.objects.filter(pk__in=some).delete()


def retrain() -> tuple[int, int]:
    """Forget all and learn anew from the newest decisions; how many texts were shown, and refused."""
    forget_all()
    decided = Comment.objects.filter(state__in=_TEACHES, decided_by__isnull=False).order_by("-decided_at")
    learn_from(reversed(decided.values_list("pk", flat=True)[:MOST_RELEARNED]))
    total = LearnedWord.objects.filter(pk=TEXTS).first()
    return (total.shown, total.refused) if total else (0, 0)


def _decided(comment: Comment) -> tuple:
    return comment.decided_at is not None, comment.decided_at or comment.posted_at, comment.pk


def _learn(comments: Sequence[Comment]) -> None:
    # Taking texts apart takes longer than writing: it is done before the transaction.
    taught = {comment.fingerprint: _lesson(comment) for comment in comments if comment.state in _TEACHES}
    with transaction.atomic():
        held = Lesson.objects.select_for_update().filter(pk__in=[comment.fingerprint for comment in comments])
        known = {lesson.pk: lesson for lesson in held.order_by("pk")}
        gone = [old for key, old in known.items() if _differs(old, taught.get(key))]
        new = [lesson for key, lesson in taught.items() if key not in known or known[key] in gone]
        Lesson.objects.filter(pk__in=[lesson.pk for lesson in gone]).delete()
        Lesson.objects.bulk_create(new)
        _count([(lesson, 1) for lesson in new] + [(lesson, -1) for lesson in gone])


def _differs(old: Lesson, new: Lesson | None) -> bool:
    return new is None or new.is_refused != old.is_refused


def _lesson(comment: Comment) -> Lesson:
    numbers = sorted({_number(word) for word in features_of(comment.text, comment.edition.code)})
    words = pack(f"<{len(numbers)}q", *numbers)
    return Lesson(fingerprint=comment.fingerprint, is_refused=_TEACHES[State(comment.state)], words=words)


def _count(lessons: list[tuple[Lesson, int]]) -> None:
    shown, refused = Counter(), Counter()
    for lesson, step in lessons:
        words = bytes(lesson.words)
        counted = refused if lesson.is_refused else shown
        for number in (TEXTS, *unpack(f"<{len(words) // 8}q", words)):
            counted[number] += step
    today = timezone.now().date()
    rows = [(number, shown[number], refused[number], today) for number in sorted({*shown, *refused})]
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        sql = _ADD.format(table=LearnedWord._meta.db_table, rows=", ".join(["(%s, %s, %s, %s)"] * len(some)))
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for row in some for value in row])


def _number(word: str) -> int:
    """A hash of the word that only this site can make; 0 is kept for the texts."""
    key = settings.SECRET_KEY.encode()[:64]
    digest = blake2b(word.encode("utf-8", "replace"), key=key, digest_size=8, person=b"warraq learn").digest()
    return int.from_bytes(digest, "little", signed=True) or 1
