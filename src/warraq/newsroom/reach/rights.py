"""What a user may do at a place of the tree with a story of some form; two queries a request, none for superusers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from warraq.stories.models import SectionPage, StoryPage

from .models import Limit

EVERY = frozenset(StoryPage.Form.values)


@dataclass(frozen=True)
class Grant:
    """A row of Wagtail's rights to pages: an action below a path, by a group that may be limited to forms."""

    action: str
    path: str
    group: int
    forms: frozenset[str] = frozenset()


@dataclass
class Reach:
    """`forms` and `paths` are the person's own limits; empty ones limit nothing."""

    grants: list[Grant] = field(default_factory=list)
    group_forms: dict[int, frozenset[str]] = field(default_factory=dict)
    forms: frozenset[str] = frozenset()
    paths: tuple[str, ...] = ()

    @property
    def knows_forms(self) -> bool:
        return bool(self.forms) or any(self.group_forms.values())

    @property
    def is_limited(self) -> bool:
        return self.knows_forms or bool(self.paths)

    def actions(self, path: str, forms: frozenset[str] | None) -> set[str]:
        """What may be done at the path with a story that has all these forms; None: a page without a form."""
        if not self._fits_person(path, forms):
            return set()
        return {grant.action for grant in self.grants if path.startswith(grant.path) and _fits(forms, grant.forms)}

    def actions_on(self, page: Page) -> set[str]:
        return self.actions(page.path, self.forms_of(page))

    def actions_below(self, page: Page) -> set[str]:
        """What may be done with at least one kind of page right below this one."""
        if not issubclass(page.specific_class or Page, SectionPage):
            return self.actions_on(page)
        return set().union(*(self.actions(page.path, frozenset({form})) for form in EVERY))

    def forms_at(self, path: str, action: str) -> frozenset[str]:
        """The forms with which this action is open at the path."""
        return frozenset(form for form in EVERY if action in self.actions(path, frozenset({form})))

    def forms_of(self, page: Page) -> frozenset[str] | None:
        """The forms a story has: for readers, in its newest draft, in the editor's hands. Asked only if needed."""
        if not issubclass(page.specific_class or Page, StoryPage):
            return None
        if not self.knows_forms:
            return frozenset()
        found = {getattr(page, "form", None)} if isinstance(page, StoryPage) else set()
        if page.pk:
            row = StoryPage.objects.filter(pk=page.pk).values_list("form", "latest_revision__content__form").first()
            found.update(row or ())
        return frozenset(form for form in found if form)

    def may_approve(self, page: Page, groups: Iterable[int]) -> bool:
        """Does one of these groups of the user reach the page? One without any right to pages is bound to none."""
        forms = self.forms_of(page)
        return self._fits_person(page.path, forms) and any(self._group_reaches(pk, page.path, forms) for pk in groups)

    def within_states(self, states: QuerySet, groups: Iterable[int]) -> QuerySet:
        """Of Wagtail's states of steps those within reach, by the form of the story as it began or is read."""
        where = [self._group_filter(pk) for pk in groups]
        if not self.is_limited and any(not condition for condition in where):
            return states
        found = Q(pk__in=())
        for condition in where:
            # An empty condition joined by OR would be lost: it stands for everything.
            found |= condition or Q(pk__isnull=False)
        # As a subquery: Wagtail joins the states of several tasks with `|`.
        steps = states.model.objects.filter(found & self._person_filter())
        return states.filter(pk__in=steps.values("pk"))

    def _group_reaches(self, group: int, path: str, forms: frozenset[str] | None) -> bool:
        paths = [grant.path for grant in self.grants if grant.group == group]
        return _fits(forms, self.group_forms.get(group, frozenset())) and (
            not paths or any(path.startswith(there) for there in paths)
        )

    def _group_filter(self, group: int) -> Q:
        condition = Q()
        for path in {grant.path for grant in self.grants if grant.group == group}:
            if len(path) == Page.steplen:
                condition = Q()
                break
            condition |= Q(step__page__path__startswith=path)
        return condition & _of_forms(self.group_forms.get(group))

    def _person_filter(self) -> Q:
        condition = _of_forms(self.forms)
        sections = Q()
        for path in self.paths:
            sections |= Q(step__page__path__startswith=path)
        return condition & sections

    def _fits_person(self, path: str, forms: frozenset[str] | None) -> bool:
        return _fits(forms, self.forms) and (not self.paths or path.startswith(self.paths))


def _fits(forms: frozenset[str] | None, allowed: frozenset[str]) -> bool:
    return not allowed or (forms is not None and forms <= allowed)


def _of_forms(forms: frozenset[str] | None) -> Q:
    return Q(step__page__storypage__form__in=sorted(forms)) if forms else Q()


def reach_of(user: Any) -> Reach:
    """Remembered on the user, as Wagtail remembers its own rights: for the length of a request."""
    if not hasattr(user, "_reach"):
        user._reach = _read(user)
    return user._reach


def _read(user: Any) -> Reach:
    rows = list(page_permission_policy.get_cached_permissions_for_user(user))
    limits = list(Limit.objects.filter(Q(user=user.pk) | Q(group__user=user.pk)))
    group_forms = {limit.group_id: frozenset(limit.forms) for limit in limits if limit.group_id}
    own = next((limit for limit in limits if limit.user_id), None)
    paths = tuple(own.sections.values_list("path", flat=True)) if own else ()
    grants = [
        Grant(
            row.permission.codename.rpartition("_")[0],
            row.page.path,
            row.group_id,
            group_forms.get(row.group_id, frozenset()),
        )
        for row in rows
    ]
    return Reach(grants, group_forms, frozenset(own.forms) if own else frozenset(), paths)
