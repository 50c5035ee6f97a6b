import gzip
import json

import pytest

from warraq.language.evaluation import __main__ as command
from warraq.language.evaluation.measuring import measure
from warraq.language.evaluation.others import contenders, light10
from warraq.language.evaluation.questions import CORE, STRETCH, questions


@pytest.fixture(scope="module")
def measured():
    return measure(contenders()["ours"], questions())


def test_the_set_is_large_and_has_every_category():
    asked = list(questions())
    assert len(asked) > 2000
    assert {question.category for question in asked} == {*CORE, *STRETCH}
    assert sum(not question.is_wanted for question in asked) > 500


def test_what_is_asked_for_is_found(measured):
    assert measured["core"].recall >= 0.98
    assert measured["stretch"].recall >= 0.88
    assert min(measured[category].recall for category in CORE) >= 0.90


def test_little_else_is_found(measured):
    assert measured["core"].leak <= 0.025
    assert measured["stretch"].leak <= 0.05


def test_others_find_less():
    tallies = {name: measure(answers, questions())["core"].recall for name, answers in contenders().items()}
    assert tallies["raw"] < tallies["light10"] < tallies["ours, strict"] <= tallies["ours"]


@pytest.mark.parametrize(
    ("word", "stem"), [("والمكتبة", "مكتب"), ("للطلاب", "طلاب"), ("سيارات", "سيار"), ("أَحمد", "احمد"), ("ال", "ال")]
)
def test_the_light_stemmer_of_others_does_what_was_published(word, stem):
    assert light10(word) == stem


def test_the_command_prints_tables_and_takes_a_corpus(tmp_path, capsys, monkeypatch):
    corpus = tmp_path / "news.jsonl.gz"
    with gzip.open(corpus, "wt", encoding="utf-8") as lines:
        for title, body in (("وزير المال", "قال الوزير إن المال قليل"), ("زلزال كبير", "زلازل كبيرة في الجبال")):
            lines.write(json.dumps({"title": title, "body": body}) + "\n")
    monkeypatch.setattr("sys.argv", ["evaluate", "--corpus", str(corpus), "--titles", "2", "--conflations", "1"])
    assert command.main() == 0
    printed = capsys.readouterr().out
    assert "core" in printed
    assert "MRR@10" in printed
    assert "tokens a second" in printed
