"""What counts as a read, and that counts add up: against a model that remembers everything."""

from collections import Counter as Sums
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.readership.counting import MOST_HOSTS, OTHER_HOSTS, Counter
from warraq.readership.rules import (
    BROWSER_A_MINUTE,
    NETWORK_A_MINUTE,
    Beat,
    NotABeat,
    Source,
    may_count,
    read_beat,
)
from warraq.readership.tally import Recent, Tally

PHONE = (
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
)
NOON = 1_780_000_000 // 86_400 * 86_400 + 12 * 3_600


class Clock:
    def __init__(self, now: float = NOON) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def beat(story=7, view=1, part="open", age=0, host=""):
    return Beat(story, f"{view:016x}", part, age, host)


def reader(number=1, browser=PHONE):
    return Source(f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}", browser)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def counter(clock):
    return Counter(clock=clock, daily_bits=16)


def total(counter):
    return sum(reads for reads, _ends in counter.take().values())


# --- beats -----------------------------------------------------------------------------------------------------------


def test_a_beat_is_read_from_a_form():
    body = b"s=42&v=00ff00ff00ff00ff&p=end&a=12&r=www.Example.org"
    assert read_beat(body) == Beat(42, "00ff00ff00ff00ff", "end", 12, "example.org")


@pytest.mark.parametrize("host", ["a b", "%3Cscript%3E", "x" * 101, "..", "http%3A%2F%2Fa"])
def test_a_host_that_is_none_is_left_out(host):
    assert read_beat(f"s=1&v=00ff00ff00ff00ff&p=open&r={host}".encode()).host == ""


@given(st.binary(max_size=1_200))
def test_any_bytes_are_a_beat_or_refused(body):
    try:
        found = read_beat(body)
    except NotABeat:
        return
    assert found.story > 0


@given(
    st.dictionaries(st.sampled_from("s v p a r x".split()), st.text(max_size=20), max_size=6),
)
def test_a_form_of_anything_is_a_beat_or_refused(said):
    from urllib.parse import urlencode

    try:
        read_beat(urlencode(said).encode())
    except NotABeat:
        return


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user-agent": "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/130.0.0.0 Safari/537.36"},
        {"user-agent": "curl/8.0"},
        {"user-agent": ""},
        {},
        {"user-agent": PHONE, "sec-purpose": "prefetch;prerender"},
        {"user-agent": PHONE, "purpose": "prefetch"},
        {"user-agent": PHONE, "cookie": "theme=dark; warraq_desk=1"},
        {"user-agent": PHONE, "dnt": "1"},
        {"user-agent": PHONE, "sec-gpc": "1"},
    ],
)
def test_robots_prefetches_editors_and_objectors_are_not_counted(headers):
    assert not may_count(headers, honours_do_not_track=True)


def test_a_site_may_count_readers_whose_browser_objects():
    assert may_count({"user-agent": PHONE, "dnt": "1"}, honours_do_not_track=False)
    assert may_count({"user-agent": PHONE}, honours_do_not_track=True)


# --- readers ---------------------------------------------------------------------------------------------------------


def test_a_view_counts_once_however_often_it_is_told(counter):
    assert [counter.add(beat(view=1), reader()) for _time in range(3)] == [True, False, False]
    assert total(counter) == 1


def test_one_browser_counts_five_times_a_day_for_a_story(counter, clock):
    for view in range(20):
        counter.add(beat(view=view), reader())
    assert total(counter) == 5
    clock.now += 86_400
    counter.add(beat(view=99), reader())
    assert total(counter) == 1


def test_readers_behind_one_address_with_other_browsers_or_languages_count_apart(counter):
    for number in range(40):
        counter.add(beat(view=number), reader(1, f"{PHONE} {number}"))
    assert total(counter) == 40


def test_a_burst_from_one_browser_does_not_count(counter, clock):
    for number in range(200):
        counter.add(beat(story=number + 1, view=number), reader())
    assert total(counter) == BROWSER_A_MINUTE
    clock.now += 60
    counter.add(beat(story=999, view=999), reader())
    assert total(counter) == 1


def test_a_burst_from_one_network_on_one_story_does_not_count(counter):
    for number in range(NETWORK_A_MINUTE + 100):
        counter.add(beat(view=number), Source(f"192.0.2.{number % 256}", f"{PHONE} {number}"))
    assert total(counter) == NETWORK_A_MINUTE


def test_the_network_of_an_address_is_what_its_household_shares():
    assert Source("192.0.2.77", "").network == "192.0.2.0"
    assert Source("::ffff:192.0.2.77", "").network == "192.0.2.0"
    assert Source("2001:db8:1:2:3::4", "").network == "2001:db8:1::"
    assert Source("nonsense", "").network == "nonsense"


def test_an_end_counts_once_for_a_view_that_was_counted(counter):
    assert not counter.add(beat(view=1, part="end"), reader())
    counter.add(beat(view=1), reader())
    assert counter.add(beat(view=1, part="end"), reader())
    assert not counter.add(beat(view=1, part="end"), reader())
    assert not counter.add(beat(story=8, view=1, part="end"), reader())
    assert list(counter.take().values()) == [[1, 1]]


def test_a_late_beat_counts_in_its_own_minute_and_one_too_late_nowhere(counter):
    counter.add(beat(view=1, age=3_600), reader())
    counter.add(beat(view=2, age=90_000), reader())
    assert list(counter.take()) == [(NOON - 3_600, 7, "")]


def test_made_up_hosts_are_counted_together(counter):
    for number in range(MOST_HOSTS + 50):
        counter.add(beat(view=number, host=f"h{number}.example"), reader(number * 300))
    hosts = {host for _minute, _story, host in counter.take()}
    assert len(hosts) == MOST_HOSTS + 1
    assert OTHER_HOSTS in hosts


def test_counts_that_could_not_be_written_are_taken_back(counter):
    counter.add(beat(view=1), reader())
    counts = counter.take()
    counter.add(beat(view=2), reader())
    counter.give_back(counts)
    assert total(counter) == 2


def test_no_address_and_no_browser_stays_in_memory(counter):
    """Only their hashes, by a secret that goes with the day."""
    counter.add(beat(), Source("203.0.113.77", PHONE + " Unmistakable"))
    held = repr(vars(counter)) + repr(vars(counter._opened))
    assert "203.0.113" not in held
    assert "Unmistakable" not in held


ACTIONS = st.lists(
    st.tuples(
        st.integers(1, 4),  # story
        st.integers(0, 30),  # view
        st.sampled_from(["open", "open", "end"]),
        st.integers(0, 7_200),  # age
        st.integers(1, 6),  # reader
        st.sampled_from([0, 0, 1, 20, 60, 4_000]),  # seconds passing before
    ),
    max_size=150,
)


@given(ACTIONS)
def test_counts_are_those_of_a_model_that_remembers_everything(actions):
    clock = Clock()
    counter, model = Counter(cap=2, clock=clock, daily_bits=16), Model(cap=2)
    for story, view, part, age, number, pause in actions:
        clock.now += pause
        one = beat(story, view, part, age)
        assert counter.add(one, reader(number * 1_000)) == model.add(one, number, clock.now)
    assert {key: tuple(count) for key, count in counter.take().items()} == model.sums()


class Model:
    """The rules in the plainest words: everything is remembered, nothing is hashed."""

    def __init__(self, cap):
        self.cap = cap
        self.day = None
        self.reads, self.ends = Sums(), Sums()

    def add(self, one, who, now):
        if now // 86_400 != self.day:
            self.day = now // 86_400
            self.opened, self.ended, self.by_reader = set(), set(), Sums()
            self.by_minute = defaultdict(Sums)
        view = (one.view, one.story)
        key = (int(now - one.age) // 60 * 60, one.story, "")
        if one.part == "end":
            if view not in self.opened or view in self.ended:
                return False
            self.ended.add(view)
            self.ends[key] += 1
            return True
        if view in self.opened:
            return False
        self.by_minute[now // 60][who] += 1
        if self.by_minute[now // 60][who] > BROWSER_A_MINUTE:
            return False
        self.by_reader[who, one.story] += 1
        if self.by_reader[who, one.story] > self.cap:
            return False
        self.opened.add(view)
        self.reads[key] += 1
        return True

    def sums(self):
        return {key: (self.reads[key], self.ends[key]) for key in self.reads | self.ends}


# --- memory ----------------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 2**128 - 1), max_size=300))
def test_a_tally_never_counts_too_few(keys):
    tally, sums = Tally(8), Sums()
    for key in keys:
        assert tally.add(key) >= sums[key]
        sums[key] += 1


def test_a_tally_takes_no_more_memory_however_much_it_counts():
    tally = Tally(10)
    before = tally.bytes
    for key in range(20_000):
        tally.add(key * 2**70 + key)
    assert tally.bytes == before == 4_096


def test_a_tally_stops_at_the_largest_number_its_cells_hold():
    tally = Tally(4)
    for _time in range(70_000):
        seen = tally.add(5)
    assert seen == 65_535


def test_what_is_recent_is_bounded_and_holds_the_newest():
    recent = Recent(10)
    for key in range(100):
        recent.add(key)
    assert all(key in recent for key in range(90, 100))
    assert sum(key in recent for key in range(100)) <= 20
