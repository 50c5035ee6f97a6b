import contextlib
import csv
import gzip
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.importers.reading import Table, UnreadableFile

cells = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
records = st.lists(st.fixed_dictionaries({"id": cells, "title": cells, "body": cells}), min_size=1, max_size=6)


def rows_of(tmp_path, content: bytes, name: str = "table", **options):
    path = tmp_path / name
    path.write_bytes(content)
    with Table(path, **options) as table:
        return list(table)


@given(records)
def test_json_lines_come_back_as_written(tmp_path_factory, records):
    lines = "\n".join(json.dumps(record) for record in records)
    rows = rows_of(tmp_path_factory.mktemp("json"), lines.encode())
    assert [row.values for row in rows] == records
    assert [row.line for row in rows] == list(range(1, len(records) + 1))


@given(records, st.sampled_from(",;\t|"))
def test_a_csv_comes_back_as_written(tmp_path_factory, records, delimiter):
    out = io.StringIO()
    writer = csv.DictWriter(out, ["id", "title", "body"], delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(records)
    rows = rows_of(tmp_path_factory.mktemp("csv"), out.getvalue().encode())
    assert [row.values for row in rows] == records


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(tmp_path_factory, content):
    with contextlib.suppress(UnreadableFile):
        rows_of(tmp_path_factory.mktemp("bytes"), content)


def test_gzip_is_known_by_its_bytes_and_not_by_its_name(tmp_path):
    rows = rows_of(tmp_path, gzip.compress(b'{"id": 1}\n'), "table.csv")
    assert rows[0].values == {"id": 1}


def test_a_gzip_that_breaks_off_gives_what_stands_before_the_break(tmp_path):
    content = "".join(json.dumps({"id": n, "title": f"{n * 7919 % 104729}"}) + "\n" for n in range(20_000))
    rows = rows_of(tmp_path, gzip.compress(content.encode())[:-3000])
    assert len(rows) > 1000
    assert "breaks off" in rows[-1].problem
    assert not any(row.problem for row in rows[:-2])


def test_a_quotation_mark_never_closed_costs_its_own_line_only(tmp_path):
    rows = rows_of(tmp_path, 'id,title\n1,"أول\n2,ثان\n3,"سطر\nوسطر"\n4,رابع\n'.encode())
    assert [(row.line, bool(row.problem)) for row in rows] == [(2, True), (3, False), (4, False), (6, False)]
    assert rows[2].values["title"] == "سطر\nوسطر"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": 1,', "not valid JSON"),
        (b"[1, 2]", "not a JSON object"),
        ('{"title": "خبر"}'.encode("cp1256"), "encoding"),
        (b"[" * 100_000, "not valid JSON"),
    ],
)
def test_a_bad_line_is_handed_out_with_its_reason(tmp_path, line, reason):
    rows = rows_of(tmp_path, b'{"id": 1}\n' + line + b'\n\n{"id": 3}\n')
    assert [row.line for row in rows] == [1, 2, 4]
    assert reason in rows[1].problem


def test_a_table_in_another_encoding_is_read_when_it_is_named(tmp_path):
    rows = rows_of(tmp_path, "id,title\n1,خبر\n".encode("cp1256"), encoding="cp1256")
    assert rows[0].values["title"] == "خبر"


CUT_SHORT = gzip.compress(b"{}" * 999, mtime=0)[:15]


@pytest.mark.parametrize("content", [b"", b" \n", b"[{}]", "{}".encode("utf-16"), CUT_SHORT])
def test_a_file_that_cannot_be_read_says_so(tmp_path, content):
    with pytest.raises(UnreadableFile):
        rows_of(tmp_path, content)


def test_a_byte_order_mark_is_not_part_of_the_first_column(tmp_path):
    assert rows_of(tmp_path, b"\xef\xbb\xbfid,title\n1,a\n")[0].values == {"id": "1", "title": "a"}
