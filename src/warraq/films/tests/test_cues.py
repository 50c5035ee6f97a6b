"""Captions and chapters: read from what editors have, refused with the place, written as browsers want them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.films import cues
from warraq.films.cues import Cue, Fault, FaultyCues

SRT = (
    "1\r\n00:00:01,000 --> 00:00:02,500\r\nيبدأ النقش\r\nبدائرة واحدة\r\n\r\n"
    "2\r\n00:01:03,000 --> 00:01:05,000\r\nانتهى\r\n"
)
VTT = (
    "WEBVTT - title\n\nNOTE who wrote it\n\nSTYLE\n::cue { color: red }\n\n"
    "00:01.000 --> 00:02.500 line:10%\n<v ليلى>يبدأ <i>النقش</i>\n"
)


def test_subrip_is_read():
    first, second = cues.parse(SRT)
    assert first == Cue(1, 2.5, "يبدأ النقش\nبدائرة واحدة")
    assert second.start == 63


def test_webvtt_is_read_with_the_place_of_its_cues():
    (cue,) = cues.parse(VTT)
    assert cue == Cue(1, 2.5, "<v ليلى>يبدأ <i>النقش</i>", "line:10%")
    assert cues.spoken(cue) == "يبدأ النقش"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_files_of_older_programs_are_read_in_their_encoding(encoding):
    assert cues.parse(cues.decode(SRT.encode(encoding)))[1].text == "انتهى"


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x00\x01\x02", bytes(range(256))])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(FaultyCues):
        cues.parse(cues.decode(data))


def test_a_line_whose_times_cannot_be_read_is_named():
    with pytest.raises(FaultyCues) as refused:
        cues.parse("WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n00:03 -> 00:04\nb\n\nsoon --> later\nc\n")
    assert refused.value.faults == [Fault("unreadable", 9)]


@pytest.mark.parametrize("text", ["", "WEBVTT", "nothing at all", "WEBVTT\n\nNOTE only a note"])
def test_a_text_without_cues_is_refused(text):
    with pytest.raises(FaultyCues):
        cues.parse(text)


def test_what_a_reader_would_not_see_is_named_by_its_cue():
    found = [Cue(0, 1, "a"), Cue(2, 2, "b"), Cue(3, 4, "<i></i>"), Cue(12, 13, "d")]
    assert cues.faults(found, seconds=10) == [Fault("backwards", 2), Fault("empty", 3), Fault("beyond", 4)]


def test_cues_come_in_the_order_of_time():
    text = "WEBVTT\n\n00:05.000 --> 00:06.000\nlater\n\n00:01.000 --> 00:02.000\nearlier\n"
    assert [cue.text for cue in cues.parse(text)] == ["earlier", "later"]


def test_a_chapter_lasts_until_the_next_and_the_last_until_the_end():
    found = cues.as_chapters([Cue(0, 1, "a"), Cue(5, 6, "b")], 20)
    assert [(cue.start, cue.end) for cue in found] == [(0, 5), (5, 20)]


def test_a_transcript_has_a_paragraph_where_nobody_spoke_for_a_while():
    found = [Cue(0, 1, "one\ntwo"), Cue(1.2, 2, "three"), Cue(9, 10, "four")]
    assert cues.as_prose(found) == "one two three\n\nfour"


WORDS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=40).filter(
    lambda text: text.strip() and "-->" not in text
)


@given(
    st.lists(
        st.tuples(st.integers(0, 10**7), st.integers(1, 10**5), st.lists(WORDS, min_size=1, max_size=2)), min_size=1
    )
)
def test_what_is_written_is_read_again_as_it_was(rows):
    found = [
        Cue(start / 1000, (start + length) / 1000, "\n".join(line.strip() for line in lines))
        for start, length, lines in rows
    ]
    found.sort(key=lambda cue: (cue.start, cue.end))
    assert cues.parse(cues.write(found)) == found


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_anything_is_cues_or_is_refused(data):
    try:
        faults = [] if cues.parse(cues.decode(b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + data)) else None
    except FaultyCues as error:
        faults = error.faults
    assert {fault.kind for fault in faults} <= set(Fault.KINDS)
