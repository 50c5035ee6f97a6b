"""Users of the newsroom and the authors whom readers know."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from warraq.changes.keys import list_key
from warraq.changes.records import LoggedRecord
from warraq.editions.models import Edition, prefix_of
from warraq.language.slug import slugify
from warraq.language.sort import sort_key


class User(AbstractUser):
    """Someone who signs in to the newsroom."""

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")


class Author(LoggedRecord, index.Indexed, ClusterableModel):
    """Someone whose name stands over stories of one edition."""

    key_kind = "author"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="authors", verbose_name=_("edition"))
    name = models.CharField(_("name"), max_length=120)
    slug = models.CharField(_("address"), max_length=80, blank=True)
    role = models.CharField(_("role"), max_length=120, blank=True, help_text=_("For example: science editor"))
    bio = models.TextField(_("about the author"), blank=True)
    photo = models.ForeignKey(
        "media.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("photo")
    )
    user = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="authors", verbose_name=_("newsroom user")
    )
    is_agency = models.BooleanField(_("an agency or a desk, not a person"), default=False)
    sort_key = models.CharField(max_length=160, editable=False, db_index=True)

    panels = [
        FieldPanel("edition"),
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("role"),
        FieldPanel("bio"),
        FieldPanel("photo"),
        FieldPanel("user"),
        FieldPanel("is_agency"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("edition"),
    ]

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="author_slug_in_edition")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{prefix_of(self.edition_id)}/authors/{self.slug}/"

    @property
    def url(self) -> str:
        return self.get_absolute_url()

    def list_keys(self) -> set[str]:
        return {list_key("edition", self.edition_id, "authors")}

    def save(self, *args, **kwargs) -> None:
        self.sort_key = sort_key(self.name)[:160]
        self.slug = slugify(self.slug or self.name) or f"author-{self.pk or ''}"
        former = type(self).objects.filter(pk=self.pk).values_list("slug", flat=True).first()
        super().save(*args, **kwargs)
        FormerAuthorSlug.objects.filter(edition=self.edition, slug=self.slug).delete()
        if former and former != self.slug:
            FormerAuthorSlug.objects.update_or_create(edition=self.edition, slug=former, defaults={"author": self})


class FormerAuthorSlug(models.Model):
    """An address an author page once had; readers who follow it are sent to the present one."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    slug = models.CharField(max_length=80)
    author = models.ForeignKey(Author, models.CASCADE, related_name="former_slugs")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="former_author_slug")]

    def __str__(self) -> str:
        return self.slug
