"""Which encoding a reader gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.pagestore.negotiation import choose

OFFERED = ("br", "gzip")


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("", ""),
        ("identity", ""),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("gzip;q=0.5, identity;q=0.9", ""),
        ("GZIP", "gzip"),
        ("gzip;q=nonsense, br;q=2", ""),
        ("x-gzip", "gzip"),
    ],
)
def test_the_best_encoding_that_a_reader_takes_is_chosen(accepted, chosen):
    assert choose(accepted, OFFERED) == chosen


@given(st.text(alphabet="gzipbr*;q=0.19, identy\x00ش", max_size=60))
def test_whatever_a_reader_writes_is_answered(accepted):
    assert choose(accepted, OFFERED) in ("", *OFFERED)


def test_a_reader_never_gets_what_was_not_offered():
    assert choose("br", ("gzip",)) == ""
