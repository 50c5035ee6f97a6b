"""Dossiers that one looks after and whose summary is to be looked through again."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..dossiers.gaps import to_review
from ..readership.access import may_see_reads
from .panels import SHOWN, Panel


@dataclass(frozen=True)
class Dossier:
    pk: int
    title: str
    reviewed: str

    @property
    def key(self) -> str:
        return f"dossier-{self.pk}"

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.pk])


class DossiersPanel(Panel):
    """Not there while nothing is due: who looks after no dossier has no use for it."""

    name = "dossiers"
    heading = _("Dossiers to review")
    template_name = "newsroom/desk/dossiers.html"
    order = 230

    @property
    def is_shown(self) -> bool:
        return may_see_reads(self.desk.user) and bool(self.rows)

    @cached_property
    def _due(self) -> Any:
        due = to_review(self.desk.user, self.desk.now)
        scope = self.desk.scope
        return due.filter(edition=scope.edition) if scope.edition and not scope.section else due

    @cached_property
    def rows(self) -> list[Dossier]:
        found = self._due.values_list("pk", "title", "reviewed_on")[:SHOWN]
        wording = self.desk.wording
        return [Dossier(pk, title, wording.day(day) if day else "") for pk, title, day in found]

    @cached_property
    def count(self) -> int:
        return self._due.count() if len(self.rows) == SHOWN else len(self.rows)

    @property
    def onward(self) -> str:
        return reverse("dossier_desk:index") + "?gap=review&mine=1"
