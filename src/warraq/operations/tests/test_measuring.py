"""What wrk prints is read as it is meant; the newsroom is measured and left as it was."""

import pytest
from wagtail.models import Page, Revision

from warraq import testing
from warraq.changes.models import Change
from warraq.operations.measuring.newsroom import measure_newsroom
from warraq.operations.measuring.wire import CannotMeasure, milliseconds, read_wrk

PRINTED = """Running 3s test @ http://127.0.0.1:8000/
  1 threads and 64 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.42ms  310.44us   6.03ms   79.61%
    Req/Sec    45.19k     1.23k   47.02k    70.00%
  Latency Distribution
     50%    1.38ms
     75%  900.00us
     90%    1.77ms
     99%    2.63s
  134872 requests in 3.00s, 1.07GB read
{more}Requests/sec:  44957.33
Transfer/sec:    365.79MB
"""


def test_rate_latency_and_cpu_are_read():
    found = read_wrk(PRINTED.format(more=""), cpu=2.69744)
    assert found.rate == 44957.33
    assert (found.p50, found.p99) == (1.38, 2630.0)
    assert found.cpu == pytest.approx(20.0)
    assert found.wrong == 0


def test_wrong_answers_and_broken_connections_are_counted():
    more = "  Socket errors: connect 1, read 2, write 3, timeout 4\n  Non-2xx or 3xx responses: 5\n"
    assert read_wrk(PRINTED.format(more=more), cpu=1.0).wrong == 15


def test_what_is_no_output_of_wrk_is_said():
    with pytest.raises(CannotMeasure):
        read_wrk("unable to connect", cpu=0.0)


@pytest.mark.parametrize(
    ("written", "value"), [("900.00us", 0.9), ("1.5ms", 1.5), ("2.63s", 2630.0), ("1.00m", 60_000.0)]
)
def test_times_are_milliseconds(written, value):
    assert milliseconds(written) == pytest.approx(value)


# --- the newsroom ---


def remembered() -> dict[str, object]:
    """What an editor's work would change."""
    pages = Page.objects.order_by("pk").values_list("pk", "path", "numchild", "title", "slug", "url_path", "live")
    return {
        "pages": list(pages),
        "changes": Change.objects.count(),
        "revisions": Revision.objects.count(),
    }


@pytest.mark.django_db
def test_the_newsroom_is_measured_and_left_as_it_was(section):
    keyword, author = testing.make_keyword("المياه"), testing.make_author()
    testing.make_section("مقالات", "articles")
    testing.make_story(section, "منسوب النهر", keywords=[keyword], authors=[author])
    before, said = remembered(), []
    measure_newsroom(1, said.append)
    assert remembered() == before
    assert len([line for line in said if "rename the section" in line]) == 1
    assert len([line for line in said if "explorer" in line]) >= 5
    assert len([line for line in said if "front board" in line]) == 3
    assert {"keywords", "pictures", "dossiers"} <= {line.split("  ")[0] for line in said}


@pytest.mark.django_db
def test_an_empty_site_is_nothing_to_measure():
    with pytest.raises(CannotMeasure, match="two sections and a story"):
        measure_newsroom(1, print)
