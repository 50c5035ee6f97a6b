"""Which stories a front may show: those that its rules find, and its pins that readers may open, by one query."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import chain
from typing import Any

from django.apps import apps

from warraq.changes.keys import list_key
from warraq.changes.recording import depends_on
from warraq.readership.queries import most_read_key
from warraq.stories.prepared import Given, Prepared, ask, bound

from .arranged import NEWEST, Rule

# A story leaves a part that is limited by age at a full ten minutes, so that its moment is known beforehand.
STEP = timedelta(minutes=10)


@dataclass(frozen=True)
class Candidate:
    """What must be known of a story before it is loaded; `listed_at` as the database gives it."""

    pk: int
    form: str
    has_picture: bool
    listed_at: Any


def age_limit(moment: datetime, hours: int) -> datetime:
    """The moment from which on a story is not too old."""
    seconds = moment.timestamp() // STEP.total_seconds() * STEP.total_seconds()
    return datetime.fromtimestamp(seconds, moment.tzinfo) - timedelta(hours=hours)


def find(
    edition: int, pinned: list[int], wanted: list[tuple[Rule, int]], moment: datetime
) -> tuple[set[int], list[list[Candidate]]]:
    """The pins that may be shown, and for each rule and number so many stories in its order."""
    pieces: list[tuple[int, str, list[Any]]] = []
    depends_on(*(f"story:{pk}" for pk in pinned))
    if pinned:
        sql, values = _pinned(len(pinned)).statement()
        pieces.append((-1, sql, bound(values, {f"n{number}": pk for number, pk in enumerate(pinned)})))
    for number, (rule, count) in enumerate(wanted):
        pieces += [(number, sql, values) for sql, values in _statements(edition, rule, count, moment)]
    found = _ask(pieces, len(wanted))
    lists = [_in_order(rule, stories, count) for (rule, count), stories in zip(wanted, found[1:], strict=True)]
    return {story.pk for story in found[0]}, lists


def _statements(edition: int, rule: Rule, count: int, moment: datetime) -> list[tuple[str, list[Any]]]:
    """The most read, if a rule asks for them; then the newest: of each form by itself, as the indexes have them."""
    owner = ("section", rule.section) if rule.section else ("edition", edition)
    given: dict[str, Any] = {owner[0]: owner[1]}
    depends_on(list_key(*owner, "stories"))
    if rule.hours:
        given["since"] = age_limit(moment, rule.hours)
    statements = []
    for form in rule.forms or ("",):
        values = given | ({"form": form} if form else {})
        sql, params = _newest(count, tuple(values)).statement()
        statements.append((sql, bound(params, values)))
    if rule.order == NEWEST:
        return statements
    depends_on(most_read_key(edition, rule.section or 0, rule.order))
    return [_most_read(edition, rule, given.get("since")), *statements]


def _ask(pieces: list[tuple[int, str, list[Any]]], count: int) -> list[list[Candidate]]:
    found: list[list[Candidate]] = [[] for _ in range(count + 1)]
    if not pieces:
        return found
    selects = [f"SELECT {part} AS part, q{at}.* FROM ({sql}) AS q{at}" for at, (part, sql, _v) in enumerate(pieces)]
    params = list(chain.from_iterable(values for *_rest, values in pieces))
    for part, pk, form, picture, listed_at in ask(" UNION ALL ".join(selects), params):
        found[part + 1].append(Candidate(pk, form, picture is not None, listed_at))
    return found


def _in_order(rule: Rule, stories: list[Candidate], count: int) -> list[Candidate]:
    """What the statements of one rule have found: those of several forms are put in one order."""
    if rule.order != NEWEST:
        return stories
    if len(rule.forms) > 1:
        stories = sorted(stories, key=lambda story: (story.listed_at, story.pk), reverse=True)
    return stories[:count]


def _columns(stories: Any) -> Any:
    return stories.values_list("page_ptr_id", "form", "lead_picture_id", "listed_at")


@lru_cache(maxsize=64)
def _newest(count: int, names: tuple[str, ...]) -> Prepared:
    where = {"listed_at__gte" if name == "since" else name: Given(name) for name in names}
    return Prepared(
        lambda: _columns(
            apps.get_model("stories", "StoryPage")
            .objects.filter(**where)
            .listed()
            .order_by("-listed_at", "-page_ptr_id")
        )[:count]
    )


@lru_cache(maxsize=64)
def _pinned(count: int) -> Prepared:
    numbers = [Given(f"n{number}") for number in range(count)]
    stories = lambda: apps.get_model("stories", "StoryPage").objects  # noqa: E731
    return Prepared(lambda: _columns(stories().filter(page_ptr__id__in=numbers).listed().order_by()))


def _most_read(edition: int, rule: Rule, since: datetime | None) -> tuple[str, list[Any]]:
    """In the order of the list; counts come from elsewhere, so that the list has no foreign key to join by."""
    sql = (
        "SELECT s.page_ptr_id, s.form, s.lead_picture_id, s.listed_at FROM"
        ' "readership_mostread" m JOIN "stories_storypage" s ON s.page_ptr_id = m.story AND s.listed_at IS NOT NULL'
        ' WHERE m.edition = %s AND m.section = %s AND m."window" = %s'
    )
    params: list[Any] = [edition, rule.section or 0, rule.order]
    if rule.forms:
        sql += f" AND s.form IN ({', '.join(['%s'] * len(rule.forms))})"
        params += rule.forms
    if since:
        sql += " AND s.listed_at >= %s"
        params += bound([Given("since")], {"since": since})
    return f"{sql} ORDER BY m.place", params
