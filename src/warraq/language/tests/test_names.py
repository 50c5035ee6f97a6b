from collections import Counter

import pytest

from warraq.language.analysis import BUILT_IN_NAMES, Names, analyser_for, fold


def term(text, names=BUILT_IN_NAMES):
    return [token.term for token in analyser_for("ar", names).analyse(text)]


def test_there_are_names_enough():
    assert len(BUILT_IN_NAMES.groups) > 250


def test_no_spelling_stands_in_two_groups():
    spellings = Counter(spelling for group in BUILT_IN_NAMES.groups for spelling in set(map(fold, group)))
    assert [spelling for spelling, count in spellings.items() if count > 1] == []


@pytest.mark.parametrize("group", BUILT_IN_NAMES.groups, ids=lambda group: group[0])
def test_every_spelling_of_a_name_has_its_term(group):
    found = [term(spelling) for spelling in group]
    assert found == [found[0]] * len(group)
    assert len(found[0]) == 1


@pytest.mark.parametrize("text", ["بجوجل", "وغوغل", "لقوقل", "Google", "GOOGLE"])
def test_a_name_is_found_behind_proclitics_and_in_latin(text):
    assert term(text) == term("غوغل")


def test_editors_add_names_of_their_own():
    names = BUILT_IN_NAMES.with_groups([["زكرياء", "زكريا"], ["شركة كذا", "Acme Corp"]])
    assert term("زكريا", names) == term("زكرياء", names)
    assert term("acme corp", names) == term("شركة كذا", names)
    assert term("acme corp") != term("acme corp", names)


def test_a_group_that_knows_a_spelling_already_joins_its_name():
    names = BUILT_IN_NAMES.with_groups([["Google LLC", "Google"]])
    assert term("Google LLC", names) == term("غوغل")


@pytest.mark.parametrize("groups", [[], [[]], [[""]], [["…", "غوغل"]], [["كلمة"]]])
def test_a_group_without_words_changes_nothing_else(groups):
    assert term("غوغل وزير", Names(tuple(map(tuple, groups)))) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [("برغسون", "بيرجسون"), ("هتشكوك", "هيتشكوك"), ("تروتسكي", "Trotsky"), ("مونتغمري", "Montgomery")],
)
def test_spellings_of_an_unknown_name_have_one_skeleton(one, other):
    analyser = analyser_for("ar")
    keys = {analyser.skeleton(term(one)[0]), analyser.skeleton(term(other)[0])}
    assert len(keys) == 1
    assert "" not in keys


@pytest.mark.parametrize("word", ["كاتب", "كتاب", "بن", "2024", "على", "في"])
def test_a_word_of_the_language_has_no_skeleton(word):
    analyser = analyser_for("ar")
    assert analyser.skeleton(term(word)[0]) == ""
