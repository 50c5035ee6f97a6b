"""A run of an import: read, understand, store, batch by batch; killed at any moment, the next one goes on."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import DataError, IntegrityError

from warraq.editions.models import Edition
from warraq.stories.models import SectionPage

from . import storing, updating
from .bulk import NewStory
from .mapping import Mapping
from .models import ImportedItem
from .moments import AmbiguousDate
from .places import Places
from .reading import Row, Table
from .report import Report
from .storing import Prepared
from .understanding import Draft, Refused, Understanding, cleaned, order_of_dates


@dataclass(frozen=True)
class Options:
    """What an operator may choose."""

    edition: str
    source: str
    batch: int = 200
    is_dry: bool = False
    overwrite: bool = False


class ImportRun:
    """Reads a table into stories and keeps account; `progress` is told the share read and the rows so far."""

    def __init__(self, path: Path, mapping: Mapping, options: Options, progress: Callable[[float, int], None]) -> None:
        self.path, self.mapping, self.options, self.progress = path, mapping, options, progress
        edition = Edition.objects.get(code=options.edition)
        zone = ZoneInfo(mapping.time_zone) if mapping.time_zone else edition.zone
        self.understanding = Understanding(mapping, zone, mapping.date_order)
        self.places = {item.code: Places(item, mapping) for item in Edition.objects.all()}
        self.report = Report(options.source, options.is_dry)
        self.lines: dict[str, int] = {}
        self._looked_for_order = bool(mapping.date_order)

    def run(self) -> Report:
        """Raises UnreadableFile when there is nothing to read."""
        started = time.monotonic()
        with Table(self.path, self.mapping.encoding) as table:
            rows = iter(table)
            while batch := list(islice(rows, self.options.batch)):
                self._settle([draft for row in batch for draft in self._drafts(row)])
                self.report.rows += len(batch)
                self.progress(table.done, self.report.rows)
        self.report.sections = [title for places in self.places.values() for title in places.made]
        self.report.seconds = time.monotonic() - started
        return self.report

    # --- understanding -------------------------------------------------------------------------------------

    def _drafts(self, row: Row) -> Iterator[Draft]:
        """The row's draft; nothing where it is refused, which is reported."""
        try:
            draft = self._understood(row)
            if (first := self.lines.setdefault(draft.external_id, row.line)) != row.line:
                raise Refused(f"the same number already stands in line {first}")
            yield draft
        except Refused as refusal:
            self.report.refuse(row.line, str(refusal))

    def _understood(self, row: Row) -> Draft:
        try:
            return self.understanding.draft(row)
        except AmbiguousDate as error:
            if self._looked_for_order:
                raise Refused(str(error)) from error
        self._find_order()
        return self._understood(row)

    def _find_order(self) -> None:
        """Look through the file for a date that can be read in one way only, and say which it was."""
        self._looked_for_order = True
        with Table(self.path, self.mapping.encoding) as table:
            order, row = order_of_dates((row for row in table if not row.problem), self.understanding)
        if row:
            self.understanding.order = order
            names = {"dmy": "day before month", "mdy": "month before day"}
            shown = self.understanding.date_text(row)
            self.report.date_order = f"{names[order]}, as line {row.line} shows ({shown})"

    # --- storing -------------------------------------------------------------------------------------------

    def _settle(self, drafts: list[Draft]) -> None:
        known = self._known(drafts)
        new = [draft for draft in drafts if draft.external_id not in known]
        self._store([prepared for draft in new for prepared in self._prepared(draft)])
        for draft in drafts:
            if item := known.get(draft.external_id):
                self._compare(item, draft)

    def _known(self, drafts: list[Draft]) -> dict[str, ImportedItem]:
        ids = [draft.external_id for draft in drafts]
        items = ImportedItem.objects.filter(source=self.options.source, external_id__in=ids)
        return {item.external_id: item for item in items}

    def _prepared(self, draft: Draft) -> Iterator[Prepared]:
        """The draft cleaned, placed and complete; nothing where it is refused, which is reported."""
        try:
            yield self._prepare(draft)
        except Refused as refusal:
            self.report.refuse(draft.line, str(refusal))

    def _prepare(self, draft: Draft) -> Prepared:
        places = self.places.get(draft.language or self.options.edition)
        if places is None:
            raise Refused(f"there is no edition “{draft.language}”")
        fingerprint = draft.fingerprint
        draft, letters = cleaned(draft, places.edition.code)
        section = self._section(places, draft.section)
        page = storing.new_page(draft, section, places.edition)
        storing.require_completeness(page)
        story = NewStory(page)
        if not self.options.is_dry:
            story.authors = list(dict.fromkeys(map(places.author, draft.authors)))
            story.keywords = [pk for pk in dict.fromkeys(map(places.keyword, draft.keywords)) if pk]
        return Prepared(draft, fingerprint, story, letters)

    def _section(self, places: Places, raw: str) -> SectionPage:
        if not self.options.is_dry:
            return places.section(raw)
        raw = raw or self.mapping.section
        return places.known_section(raw) or places.stand_in(raw)

    def _store(self, batch: list[Prepared]) -> None:
        """A batch that the database refuses is halved until the row that it refuses stands alone."""
        if not batch:
            return
        try:
            addresses = storing.store(batch, self.options.source) if not self.options.is_dry else {}
        except (DataError, IntegrityError) as error:
            if len(batch) == 1:
                self.report.refuse(batch[0].draft.line, f"the database refuses it: {error}".splitlines()[0])
                return
            middle = len(batch) // 2
            self._store(batch[:middle])
            self._store(batch[middle:])
            return
        self.report.made += len(batch)
        self.report.addresses.update(addresses)
        for prepared in batch:
            self.report.letters.update(prepared.letters)

    def _compare(self, item: ImportedItem, draft: Draft) -> None:
        if item.fingerprint == draft.fingerprint:
            self.report.unchanged += 1
        elif item.page_id is None:
            self.report.removed_here += 1
        elif updating.is_edited(item) and not self.options.overwrite:
            self.report.edited_here.append(draft.line)
        else:
            for prepared in self._prepared(draft):
                self._update(item, prepared)

    def _update(self, item: ImportedItem, prepared: Prepared) -> None:
        try:
            if not self.options.is_dry:
                self.report.addresses.update(updating.update(item, prepared))
        except (Refused, DataError, IntegrityError) as error:
            self.report.refuse(prepared.draft.line, f"its story was not updated: {error}".splitlines()[0])
            return
        self.report.updated += 1
        self.report.letters.update(prepared.letters)
