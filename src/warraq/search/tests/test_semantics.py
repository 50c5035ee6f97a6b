"""The index answers as `language.matching` says texts are to be matched."""

from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warraq.language.matching import Match, matches
from warraq.language.querying import parse
from warraq.search.compiling import Compiler, Narrowing
from warraq.search.kinds import Content, record_of
from warraq.search.places import stamp_with
from warraq.search.schema import NUMBER
from warraq.search.writer import Writer

WORDS = (
    "المدرسة مدارس مدرسة الكتاب كتاب والكتب ترامب ترمب ترمپ بوتين بوتن عبد الله عبدالله من في 2024 iPhone iphon "
    "غوتيريش جوتيريس القاهرة قاهره مسؤول مسئول وزير الوزراء جمهورية التشيك إلهام الهام راية رايه مكتبه نيو مكسيكو "
    "بيتلاهيا ما بعد مفاوضات تونس كولومبو فيثاغورس"
).split()
TEXTS = [
    " ".join(WORDS[(number * step + shift) % len(WORDS)] for number in range(length))
    for (step, shift), length in product([(1, 0), (3, 1), (5, 2), (7, 5), (11, 3), (2, 9)], [1, 3, 6])
]
STAGES = (Match.STRICT, Match.ONE_EDIT, Match.SKELETON)
EVERYTHING = Narrowing(facts=("edition:ar",))
AT = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    path = tmp_path_factory.mktemp("semantics")
    stamp = stamp_with(())
    writer = Writer(path, stamp, is_new=True)
    writer.put(Content("story", number, "ar", "", (text,), at=AT) for number, text in enumerate(TEXTS, start=1))
    writer.commit("-")
    yield writer
    writer.close()


def by_index(writer, text: str, stage: Match) -> set[int]:
    analyser = writer.stamp.analyser("ar")
    asked = parse(text, analyser)
    if asked.is_empty:
        return set()
    query = Compiler(asked, analyser, writer.searcher).compile(stage, EVERYTHING)
    hits = writer.searcher.search(query, len(TEXTS)).hits
    numbers = writer.searcher.fast_field_values(NUMBER, [address for _score, address in hits])
    return {record_of(number)[1] for number in numbers}


def by_rule(writer, text: str, stage: Match) -> set[int]:
    analyser = writer.stamp.analyser("ar")
    asked = parse(text, analyser)
    answers = {number: matches(asked, analyser.analyse(held), analyser) for number, held in enumerate(TEXTS, start=1)}
    return {number for number, answer in answers.items() if answer >= stage}


word = st.sampled_from([*WORDS, "ترمبب", "كتابب", "مدرسه", "بوطين", "قوتيريش", "ايفون"])
loose = st.sampled_from(
    "نيومكسيكو بيت لاهيا مابعد مفاوظات هام رأي مكتب مكتبة يونس كولومبيا فيثاغورث القهرة عبدالل جمهوريه".split()
)
phrase = st.lists(word, min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"')
part = st.one_of(
    word, word, loose, loose, phrase, word.map(lambda text: f"-{text}"), phrase.map(lambda text: f"-{text}")
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(part, min_size=1, max_size=4))
def test_every_stage_finds_what_the_rule_says(index, parts):
    text = " ".join(parts)
    for stage in STAGES:
        assert by_index(index, text, stage) == by_rule(index, text, stage), (text, stage)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80))
def test_no_question_whatever_fails(index, text):
    for stage in STAGES:
        by_index(index, text, stage)


@pytest.mark.parametrize(
    "text",
    ["*", "?" * 500, '"', '""', '"a', "a:b", "title:x", "[1 TO 5]", "(((", "AND OR NOT", "-", "--", "a" * 100_000]
    + ["\x00", "\ud800", "ﷲ" * 50, "\u202e" * 9, "٪" * 9, "'; DROP TABLE", "كتاب " * 2_000, '"كتاب كتاب"', "في من"],
)
def test_hostile_questions_are_questions(index, text):
    for stage in STAGES:
        by_index(index, text, stage)
