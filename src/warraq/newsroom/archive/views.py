"""The report on the archive's letters: what is wrong, what a repair would change, the batches and their undoing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from warraq.language.faults import KINDS
from warraq.stories.models import Keyword

from ..merging import may_merge
from . import batches, examining, keywords, tasks
from .access import ForRepairers, may_repair
from .models import KIND_LABELS, Finding, Repair, Treatment
from .progress import of_examination, of_repair
from .report import near_changes
from .subjects import edit_url

ON_A_PAGE = 50
PREVIEWED = 20  # records of a batch whose differences are shown
SAMPLES = 3  # of each kind on the first page


class ArchiveView(ForRepairers, WagtailAdminTemplateMixin, TemplateView):
    """What the views of this part have in common."""

    header_icon = "doc-full-inverse"
    page_title = trunk = _("Letters of the archive")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [*super().get_breadcrumbs_items(), {"url": reverse_lazy("archive:index"), "label": self.trunk}]
        return items if self.page_title == self.trunk else [*items, {"url": "", "label": self.get_page_title()}]


class IndexView(ArchiveView):
    """Counts and samples by kind of fault, and the batches."""

    template_name = "newsroom/archive/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        examination = examining.latest()
        counts = examination.counts() if examination else {}
        rows = [_kind_row(examination, kind, *numbers) for kind, numbers in counts.items()]
        is_examining = examination is not None and not examination.finished_at
        return super().get_context_data(**kwargs) | {
            "examination": examination,
            "is_examining": is_examining,
            "progress": of_examination(examination),
            "kinds": rows,
            "can_repair": not is_examining and any(row["is_repairable"] for row in rows),
            "lookalikes": len(keywords.lookalikes()),
            "repairs": [_repair_row(repair) for repair in Repair.objects.select_related("by")[:ON_A_PAGE]],
            "under_way": batches.under_way(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        current = examining.latest()
        if batches.under_way():
            messages.warning(request, gettext("A batch is being worked on: examine the archive when it is done."))
        elif current is None or current.finished_at or "anew" in request.POST:
            tasks.examine.enqueue(examining.begin(request.user).pk)
        return redirect("archive:index")


def _kind_row(examination: Any, kind: str, records: int, places: int) -> dict[str, Any]:
    return {
        "kind": kind,
        "label": KIND_LABELS[kind],
        "records": records,
        "places": places,
        "is_repairable": kind != "lost",
        "findings": [finding_row(row) for row in examination.findings.filter(kind=kind)[:SAMPLES]],
    }


def finding_row(finding: Finding) -> dict[str, Any]:
    return {"finding": finding, "url": edit_url(finding.model, finding.record)}


def _repair_row(repair: Repair) -> dict[str, Any]:
    return {"repair": repair, "progress": of_repair(repair), "outcomes": outcome_rows(repair)}


def outcome_rows(repair: Repair) -> list[tuple[Any, int]]:
    counts = repair.outcomes()
    return [(label, counts[outcome]) for outcome, label in Treatment.Outcome.choices if outcome in counts]


def examination_state(request: HttpRequest) -> JsonResponse:
    """Asked again and again by the line that says how far an examination is."""
    if not may_repair(request.user):
        return JsonResponse({}, status=403)
    examination = examining.latest()
    is_final = examination is None or examination.finished_at is not None
    return JsonResponse({"text": of_examination(examination), "isFinal": is_final})


class KindView(ArchiveView):
    """Everything of one kind."""

    template_name = "newsroom/archive/kind.html"

    def get_page_title(self) -> Any:
        return KIND_LABELS[self.kwargs["kind"]]

    page_title = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        examination = examining.latest()
        findings = Finding.objects.filter(examination=examination, kind=self.kwargs["kind"])
        page = Paginator(findings, ON_A_PAGE).get_page(self.request.GET.get("p"))
        rows = [finding_row(finding) for finding in page]
        return super().get_context_data(**kwargs) | {"rows": rows, "paginator_page": page}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["kind"] not in KIND_LABELS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class KindsForm(forms.Form):
    """Which kinds of fault a batch is to repair."""

    kinds = forms.MultipleChoiceField(
        choices=[(kind, KIND_LABELS[kind]) for kind in KINDS if kind != "lost"],
        error_messages={"required": _("Choose at least one kind.")},
    )


class PreviewView(ArchiveView):
    """The first records as they would be; the button below them repairs all."""

    template_name = "newsroom/archive/preview.html"
    page_title = _("Preview of a repair")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = KindsForm(request.GET)
        if not form.is_valid():
            messages.error(request, form.errors["kinds"][0])
            return redirect("archive:index")
        return self.render_to_response(self.get_context_data(kinds=form.cleaned_data["kinds"]))

    def get_context_data(self, kinds: list[str], **kwargs: Any) -> dict[str, Any]:
        examination = examining.latest()
        previewed = list(batches.preview(examination, kinds, PREVIEWED)) if examination else []
        return super().get_context_data(**kwargs) | {
            "kinds": [(kind, KIND_LABELS[kind]) for kind in kinds],
            "records": [_preview_row(*row) for row in previewed],
            "total": batches.count(examination, kinds) if examination else 0,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form, examination = KindsForm(request.POST), examining.latest()
        if not form.is_valid() or examination is None or not examination.finished_at:
            return redirect("archive:index")
        if batches.under_way():
            messages.warning(request, gettext("Another batch is being worked on: wait until it is done."))
            return redirect("archive:index")
        repair = batches.begin(examination, form.cleaned_data["kinds"], request.user)
        tasks.work_on.enqueue(repair.pk)
        return redirect("archive:repair", repair.pk)


def _preview_row(finding: Finding, proposal: Any) -> dict[str, Any]:
    changes = proposal.shown() if proposal else []
    return finding_row(finding) | {
        "is_draft": proposal is not None and proposal.is_draft,
        "obstacle": batches.obstacle_of(proposal.record) if proposal else Treatment.Outcome.GONE.label,
        "changes": [(field.verbose_name, near_changes(before, after)) for field, before, after in changes],
    }


class OneRepairView(ArchiveView):
    """A batch by its number."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.repair = get_object_or_404(Repair.objects.select_related("by"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return gettext("Batch %(number)s") % {"number": self.repair.pk}


class RepairView(OneRepairView):
    """What became of each record of a batch."""

    template_name = "newsroom/archive/repair.html"
    page_title = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.repair.treatments.all(), ON_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "repair": self.repair,
            "progress": of_repair(self.repair),
            "outcomes": outcome_rows(self.repair),
            "treatments": [{"treatment": row, "url": edit_url(row.model, row.record)} for row in page],
            "paginator_page": page,
        }


class UndoView(OneRepairView):
    """Asks before a batch is undone."""

    template_name = "newsroom/archive/undo.html"
    page_title = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"repair": self.repair, "outcomes": outcome_rows(self.repair)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if batches.under_way():
            messages.warning(request, gettext("Another batch is being worked on: wait until it is done."))
        elif batches.start_undoing(self.repair):
            tasks.work_on.enqueue(self.repair.pk)
        return redirect("archive:repair", self.repair.pk)


def repair_state(request: HttpRequest, pk: int) -> JsonResponse:
    """Asked again and again by the line that says how far a batch is."""
    if not may_repair(request.user):
        return JsonResponse({}, status=403)
    repair = get_object_or_404(Repair, pk=pk)
    return JsonResponse({"text": of_repair(repair), "isFinal": not repair.is_under_way})


class MergeAllForm(forms.Form):
    """Several keywords, and the one of them that stays."""

    keyword = forms.ModelMultipleChoiceField(Keyword.objects.all())
    target = forms.ModelChoiceField(Keyword.objects.all())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        members, target = cleaned.get("keyword"), cleaned.get("target")
        if members is not None and target is not None:
            cleaned["others"] = [keyword for keyword in members if keyword.pk != target.pk]
            if not cleaned["others"] or {keyword.edition_id for keyword in members} != {target.edition_id}:
                raise forms.ValidationError(_("Choose at least two keywords of one edition, and which of them stays."))
        return cleaned


class KeywordsView(ArchiveView):
    """Keywords that are probably one, with a button that merges them."""

    template_name = "newsroom/archive/keywords.html"
    page_title = _("Keywords that may be one")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(keywords.lookalikes(), ON_A_PAGE).get_page(self.request.GET.get("p"))
        can_merge = may_merge(self.request.user)
        return super().get_context_data(**kwargs) | {"groups": page, "paginator_page": page, "can_merge": can_merge}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = MergeAllForm(request.POST)
        if not may_merge(request.user):
            return HttpResponse(status=403)
        if not form.is_valid():
            messages.error(request, gettext("Choose at least two keywords of one edition, and which of them stays."))
            return redirect("archive:keywords")
        target = form.cleaned_data["target"]
        for keyword in form.cleaned_data["others"]:
            keyword.merge_into(target)
        names = {"names": "، ".join(keyword.name for keyword in form.cleaned_data["others"]), "target": target.name}
        messages.success(request, gettext("Now part of “%(target)s”: %(names)s.") % names)
        return redirect("archive:keywords")
