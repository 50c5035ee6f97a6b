"""Tables for the tests of this package."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

BODY = "يقيس المرصد منسوب الماء كل صباح.\nوتُنشر القراءات مساء كل يوم."


@pytest.fixture
def row() -> Callable[..., dict[str, Any]]:
    """A complete row; keywords change or add columns."""

    def make(number: int, **values: Any) -> dict[str, Any]:
        return {
            "id": f"row-{number}",
            "url": f"https://old.example/ar/{number}/خبر-{number}",
            "title": f"منسوب النهر يعود إلى معدله للمرة {number}",
            "section": "localNews",
            "published": f"2020-03-{number % 28 + 1:02}T10:00:00+02:00",
            "author": "ليلى النجّار",
            "summary": "قراءات سبعين عامًا",
            "body": BODY,
            "keywords": ["المياه", "الأنهار"],
        } | values

    return make


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """A file of JSON Lines; a string among the rows is written as it is."""

    def write(*rows: dict[str, Any] | str, name: str = "archive.jsonl") -> Path:
        lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path

    return write


@pytest.fixture
def imported(db: None, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Runs the command and returns its report."""

    def run(path: Path, *flags: str) -> dict[str, Any]:
        report = tmp_path / "report.json"
        call_command("import", "table", str(path), "--report", str(report), *flags, verbosity=0)
        return json.loads(report.read_text())

    return run
