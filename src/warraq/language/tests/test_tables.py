import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.analysis import analyser_for
from warraq.language.analysis.letters import plain, written
from warraq.language.tables import COMPILED, Lexicon, MissingTable, lexicon, rows
from warraq.language.tables.compiling import arabic, persian
from warraq.language.tables.lexicon import Entry, steps, write
from warraq.language.tables.sources import corrections, kept_whole, plurals

entries = st.dictionaries(
    st.text("ابتثجحخ", min_size=1, max_size=6),
    st.builds(Entry, st.integers(0, 90), st.booleans(), st.text("ابتثجحخ", min_size=1, max_size=6)),
    max_size=60,
)


@given(entries)
def test_a_lexicon_gives_back_what_was_written(tmp_path_factory, given_entries):
    path = tmp_path_factory.mktemp("lexicon") / "some.lexicon"
    write(path, given_entries)
    found = Lexicon(path)
    assert dict(found) == given_entries
    assert all(found.get(word) == entry for word, entry in given_entries.items())
    assert found.get("دذر") is None


@pytest.mark.parametrize("content", [None, b"", b"not a lexicon at all, but long enough to be one"])
def test_a_missing_or_broken_lexicon_says_what_to_do(tmp_path, content):
    path = tmp_path / "ar.lexicon"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(MissingTable, match="make build"):
        Lexicon(path)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "compiled"), [("ar", arabic), ("fa", persian)])
def test_the_compiled_lexicon_is_what_its_sources_say(language, compiled):
    assert dict(lexicon(language)) == compiled()


@pytest.mark.parametrize(("word", "frequency"), [("وزير", 1e-4), ("كتاب", 3e-4), ("زلزال", 1e-5)])
def test_frequencies_are_of_the_right_size(word, frequency):
    assert abs(lexicon("ar").get(word).frequency - steps(frequency)) <= 6


def test_every_plural_of_the_list_leads_to_its_singular():
    analyser, listed = analyser_for("ar"), rows("plurals.tsv")
    assert len(listed) > 600
    for singular, forms in listed:
        for form in forms.split():
            ends = [token.term for word in (form, singular) for token in analyser.analyse(word)]
            assert ends == [ends[0]] * 2, (form, singular)


def test_what_is_kept_whole_keeps_its_form_or_leads_to_its_name():
    names = analyser_for("ar").names.words
    kept = lexicon("ar")
    for word in kept_whole() - plurals().keys() - corrections().keys() - names.keys():
        assert kept.get(word).term == word, word


@pytest.mark.parametrize("name", ["plurals.tsv", "terms.tsv"])
def test_a_form_is_listed_once(name):
    forms = [plain(written(form)) for _, listed in rows(name) for form in listed.split()]
    assert sorted({form for form in forms if forms.count(form) > 1}) == []


def test_the_licences_of_the_sources_go_with_the_lexicons():
    assert {path.name for path in COMPILED.iterdir()} >= {
        "NOTICE.txt",
        "LICENSE-simplemma.txt",
        "LICENSE-wordfreq.txt",
        "ar.lexicon",
        "fa.lexicon",
    }
