"""When everything was published: eighteen months up to this hour, the same for one seed and one day."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import chain, cycle
from random import Random
from zoneinfo import ZoneInfo

from .reading import DEFAULT_LANGUAGE, Content, Story

SPAN = timedelta(days=548)
# Hours since the newest stories; between them they make two lively days.
RECENT = (1.2, 4.5, 10, 18, 23, 30, 34, 39)
LEAD_HOURS = 30
OTHER_EDITIONS = (0.2, 2, 6, 14, 33, 61, 97, 140)
DAYTIME = range(7, 22)
# News is newer than the rest; afterwards sections take turns.
FIRST_TURNS = ("news", "analysis", "articles", "news", "culture", "science", "news", "economy")


def story_moments(content: Content, now: datetime, seed: int, zones: Mapping[str, ZoneInfo]) -> dict[str, datetime]:
    """The moment of publication of every story."""
    rng = Random(seed)
    default = [story for story in content.stories if story.lang == DEFAULT_LANGUAGE]
    ages = _default_edition(default, content, rng)
    moments = {key: _by_day(now - age, now, zones[DEFAULT_LANGUAGE], rng) for key, age in ages.items()}
    for lang in sorted({story.lang for story in content.stories} - {DEFAULT_LANGUAGE}):
        own = [story for story in content.stories if story.lang == lang]
        moments |= _other_edition(own, moments, now, zones[lang], rng)
    return moments


def opening_hour(now: datetime, days_ago: int, zone: ZoneInfo) -> datetime:
    """Half past ten in the morning, that many days ago."""
    day: date = (now - timedelta(days=days_ago)).astimezone(zone).date()
    return datetime.combine(day, time(10, 30), zone)


def _default_edition(stories: list[Story], content: Content, rng: Random) -> dict[str, timedelta]:
    """Ages by story: sections take turns, and no story is younger than its dossier or correction allows."""
    site = next(site for site in content.sites if site.lang == DEFAULT_LANGUAGE)
    ages = [age for age in _ages(len(stories)) if age != timedelta(hours=LEAD_HOURS)]
    found = {site.lead: timedelta(hours=LEAD_HOURS)}
    youngest = _youngest(content)
    queues = _queues([story for story in stories if story.key != site.lead], site.picks, rng)
    turns = chain(FIRST_TURNS, cycle(list(queues)))
    for age in ages:
        key = _next_story(queues, turns, age, youngest)
        found[key] = age
    return found


def _ages(count: int) -> Iterator[timedelta]:
    """The youngest first, then farther and farther apart."""
    yield from (timedelta(hours=hours) for hours in RECENT[:count])
    rest = count - len(RECENT)
    for number in range(1, rest + 1):
        yield timedelta(days=2) + (SPAN - timedelta(days=2)) * (number / rest) ** 1.5


def _queues(stories: list[Story], picks: tuple[str, ...], rng: Random) -> dict[str, list[str]]:
    """The stories of each section shuffled, the editor's picks near the front."""
    queues: dict[str, list[str]] = {}
    for story in stories:
        queues.setdefault(story.section, []).append(story.key)
    for keys in queues.values():
        rng.shuffle(keys)
        chosen = [key for key in keys if key in picks]
        others = [key for key in keys if key not in picks]
        keys[:] = [*others[:1], *chosen, *others[1:]]
    return queues


def _next_story(
    queues: dict[str, list[str]], turns: Iterator[str], age: timedelta, youngest: Mapping[str, timedelta]
) -> str:
    for _ in queues:
        keys = queues[next(turns)]
        key = next((key for key in keys if youngest.get(key, age) <= age), None)
        if key:
            keys.remove(key)
            return key
    raise ValueError("more stories must be old than there are old days")


def _youngest(content: Content) -> dict[str, timedelta]:
    """Stories that cannot be new: those of closed dossiers, and those corrected days later."""
    closed = {d.key: timedelta(days=d.reviewed_days_ago + 1) for d in content.dossiers if d.state == "closed"}
    limits = {
        story.key: max(closed[key] for key in story.dossiers if key in closed)
        for story in content.stories
        if closed.keys() & set(story.dossiers)
    }
    return limits | {c.story: timedelta(days=c.days_after + 1) for c in content.corrections}


def _other_edition(
    stories: list[Story], moments: Mapping[str, datetime], now: datetime, zone: ZoneInfo, rng: Random
) -> dict[str, datetime]:
    """A translation appears a day after its original, the others now and then."""
    free = iter(OTHER_EDITIONS)
    found = {}
    for story in stories:
        original = moments.get(story.counterpart)
        moment = original + timedelta(hours=20) if original else now - timedelta(days=next(free))
        found[story.key] = _by_day(min(moment, now - timedelta(hours=1)), now, zone, rng)
    return found


def _by_day(moment: datetime, now: datetime, zone: ZoneInfo, rng: Random) -> datetime:
    """At an hour when people work: recent moments keep theirs unless it is the dead of night."""
    local = moment.astimezone(zone).replace(second=0, microsecond=0)
    if now - moment > timedelta(days=2):
        return local.replace(hour=rng.choice(DAYTIME), minute=rng.randrange(60))
    if local.hour < 6 and now - moment > timedelta(hours=3):
        return (local - timedelta(days=1)).replace(hour=22, minute=rng.randrange(60))
    return local
