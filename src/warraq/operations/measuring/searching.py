"""Searching this site beside SQLite's FTS5 and PostgreSQL, on the same stories, one thread each, in the same run."""

import gc
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from warraq.language.matching import Match
from warraq.language.querying import parse
from warraq.search import finding, kinds, ranking
from warraq.search.building import Build
from warraq.search.compiling import Compiler
from warraq.search.completing import suggest
from warraq.search.finding import Request, find
from warraq.search.kinds import Content
from warraq.search.models import groups_of_editors
from warraq.search.neighbours import nearest
from warraq.search.places import Place, site_place, stamp_with
from warraq.search.reading import asking
from warraq.search.states import state_of
from warraq.search.upkeep import SearchUpkeep
from warraq.stories.models import StoryPage

from .search_peers import Fts5, Peer, Postgresql

SAMPLE = 400  # stories that questions are made from
READ_AT_ONCE = 200
ENGINE_TARGET, PAGE_TARGET, BYTES_TARGET, BUILD_TARGET, FOUND_TARGET = 30.0, 80.0, 1_500, 240.0, 2.0


@dataclass
class Times:
    """Milliseconds of one kind of question."""

    name: str
    taken: list[float] = field(default_factory=list)

    def at(self, share: float) -> float:
        ordered = sorted(self.taken)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")

    def __str__(self) -> str:
        return f"{self.at(0.5):8.1f} /{self.at(0.99):7.1f}" if self.taken else f"{'—':>17}"


def timed(name: str, questions: list, ask: Callable) -> Times:
    """Every question once; the first one more before, for what a process loads once in its life."""
    times = Times(name)
    ask(questions[0])
    for question in questions:
        began = time.perf_counter()
        ask(question)
        times.taken.append((time.perf_counter() - began) * 1000)
    return times


def measure_searching(count: int, postgresql: str, compares: bool, say: Callable[[str], None]) -> None:
    """Build, ask `count` questions of each kind, publish one story; then the same questions to the peers."""
    _measure_build(say)
    gc.collect()
    gc.freeze()  # what the build leaves behind is looked through in no process that answers readers
    questions = Questions.of_the_site(count)
    say(f"\nmilliseconds p50 / p99 of {count} questions a kind    engine (≤ 30)       page (≤ 80)")
    for name, asked in questions.kinds.items():
        engine = timed(name, asked, _ask_engine)
        page = timed(name, asked, find)
        say(f"{name:<40}{engine!s:>20}{page!s:>20}")
    typed = timed("", questions.beginnings, lambda text: suggest(questions.stories[0].language, text))
    say(f"{'suggestions while typing (≤ 10)':<40}{typed!s:>40}")
    say(f"{'nearest stories (≤ 10)':<40}{timed('', questions.stories, _ask_nearest)!s:>40}")
    _measure_news(site_place(), say)
    if compares:
        _compare(questions, postgresql, say)


def _measure_build(say: Callable[[str], None]) -> None:
    began, cpu = time.monotonic(), time.process_time()
    build = Build(site_place(), stamp_with(groups_of_editors()))
    while not build.step(10):
        pass
    seconds, cpu = time.monotonic() - began, time.process_time() - cpu
    state = state_of()
    size = state.bytes / max(1, state.records)
    say(f"{state.records:,} records built in {seconds:.0f} s, {cpu:.0f} s of processor (target ≤ {BUILD_TARGET:.0f} s)")
    say(f"{state.bytes / 1e6:.1f} MB, {size:,.0f} bytes a record (target ≤ {BYTES_TARGET:,})")


def _ask_engine(request: Request) -> None:
    """The question without the database: analysing, asking, ranking; loosened as far as it has to be."""
    with asking() as opened:
        analyser = opened.analyser(request.edition)
        compiler = Compiler(parse(request.text, analyser), analyser, opened.searcher)
        rank = ranking.by_date if request.order == "date" else ranking.by_relevance
        narrowing = finding.narrowing_of(request)
        for stage in (Match.STRICT, Match.ONE_EDIT, Match.SKELETON):
            if rank(opened, compiler.compile(stage, narrowing)).count:
                break


def _ask_nearest(content: Content) -> None:
    nearest(content.language, [content.title, *content.texts], exclude=[content.pk], count=12)


@dataclass
class Questions:
    """The same for everybody, made from stories of the site."""

    kinds: dict[str, list[Request]]
    beginnings: list[str]
    stories: list[Content]

    @classmethod
    def of_the_site(cls, count: int) -> "Questions":
        chance = random.Random("questions")
        contents = _some_stories()
        words = [_words_of(content) for content in contents]
        language = contents[0].language
        common = [word for word, _ in Counter(word for text in words for word in text).most_common(60)]
        seldom = Counter(word for text in words for word in set(text))
        middling = [word for word, number in seldom.items() if 2 <= number <= 8] or common

        def asked(make: Callable[[], str], **fields: object) -> list[Request]:
            return [Request(language, make(), **fields) for _ in range(count)]

        def two_of_a_story() -> str:
            return " ".join(chance.sample(chance.choice(words), 2))

        def phrase() -> str:
            text = chance.choice(words)
            at = chance.randrange(len(text) - 1)
            return f'"{text[at]} {text[at + 1]}"'

        def misspelt() -> str:
            word = chance.choice([word for word in chance.choice(words) if len(word) > 5] or ["القاهرة"])
            at = chance.randrange(2, len(word) - 1)
            return word[:at] + "ظ" + word[at + 1 :]

        section = StoryPage.objects.get(pk=contents[0].pk).section_id
        years = {"since": datetime(2019, 1, 1, tzinfo=UTC).date(), "until": datetime(2021, 12, 31, tzinfo=UTC).date()}
        return cls(
            {
                "a frequent word": asked(lambda: chance.choice(common)),
                "a word of middling frequency": asked(lambda: chance.choice(middling)),
                "two words of a story": asked(two_of_a_story),
                "two frequent words": asked(lambda: " ".join(chance.sample(common, 2))),
                "a phrase": asked(phrase),
                "a frequent word, by date": asked(lambda: chance.choice(common), order="date"),
                "a frequent word, section and dates": asked(lambda: chance.choice(common), section=section, **years),
                "a misspelt word": asked(misspelt),
            },
            [chance.choice(chance.choice(words))[: chance.randint(2, 5)] for _ in range(count)],
            contents[:count],
        )


def _words_of(content: Content) -> list[str]:
    return [word.strip('.,،؛:«»"') for text in content.texts for word in text.split() if len(word) > 3]


def _some_stories() -> list[Content]:
    """Stories from all of the site's years."""
    kind = kinds.kind("story")
    pks = list(StoryPage.objects.listed().order_by("pk").values_list("pk", flat=True))
    if kind is None or not pks:
        raise RuntimeError("there are no stories here: `warraq bench fill 100000` makes some")
    chosen = pks[:: max(1, len(pks) // SAMPLE)][:SAMPLE]
    return [content for content in kind.read(chosen) if len(_words_of(content)) > 3]


def _measure_news(place: Place, say: Callable[[str], None]) -> None:
    """From the end of the transaction that publishes to the moment when the story is found."""
    upkeep = SearchUpkeep(place)
    taken = []
    story = StoryPage.objects.listed().order_by("-pk").first()
    title = story.title
    try:
        while upkeep.follow():
            pass
        for number in range(10):
            word = "".join(chr(ord("a") + int(digit)) for digit in f"{number:04}") + "bench"
            story.title = f"{title} {word}"
            story.save()
            began = time.perf_counter()
            while not find(Request(story.edition.code, word)).count:
                upkeep.follow()
            taken.append(time.perf_counter() - began)
    finally:
        story.title = title
        story.save()
        while upkeep.follow():
            pass
        upkeep.end()
    middle, longest = sorted(taken)[len(taken) // 2], max(taken)
    say(f"\na changed story is found after {middle:.3f} s, at most {longest:.3f} s (target < {FOUND_TARGET:.0f} s)")


# --- peers -----------------------------------------------------------------------------------------------------------


def _compare(questions: Questions, postgresql: str, say: Callable[[str], None]) -> None:
    with TemporaryDirectory(prefix="warraq-bench-") as directory:
        peers: list[Peer] = [Fts5(Path(directory) / "fts.sqlite3")]
        if postgresql:
            peers += [Postgresql(postgresql, "simple"), Postgresql(postgresql, "arabic")]
        try:
            for peer in peers:
                began = time.monotonic()
                peer.build(_analysed())
                say(f"{peer.name}: built in {time.monotonic() - began:.0f} s, {peer.bytes() / 1e6:.0f} MB")
            say(f"\n{'p50 / p99':<40}" + "".join(f"{peer.name:>22}" for peer in peers))
            for name, asked in questions.kinds.items():
                columns = [timed(name, [peer.question(request) for request in asked], peer.ask) for peer in peers]
                say(f"{name:<40}" + "".join(f"{column!s:>22}" for column in columns))
        finally:
            for peer in peers:
                peer.take_away()


def _analysed() -> Iterator[tuple[Content, str, str]]:
    """Every story with the terms of its headline and of its text."""
    stamp, kind, after = stamp_with(groups_of_editors()), kinds.kind("story"), 0
    while kind and (pks := kind.numbers(after, READ_AT_ONCE)):
        after = pks[-1]
        for content in kind.read(pks):
            analyser = stamp.analyser(content.language)
            title, *texts = (
                " ".join(token.term for token in analyser.analyse(text)) for text in (content.title, *content.texts)
            )
            yield content, title, " ".join(texts)
