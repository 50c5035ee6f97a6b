"""What moderators decide is learned, taken back with their decision, and never twice."""

from collections import Counter

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from warraq.comments import moderation
from warraq.comments.models import Comment, State

from .. import chances
from ..chances import Seen, chance
from ..features import features_of
from ..learning import chance_of, learn_from
from ..models import LearnedWord, Lesson
from . import texts
from .scene import arrive, codes, comment

MANY = 150


def test_it_tells_refused_from_shown_after_some_hundred_decisions():
    """The evaluation: texts it has not seen, of the same kinds, half of the spam beginning like a reader."""
    words, total = Counter(), Seen(MANY, MANY)
    for seed in range(MANY):
        words.update({(word, False): 1 for word in features_of(texts.shown(seed), "ar")})
        words.update({(word, True): 1 for word in features_of(texts.refused(seed), "ar")})
    seen = {word: Seen(words[word, False], words[word, True]) for word, _ in words}
    new = range(10_000, 10_000 + MANY)
    refused = [chance(features_of(texts.refused(seed), "ar"), seen, total) for seed in new]
    shown = [chance(features_of(texts.shown(seed), "ar"), seen, total) for seed in new]
    assert sum(found.refused >= 0.95 for found in refused) >= 0.97 * MANY
    assert sum(found.refused >= 0.8 for found in shown) <= 0.01 * MANY
    assert sum(found.refused <= 0.05 for found in shown) >= 0.95 * MANY


def test_a_form_of_a_word_is_as_good_as_the_word():
    total = Seen(30, 30)
    seen = {word: Seen(0, 25) for word in features_of("قروض فورية", "ar")}
    assert chance(features_of("والقروض الفوريّة", "ar"), seen, total).refused > 0.8


def test_it_says_nothing_before_it_has_learned_enough():
    assert chance(["x"], {"x": Seen(0, 19)}, Seen(500, 19)) is None
    assert chance(["y"], {"x": Seen(0, 50)}, Seen(500, 50)) is None


@given(st.dictionaries(st.text(max_size=5), st.builds(Seen, st.integers(-3, 40), st.integers(-3, 40)), max_size=80))
def test_a_chance_is_a_chance(seen):
    found = chance(list(seen), seen, Seen(20, 20))
    assert found is None or 0 <= found.refused <= 1


@given(st.integers(0, 30), st.integers(0, 30))
def test_more_refusals_of_a_word_never_make_it_look_better(shown, refused):
    total = Seen(100, 100)
    less, more = chances._chance_of(Seen(shown, refused), total), chances._chance_of(Seen(shown, refused + 1), total)
    assert more >= less


# --- in the database ---


@pytest.fixture
def taught(story, editor, monkeypatch) -> list[Comment]:
    """Comments that moderators have decided about, five of either side."""
    monkeypatch.setattr(chances, "LEAST_LEARNED", 5)
    made = [comment(story, texts.shown(seed), fingerprint=f"s{seed}", ticket=f"s{seed}") for seed in range(5)]
    made += [comment(story, texts.refused(seed), fingerprint=f"r{seed}", ticket=f"r{seed}") for seed in range(5)]
    for one in made:
        one.state = State.WAITING
        one.save()
    moderation.approve([one.pk for one in made[:5]], editor)
    moderation.mark_spam([one.pk for one in made[5:]], editor)
    return made


def learned() -> dict[int, tuple[int, int]]:
    """The counts that say something."""
    rows = LearnedWord.objects.values_list("number", "shown", "refused")
    return {number: (shown, refused) for number, shown, refused in rows if shown or refused}


@pytest.mark.django_db
def test_decisions_teach_what_comes_next(story, taught):
    assert learned()[0] == (5, 5)
    assert "learned" in codes(arrive(story, texts.refused(3) + " الآن الآن"))
    assert chance_of(texts.shown(2), "ar").refused < 0.1


@pytest.mark.django_db
def test_learning_again_changes_nothing(taught):
    before = learned()
    learn_from([one.pk for one in taught])
    assert learned() == before


@pytest.mark.django_db
def test_a_decision_that_is_changed_is_unlearned(taught, editor):
    before = learned()
    moderation.approve([taught[5].pk], editor)
    assert learned()[0] == (6, 4)
    moderation.mark_spam([taught[5].pk], editor)
    assert learned() == before


@pytest.mark.django_db
def test_a_thousand_copies_are_one_lesson(story, taught, editor):
    before = learned()
    copies = [comment(story, taught[5].text, state=State.WAITING, fingerprint="r0") for _ in range(30)]
    numbers = [one.pk for one in Comment.objects.bulk_create(copies)]
    moderation.mark_spam(numbers, editor)
    assert learned() == before
    assert Lesson.objects.count() == 10


@pytest.mark.django_db
def test_what_was_learned_names_no_word(taught):
    assert all(isinstance(number, int) for number in LearnedWord.objects.values_list("number", flat=True))


@pytest.mark.django_db
def test_learning_anew_comes_to_the_same(taught, capsys):
    before = learned()
    LearnedWord.objects.all().delete()
    call_command("comments", "retrain")
    assert learned() == before
    assert "10 texts" in capsys.readouterr().out
