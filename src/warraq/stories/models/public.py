"""What every page that readers see has: an edition, an address of its own, dates, a counterpart, share texts."""

from datetime import datetime
from functools import cache, cached_property
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.encoding import iri_to_uri
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Page, PageViewRestriction, Site

from warraq.changes.keys import list_key
from warraq.changes.pages import IncompletePage, LoggedPage, Problem
from warraq.changes.recording import depends_on
from warraq.editions.models import Edition, prefix_of
from warraq.language.placeholders import is_placeholder
from warraq.language.slug import slugify

from .. import gates, previews
from ..forms import PublicPageForm
from ..menu import menu_of
from ..prepared import Given, Prepared
from ..queries import PublicManager
from ..text import clean_page
from .embargo import UnderEmbargo, embargo_of
from .removals import Farewell, Removal


class PublicPage(LoggedPage):
    """A page readers can open.

    `published_at` is when it first went out and never changes by itself; `listed_at` is the same moment while the
    page may stand in lists, and empty while it is a draft or private, so that one index both filters and sorts.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="%(class)ss", editable=False)
    # Where a page stands is no use of the place: an editor who opens it would wait for a list of the whole archive.
    edition.wagtail_reference_index_ignore = True
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    listed_at = models.DateTimeField(null=True, blank=True, editable=False)
    counterpart = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("counterpart in another edition"),
        help_text=_("Only a real translation of this page."),
    )
    share_picture = models.ForeignKey(
        "media.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture for sharing")
    )

    # The name of the edition's list in which pages of this kind stand.
    list_name = "pages"
    # Set by whoever publishes the page anew and tells readers of no update, just before.
    keeps_its_date = False

    base_form_class = PublicPageForm
    objects = PublicManager()

    show_in_menus_default = False
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("share_picture")],
            heading=_("Search engines and sharing"),
        ),
        FieldPanel("counterpart"),
    ]
    settings_panels = [PublishingPanel()]

    class Meta:
        abstract = True

    # --- address -----------------------------------------------------------------------------------------------

    @property
    def address(self) -> str:
        """The path within the edition, such as `/news/42/slug/`."""
        raise NotImplementedError

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        roots = self._get_site_root_paths(request)
        return (roots[0].site_id, settings.WARRAQ_BASE_URL, self.get_url()) if roots else None

    def get_url(self, request: Any = None, current_site: Site | None = None) -> str:
        # One site an installation: an address within it needs no look-up.
        return prefix_of(self.edition_id) + self.address

    url = property(get_url)

    def get_full_url(self, request: Any = None) -> str:
        return settings.WARRAQ_BASE_URL + self.get_url()

    full_url = property(get_full_url)

    def _get_dummy_header_url(self, original_request: Any = None) -> str:
        # Wagtail previews a page as a request to this address; a page never saved has no edition of its own yet.
        if self.edition_id is None:
            self.settle()
        return iri_to_uri(self.full_url)

    # --- writing -----------------------------------------------------------------------------------------------

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or uuid4().hex[:16]
        self.clean_text()
        super().full_clean(*args, **kwargs)

    def clean_text(self) -> None:
        """Take out stray letters and marks; `letters_cleaned` says which, for the editor's eyes."""
        found = clean_page(self, self.language)
        self.letters_cleaned = [*getattr(self, "letters_cleaned", []), *found]

    @property
    def language(self) -> str:
        """The language of the page's own words, also before it has been saved."""
        if self.edition_id:
            return self.edition.code
        return self.locale.language_code if self.locale_id else settings.LANGUAGE_CODE

    def settle(self) -> None:
        if not self.locale_id:
            self.locale = self.get_default_locale()
        self.edition = Edition.objects.get(locale_id=self.locale_id)
        if self.live and self.published_at is None:
            self.published_at = self.first_published_at or timezone.now()
        self.listed_at = self.published_at if self.live and not self.is_private() else None
        if self.keeps_its_date:
            self.last_published_at = Page.objects.values_list("last_published_at", flat=True).get(pk=self.pk)

    def listings(self) -> dict[str, Any]:
        return {list_key("edition", self.edition_id, self.list_name): self.listed_at} if self.listed_at else {}

    def is_private(self) -> bool:
        """Is this page, or one above it, open to some readers only?"""
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=paths).exists()

    def with_content_json(self, content: dict) -> Page:
        """A revision brings back words, never the place in the tree or the first publication."""
        page = super().with_content_json(content)
        page.edition_id, page.published_at, page.listed_at = self.edition_id, self.published_at, self.listed_at
        return page

    def save(self, clean: bool = True, **kwargs: Any) -> Any:
        if clean:
            self.clean_text()  # before the address is made from the headline
        result = super().save(clean=clean, **kwargs)
        if self.live and kwargs.get("update_fields") is None:
            self._name_counterpart()
        return result

    def update_aliases(self, **kwargs: Any) -> None:
        """Wagtail publishes the aliases of a page that is only being scheduled; they go live with it."""
        if self.live:
            super().update_aliases(**kwargs)

    update_aliases.alters_data = True

    def _name_counterpart(self) -> None:
        """A translation is mutual: the other page names this one too."""
        other = self.counterpart
        if other and other.counterpart_id != self.pk:
            other.counterpart = self
            other.save(clean=False, update_fields=["counterpart"])

    def problems(self) -> list[Problem]:
        if is_placeholder(self.title):
            return [Problem("title", _("The title is missing or a placeholder: write the real one before publishing."))]
        return []

    def reasons_against(self) -> list[Problem]:
        """What keeps this page from going live: what it lacks, then what the newsroom's rules say."""
        return [*self.problems(), *gates.problems_at(self)]

    def require_completeness(self) -> None:
        if problems := self.reasons_against():
            raise IncompletePage(self, problems)

    # --- previewing --------------------------------------------------------------------------------------------

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        found = previews.of(type(self))
        return [*super().preview_modes, *((name, preview.label) for name, preview in found.items())]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        preview = previews.of(type(self)).get(mode_name)
        return preview.show(request, self) if preview else super().serve_preview(request, mode_name)

    # --- reading -----------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """May everybody read it?"""
        return self.listed_at is not None

    @cached_property
    def updated_at(self) -> datetime | None:
        """When the page was published again, if that was more than a quarter of an hour after the first time."""
        if not (self.published_at and self.last_published_at):
            return None
        later = (self.last_published_at - self.published_at).total_seconds() > 900
        return self.last_published_at if later else None

    @cached_property
    def live_counterpart(self) -> "PublicPage | None":
        """The translation, if readers can open it; noted even while they cannot, so that it appears when it does."""
        if not self.counterpart_id:
            return None
        depends_on(f"{self.key_kind}:{self.counterpart_id}")
        return _listed_link(type(self)).first(pk=self.counterpart_id)

    @property
    def share_title(self) -> str:
        return self.seo_title or self.title

    @property
    def share_text(self) -> str:
        return self.search_description

    def lead(self) -> Any:
        """The picture that stands for this page, or None."""
        return first_shown(self.share_picture)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request) | {"edition": self.edition, "menu": menu_of(self.edition)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> TemplateResponse:
        """The page, rendered: in the edition's language and time zone, whoever looks."""
        with translation.override(self.edition.code), timezone.override(self.edition.zone):
            response = super().serve(request, *args, **kwargs)
            return response.render()


def first_shown(*pictures: Any) -> Any:
    """The first of these pictures that is there and may be shown, or None."""
    return next((picture for picture in pictures if picture and picture.may_be_shown), None)


@cache
def _listed_link(model: type[PublicPage]) -> Prepared:
    """A page of a kind with what it takes to link to it, if it is listed."""
    return Prepared(lambda: model.objects.listed().as_links().filter(pk=Given("pk")))


def address_slug_of(page: Any) -> str:
    """The slug that decorates a page's id: the editor's own words, else the headline's."""
    return slugify(page.address_slug or page.title)


class NumberedPage(PublicPage):
    """A page whose address holds its id; the slug decorates."""

    address_slug = models.CharField(
        _("words in the address"), max_length=80, blank=True, help_text=_("Empty: made from the headline.")
    )
    first_word: str
    has_film = False
    # Set by whoever takes the page away for good, just before.
    farewell: Farewell | None = None

    promote_panels = [*PublicPage.promote_panels, FieldPanel("address_slug")]

    class Meta:
        abstract = True

    def settle(self) -> None:
        super().settle()
        if self.live and embargo_of(self):
            raise UnderEmbargo(self)
        self.address_slug = address_slug_of(self)

    def hold_back(self) -> None:
        """Before an action publishes what is about to be this page: no schedule is earlier than its embargo."""
        if self.pk:
            # Held, as whoever sets an embargo holds it: one of the two sees what the other has written.
            type(self)._base_manager.select_for_update(no_key=True).filter(pk=self.pk).first()
        embargo = embargo_of(self)
        if embargo and (self.go_live_at is None or self.go_live_at < embargo.until):
            self.go_live_at = embargo.until

    def came_or_went(self) -> None:
        Removal.take_back(self.pk)
        if self.farewell and not self.live:
            Removal.write(self, self.farewell)

    @property
    def card_label(self) -> str:
        """What a share card says the page is, above the headline."""
        return capfirst(self._meta.verbose_name)

    @property
    def card_moment(self) -> datetime | None:
        """The moment whose date a share card prints."""
        return self.published_at

    @property
    def address(self) -> str:
        slug = self.address_slug
        return f"/{self.first_word}/{self.pk}/{slug}/" if slug else f"/{self.first_word}/{self.pk}/"
