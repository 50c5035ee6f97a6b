"""What editors fill in: beside “unpublish” and “delete”, and in the list of removed pages."""

from typing import Any

from django import forms
from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page, PageLogEntry

from warraq.editions.models import Edition
from warraq.fieldmaps import views as maps
from warraq.front import views as front
from warraq.stories import views as stories
from warraq.stories.models import Farewell, NumberedPage, Removal
from warraq.stories.models.removals import LONGEST_REASON

from ..refreshes.forms import AddressForm

OF_NUMBERED_PAGES = (stories.story, stories.short_link, front.dossier, front.album, front.video, maps.fieldmap)


class FarewellForm(forms.Form):
    """Asked of whoever takes a page offline or deletes it."""

    removed_for_good = forms.BooleanField(
        label=_("Tell readers and search engines that it was removed for good (410)"), required=False
    )
    removal_reason = forms.CharField(
        label=_("Reason for readers"),
        help_text=_("Printed to readers, in the language of the edition. May stay empty."),
        max_length=LONGEST_REASON,
        required=False,
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
    )

    def farewell(self, by: Any) -> Farewell | None:
        """What is to be said; None where nothing is, and readers only find that the page is not there."""
        if not (self.is_valid() and self.cleaned_data["removed_for_good"]):
            return None
        return Farewell(self.cleaned_data["removal_reason"], by)


class RemovalForm(WagtailAdminModelForm):
    """A page by its number or its address, when it is added to the list; its edition and its reason afterwards."""

    page = forms.CharField(
        label=_("Number or address of the page"),
        help_text=_("Of a story, a dossier, an album, a video or a map that is offline or was deleted."),
        max_length=4_000,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )

    class Meta:
        widgets = {"reason": AdminAutoHeightTextInput(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["page" if self.instance.pk else "edition"]

    def clean_page(self) -> str:
        written = self.cleaned_data["page"].strip()
        number, address = (int(written), "") if written.isdecimal() else _numbered(written)
        if not 0 < number < 10**18:
            raise forms.ValidationError(_("No page can have this number."))
        if Removal.objects.filter(number=number).exists():
            raise forms.ValidationError(_("This page is in the list already."))
        self._describe(number, address)
        return written

    def _describe(self, number: int, address: str) -> None:
        """Let the record say what is known of the page: by itself, by its address, by the trail it has left."""
        removal, page = self.instance, Page.objects.filter(pk=number).specific().first()
        removal.number, removal.by = number, self.for_user
        if page:
            self._refuse(page)
            removal.edition, removal.address, removal.title = page.edition, page.url, page.title
            return
        trail = PageLogEntry.objects.filter(page_id=number, action="wagtail.delete").order_by("-timestamp").first()
        removal.edition, removal.address = Edition.objects.get(code=_code(address)), address
        removal.title = trail.label[:255] if trail else ""

    def _refuse(self, page: Page) -> None:
        if not isinstance(page, NumberedPage):
            raise forms.ValidationError(_("This is not a story, a dossier, an album, a video or a map."))
        if page.live:
            raise forms.ValidationError(_("This page is online. Take it offline: you are asked what to tell readers."))
        if not page.permissions_for_user(self.for_user).can_publish():
            raise forms.ValidationError(_("You may not publish this page."))


def _code(path: str) -> str:
    first = path.lstrip("/").partition("/")[0]
    return first if Edition.objects.filter(code=first).exists() else settings.LANGUAGE_CODE


def _numbered(written: str) -> tuple[int, str]:
    """The number in a page's address, and the address if it is the page's own; refuses any other."""
    form = AddressForm({"address": written}, host="")
    if not form.is_valid():
        raise forms.ValidationError(form.errors["address"])
    path = form.cleaned_data["address"]
    try:
        with override(_code(path)):
            match = resolve(path)
    except Resolver404:
        match = None
    if match is None or match.func not in OF_NUMBERED_PAGES:
        raise forms.ValidationError(_("This is not the address of a story, a dossier, an album, a video or a map."))
    return match.kwargs["pk"], "" if match.func == stories.short_link else path
