"""The choice itself: what it must hold whatever it is given."""

from hypothesis import given
from hypothesis import strategies as st

from warraq.related.choosing import Candidate, choose, in_order

COUNT = 6
SHARES = st.floats(0, 1, allow_nan=False)
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        pk=st.integers(1, 30),
        likeness=SHARES,
        keywords=SHARES,
        shares_dossier=st.booleans(),
        days=st.floats(0, 5000),
    ),
    max_size=40,
    unique_by=lambda candidate: candidate.pk,
)
PINNED = st.lists(st.integers(1, 30), max_size=8)
STORY = st.integers(1, 30)


def same_rest(one: int, other: int) -> bool:
    """Stories whose numbers leave the same rest tell the same."""
    return one % 7 == other % 7


def never(one: int, other: int) -> bool:
    return False


@given(STORY, PINNED, CANDIDATES)
def test_the_editors_choice_comes_first_then_the_nearest_none_twice_and_never_itself(story, pinned, candidates):
    chosen = choose(story, pinned, candidates, COUNT, same_rest)
    by_hand = [pk for pk in dict.fromkeys(pinned) if pk != story][:COUNT]
    assert chosen[: len(by_hand)] == by_hand
    assert len(chosen) == len(set(chosen)) <= COUNT
    assert story not in chosen
    assert set(chosen) <= {*pinned, *(candidate.pk for candidate in candidates)}


@given(STORY, PINNED, CANDIDATES)
def test_nothing_found_is_like_the_story_like_a_pin_or_like_another_found(story, pinned, candidates):
    chosen = choose(story, pinned, candidates, COUNT, same_rest)
    by_hand = [pk for pk in chosen if pk in pinned]
    found = [pk for pk in chosen if pk not in pinned]
    for number, pk in enumerate(found):
        assert not any(same_rest(pk, other) for other in (story, *by_hand, *found[:number]))


@given(STORY, CANDIDATES, st.randoms())
def test_the_order_in_which_candidates_are_named_changes_nothing(story, candidates, random):
    shuffled = list(candidates)
    random.shuffle(shuffled)
    assert choose(story, [], shuffled, COUNT, never) == choose(story, [], candidates, COUNT, never)


@given(STORY, CANDIDATES)
def test_places_are_left_empty_only_when_nothing_is_near(story, candidates):
    near = [candidate.pk for candidate in in_order(candidates) if candidate.pk != story]
    assert choose(story, [], candidates, COUNT, never) == near[:COUNT]


@given(CANDIDATES, STORY, st.integers(1, 30))
def test_a_story_that_is_left_out_moves_no_other_out(candidates, story, gone):
    """What is withdrawn changes the list by itself and by what moves up."""
    before = choose(story, [], candidates, COUNT, never)
    after = choose(story, [], [candidate for candidate in candidates if candidate.pk != gone], COUNT, never)
    assert [pk for pk in before if pk != gone] == after[: len([pk for pk in before if pk != gone])]


def test_the_text_weighs_more_than_all_that_is_shared_besides():
    near = Candidate(1, likeness=0.8, days=2000)
    shared = Candidate(2, likeness=0.1, keywords=1.0, shares_dossier=True)
    assert choose(9, [], [shared, near], COUNT, never) == [1, 2]


def test_of_equally_near_texts_the_one_with_the_same_keywords_comes_first_then_the_one_near_in_time():
    plain, tagged = Candidate(1, likeness=0.5), Candidate(2, likeness=0.5, keywords=0.5)
    assert choose(9, [], [plain, tagged], COUNT, never) == [2, 1]
    lately, long_ago = Candidate(3, likeness=0.5, days=2), Candidate(4, likeness=0.5, days=900)
    assert choose(9, [], [long_ago, lately], COUNT, never) == [3, 4]


def test_what_shares_nothing_is_not_listed_however_new_it_is():
    assert choose(9, [], [Candidate(1, days=0)], COUNT, never) == []
