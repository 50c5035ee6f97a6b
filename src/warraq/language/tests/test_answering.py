import json
import subprocess
import sys
from io import BytesIO

import pytest

from warraq.language import answering


def answer(*lines):
    out = BytesIO()
    code = answering.run(iter(lines), out)
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
