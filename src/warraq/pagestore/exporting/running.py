"""Writes the whole site as plain files: pages brought up to date, their links turned, what they show copied."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils import timezone

from warraq.changes import log

from .. import building
from ..consumer import notice_new_looks
from ..index import GONE, MOVED, OK
from ..preparing import collect_static_files
from ..store import Store
from .checking import broken_links
from .files import Files
from .linking import Contents, Found, Linker, add
from .mirror import IN_THE_WAY, NO_JEKYLL, NOT_FOUND, REDIRECTS, Entry, Mirror, Result
from .notfound import not_found_page
from .pages import Written, write_pages
from .places import file_of, moved_file_of, split
from .redirects import Moved, all_moved, moved_page, redirects_file
from .rewriting import Use, rewrite_page

# Content may change while the mirror is written; after so many rounds the next export does the rest.
ROUNDS = 3
Told = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Options:
    """How a mirror is to be made. `base_url` stands in for the site's own in what machines read."""

    base_url: str = ""
    jobs: int = 1
    is_linked: bool = False
    names_index: bool = False


@dataclass
class Report:
    """What an export has done. `problems` keep the mirror from being complete, `broken` are links of it to nowhere."""

    pages: int = 0
    redirects: int = 0
    gone: list[str] = field(default_factory=list)
    files: dict[str, Entry] = field(default_factory=dict)
    written: int = 0
    removed: int = 0
    problems: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    dead: set[str] = field(default_factory=set)

    @property
    def bytes(self) -> int:
        return sum(entry.bytes for entry in self.files.values())

    def take(self, name: str, result: Result) -> None:
        self.files[name] = result.entry
        self.written += result.is_new


def export(store: Store, directory: Path, options: Options, told: Told = lambda what, done, total: None) -> Report:
    """Make or update the mirror in a directory; Refused where that holds anything else."""
    mirror = Mirror(directory)
    mirror.open()
    written = 0
    try:
        collect_static_files()
        for left in reversed(range(ROUNDS)):
            before = log.now()
            run = _Run(store, mirror, options, told)
            run.write()
            written += run.report.written
            if not log.keys_since(before):
                break
            if not left:
                run.report.problems.append("the site was edited all the while: export once more")
        run.report.written = written
        return run.finish()
    finally:
        mirror.close()


class _Run:
    """The site written once, as it is now."""

    def __init__(self, store: Store, mirror: Mirror, options: Options, told: Told) -> None:
        self.store, self.mirror, self.options, self.told = store, mirror, options, told
        self.new_base = (options.base_url or settings.WARRAQ_BASE_URL).rstrip("/")
        self.prefix = urlsplit(options.base_url).path.rstrip("/")
        self.contents, self.report, self.found = Contents(), Report(), Found()
        self.linker = Linker(store, self.contents, self.new_base, options.names_index, found=self.found)

    def write(self) -> None:
        building.catch_up(self.store)
        notice_new_looks(self.store)
        building.build(self.store, self.options.jobs, lambda done, total: self.told("pages rendered", done, total))
        self._read_index()
        self._write_pages()
        self._write_moved()
        self._write_own()
        self._copy_files()

    def finish(self) -> Report:
        """Take away what is gone, look where links lead, write the manifest."""
        report = self.report
        report.removed = self.mirror.remove_others(report.files)
        pages = [name for name in report.files if name.endswith((".html", ".css", ".js"))]
        report.broken = broken_links(self.mirror.root, pages, self.prefix, self.options.jobs, self.told)
        report.gone, report.dead = sorted(self.contents.gone), self.found.dead
        self.mirror.finish(
            {
                "site": settings.WARRAQ_BASE_URL,
                "base_url": self.new_base,
                "made_at": timezone.now().isoformat(timespec="seconds"),
                "log": self.store.index.meta("position") or "",
                "pages": report.pages,
                "redirects": report.redirects,
                "gone": report.gone,
            },
            report.files,
        )
        return report

    # --- pages -------------------------------------------------------------------------------------------------

    def _read_index(self) -> None:
        index, contents = self.store.index, self.contents
        for row in index.pages("status IN (?, ?, ?) AND stale_since IS NULL ORDER BY path", OK, MOVED, GONE):
            add(contents, row.path, row.status, dict(row.headers))
        for path, error in index.select("SELECT path, error FROM page WHERE stale_since IS NOT NULL ORDER BY path"):
            self.report.problems.append(f"{path} could not be rendered: {_last_line(error)}")
            self._leave_as_it_was(path)
        for one in all_moved():
            if one.path not in contents.pages:
                contents.moved.setdefault(one.path, one)

    def _leave_as_it_was(self, path: str) -> None:
        """A page that cannot be rendered now stays in the mirror as the last export has written it."""
        for name in (file_of(path, is_page=True), file_of(path, is_page=False)):
            if name in self.mirror.before and (self.mirror.root / name).is_file():
                self.contents.pages[path] = name
                self.report.files[name] = self.mirror.before[name]

    def _write_pages(self) -> None:
        waiting = sorted(path for path, file in self.contents.pages.items() if file not in self.report.files)
        taken = 0
        while waiting:
            more: set[str] = set()
            for written in write_pages(waiting, self.linker, self.mirror, self.options.jobs):
                taken += 1
                self.found.files |= written.found.files
                self.found.dead |= written.found.dead
                more |= written.found.paths
                self._take_page(written)
                self.told("pages written", taken, len(self.contents.pages))
            # What only links have led to: in a process of its own nobody else has heard of it.
            waiting = sorted(path for path in more if self._is_new_page(path))

    def _take_page(self, written: Written) -> None:
        if written.problem:
            self.report.problems.append(f"{written.path}: {written.problem}")
        elif written.result:
            self.report.pages += 1
            self.report.take(self.contents.pages[written.path], written.result)

    def _is_new_page(self, path: str) -> bool:
        self.linker.find(path)
        return path in self.contents.pages and self.contents.pages[path] not in self.report.files

    def _put(self, name: str, text: str) -> None:
        try:
            self.report.take(name, self.mirror.write(name, text.encode()))
        except IN_THE_WAY as error:
            self.report.problems.append(str(error))

    # --- redirects ---------------------------------------------------------------------------------------------

    def _write_moved(self) -> None:
        moved, done = sorted(self.contents.moved.values()), []
        for number, one in enumerate(moved, start=1):
            self.told("redirects written", number, len(moved))
            one = one._replace(target=self.linker.local(one.target, one.path) or one.target)
            if self._leads_somewhere(one.target):
                done.append(one)
                self._write_moved_page(one)
        self.report.redirects = len(done)
        self._put(REDIRECTS, redirects_file(done, self.prefix))

    def _write_moved_page(self, one: Moved) -> None:
        file, languages = moved_file_of(one.path), self.contents.languages
        if file is None or file in self.report.files:
            return
        link = self.linker.changer(one.path, file)(one.target, Use.FOLLOWED)
        language = languages.get(unquote(one.target)) or languages.get(one.path) or settings.LANGUAGE_CODE
        self._put(file, moved_page(language, link, self._canonical(one.target)))

    def _leads_somewhere(self, target: str) -> bool:
        """Not to a page that is not for everybody, or has gone since."""
        path, _rest = split(target)
        return not path.startswith("/") or self.linker.find(unquote(path)) is not None

    def _canonical(self, target: str) -> str:
        return self.new_base + target if target.startswith("/") else target

    # --- what the mirror has of its own ------------------------------------------------------------------------

    def _write_own(self) -> None:
        page = not_found_page()
        self._put(NOT_FOUND, rewrite_page(page, self.linker.rooted, self.linker.rename))
        self._put(NO_JEKYLL, "")

    def _copy_files(self) -> None:
        files = Files(self.linker, self.mirror, self.options.is_linked)
        for name, result in files.copy(self.told):
            self.report.take(name, result)
        self.report.problems += files.problems


def _last_line(text: str) -> str:
    return text.strip().splitlines()[-1] if text.strip() else "it waits"
