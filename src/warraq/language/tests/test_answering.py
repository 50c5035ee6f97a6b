import json
import subprocess
import sys
from io import BytesIO

import pytest

from warraq.cli import main
from warraq.language import answering
from warraq.language.analysis import BUILT_IN_NAMES

NAMED = "# اسم الباحثة\nهاينريشسن | هنريكسون | Henriksson\n\nقناة  العاصي|نهر العاصي\n"


def answer(*lines, names=BUILT_IN_NAMES):
    out = BytesIO()
    code = answering.run(iter(lines), out, names)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def question(**values):
    return json.dumps(values, ensure_ascii=False).encode()


def test_each_line_gets_its_answer_in_order():
    assert answer(
        question(query="وزير", text="قال الوزراء"),
        question(query="وزير", text="قال السفراء"),
        question(query="کتاب", text="کتاب‌های تازه", language="fa"),
        question(query="parties", text="a party", language="en"),
    ) == (0, [{"match": True}, {"match": False}, {"match": True}, {"match": True}])


def test_a_fallback_is_a_match():
    assert answer(question(query="الحكوممة", text="الحكومة"))[1] == [{"match": True}]


@pytest.mark.parametrize(
    "line",
    [
        b"no json",
        b"[]",
        b"3",
        b'{"query": "a"}',
        b'{"query": 3, "text": "a"}',
        b'{"query": "a", "text": null}',
        b'{"query": "a", "text": "a", "language": 3}',
        b"\xff\xfe\xfd",
        b"[" * 100_000,
    ],
    ids=range(9),
)
def test_a_bad_line_gets_an_error_and_the_next_its_answer(line):
    code, answers = answer(line, question(query="وزير", text="وزراء"))
    assert code == 1
    assert answers[0]["error"]
    assert answers[0]["line"] == 1
    assert answers[1] == {"match": True}


def test_bytes_that_are_no_text_are_read_past():
    assert answer(b'{"query": "\xff", "text": "\xc3("}') == (0, [{"match": False}])
    assert answer(b'{"query": "\\ud800", "text": "\\ud800"}') == (0, [{"match": False}])


def test_blank_lines_are_overlooked():
    assert answer(b"\n", b" \r\n", question(query="وزير", text="وزراء")) == (0, [{"match": True}])


def test_the_command_needs_no_site_and_answers_at_once(tmp_path):
    command = [sys.executable, "-m", "warraq.cli", "search", "match"]
    environment = {"PATH": "", "WARRAQ_DATA": str(tmp_path), "PYTHONIOENCODING": "ascii"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as running:
        for text, found in (("الوزراء", True), ("السفراء", False)):
            running.stdin.write(question(query="وزير", text=text) + b"\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline()) == {"match": found}
        running.stdin.close()
        assert running.wait() == 0
    assert list(tmp_path.iterdir()) == []


def test_the_command_imports_no_framework():
    script = "import sys, warraq.cli; warraq.cli.main(['search', 'match']); sys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], input=question(query="a", text="a"), capture_output=True)
    assert (done.returncode, done.stdout) == (0, b'{"match": true}\n')


def test_names_of_a_file_stand_beside_the_built_in_ones(tmp_path):
    path = tmp_path / "names.txt"
    path.write_bytes(b"\xef\xbb\xbf" + NAMED.encode())
    asked = [
        question(query="Henriksson", text="قالت هاينريشسن إن الدراسة انتهت"),
        question(query="نهر العاصي", text="على ضفة قناة العاصي"),
        question(query="Germany", text="ألمانيا"),
        question(query="Henriksson", text="قالت سوسن إن الدراسة انتهت"),
    ]
    found = [line["match"] for line in answer(*asked, names=answering.names_of(path))[1]]
    assert found == [True, True, True, False]
    assert [line["match"] for line in answer(*asked)[1]][:2] == [False, False]


@pytest.mark.parametrize(
    ("written", "said"),
    [(b"\xff\xfe", "UTF-8"), ("غوتيريش | جوتيريس\nوحيد\n".encode(), "line 2"), ("| وحيد |".encode(), "line 1")],
    ids=["no text", "one spelling", "bars without names"],
)
def test_a_file_of_names_that_cannot_be_used_is_refused_with_the_reason(tmp_path, capsys, written, said):
    path = tmp_path / "names.txt"
    path.write_bytes(written)
    assert main(["search", "match", "--names", str(path)]) == 2
    assert said in capsys.readouterr().err


def test_a_file_of_names_that_is_not_there_is_said_so(tmp_path, capsys):
    assert main(["search", "match", "--names", str(tmp_path / "none")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_the_command_takes_names_and_says_so_in_its_help(tmp_path):
    path = tmp_path / "names.txt"
    path.write_text(NAMED, encoding="utf-8")
    command = [sys.executable, "-m", "warraq.cli", "search", "match"]
    asked = question(query="هنريكسون", text="هاينريشسن")
    done = subprocess.run([*command, "--names", str(path)], input=asked, capture_output=True)
    assert (done.returncode, done.stdout) == (0, b'{"match": true}\n')
    told = subprocess.run([*command, "--help"], capture_output=True, text=True, env={"PATH": "", "LC_ALL": "C"})
    assert (told.returncode, "--names FILE" in told.stdout) == (0, True)


def test_words_the_command_does_not_know_are_refused(capsys):
    assert main(["search", "match", "--nonsense"]) == 2
    assert "usage: warraq search match" in capsys.readouterr().err
