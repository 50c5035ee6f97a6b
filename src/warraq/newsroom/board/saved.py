"""Saved fronts: a whole front under a name, taken up by hand or standing from one moment to another."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from warraq.front import working
from warraq.front.models import SavedFront
from warraq.language.clean import clean

from .base import FrontView
from .views import overtaken_by

MOST = 50


class SavedView(FrontView):
    template_name = "newsroom/board/saved.html"
    page_title = gettext_lazy("Saved fronts")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        saved = list(self.page.saved_fronts.select_related("saved_by"))
        for one in saved:
            one.stands_now = one.stands(timezone.now())
        return super().get_context_data(**kwargs) | {"saved": saved}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.require(self.arranges)
        deeds = {"save": self.save, "take": self.take, "hours": self.hours, "delete": self.delete}
        try:
            deed = deeds.get(request.POST.get("do", ""))
            if deed is None:
                raise ValidationError(_("The board does not know this."))
            return self.answer(deed(), onward=self.address("front" if deed == self.take else "saved"))
        except ValidationError as error:
            return self.answer(" ".join(error.messages), 400, self.address("saved"))
        except working.Overtaken as overtaken:
            return self.answer(overtaken_by(overtaken), 409)

    def save(self) -> str:
        name = clean(self.request.POST.get("name", ""), self.page.edition.code).strip()
        if not 0 < len(name) <= 80:
            raise ValidationError(_("Give it a name of at most 80 letters."))
        there = self.page.saved_fronts.filter(name=name).first()
        if there and there.starts_at:
            self.require(self.publishes)  # readers get it at its hour
        if not there and self.page.saved_fronts.count() >= MOST:
            raise ValidationError(_("There are %(count)d saved fronts: delete one first.") % {"count": MOST})
        working.save_as(self.page, self.request.user, name)
        return _("The working copy is saved as “%(name)s”.") % {"name": name}

    def take(self) -> str:
        saved = self.one()
        working.take(self.page, self.request.user, self.seen, saved)
        return _("“%(name)s” is the working copy now.") % {"name": saved.name}

    def hours(self) -> str:
        self.require(self.publishes)
        saved = self.one()
        starts, ends = (self.moment(name) for name in ("starts", "ends"))
        if starts and ends and ends <= starts:
            raise ValidationError(_("It has to end after it begins."))
        if ends and not starts:
            raise ValidationError(_("Say when it begins, too."))
        working.set_hours(self.page, self.request.user, saved, starts, ends)
        return _("The hours of “%(name)s” are set.") % {"name": saved.name}

    def delete(self) -> str:
        saved = self.one()
        if saved.starts_at:
            self.require(self.publishes)
        working.forget(self.page, self.request.user, saved)
        return _("The saved front is deleted.")

    def one(self) -> SavedFront:
        return _one_of(self.page, self.request)

    def moment(self, name: str) -> datetime | None:
        text = self.request.POST.get(name, "").strip()
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=self.page.edition.zone)
        except ValueError:
            raise ValidationError(_("Write the moment as day and hour.")) from None
        return moment.astimezone(timezone.get_default_timezone())


class EndView(FrontView):
    """A saved front that stands ends now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.require(self.publishes)
        saved = _one_of(self.page, request)
        if working.end(self.page, request.user, saved) is None:
            return self.answer(_("“%(name)s” does not stand now.") % {"name": saved.name}, 409)
        behind = self.row.standing(timezone.now())
        if behind:
            said = _("“%(name)s” has ended. Readers have the saved front “%(behind)s” now.")
            return self.answer(said % {"name": saved.name, "behind": behind["name"]})
        return self.answer(_("“%(name)s” has ended. Readers have the published front again.") % {"name": saved.name})


def _one_of(page: Any, request: HttpRequest) -> SavedFront:
    number = request.POST.get("saved", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    found = page.saved_fronts.filter(pk=number).first() if is_number else None
    if found is None:
        raise Http404
    return found
