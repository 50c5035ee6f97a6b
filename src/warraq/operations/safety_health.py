"""What can be wrong with signing in and with the audit trail."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils import timezone

from warraq.accounts.requirement import groups_named, lacks_second_factor
from warraq.audit import guards
from warraq.audit.models import Entry, Head
from warraq.people.models import User

from .health import Finding, right, wrong

UNSEALED = timedelta(minutes=10)


def sign_in() -> Iterator[Finding]:
    words = settings.WARRAQ_SECOND_FACTOR
    if not words:
        yield right("nobody needs a second factor to open the newsroom")
        return
    yield right(f"a second factor is needed by: {', '.join(words)}")
    there = set(Group.objects.values_list("name", flat=True))
    for name in sorted(groups_named(words) - there):
        advice = "write its present name into [newsroom] second_factor, as group:NAME"
        yield wrong(f"no group is called {name!r}, so none of its people need a second factor", advice)
    without = [user.get_username() for user in User.objects.filter(is_active=True) if lacks_second_factor(user)]
    if without:
        yield right(f"without one so far, and asked for it when they sign in: {', '.join(without[:10])}")


def trail() -> Iterator[Finding]:
    for name in guards.missing():
        yield wrong(f"the database does not keep the audit trail from being changed: no {name}", "run `warraq migrate`")
    # A site that has never run has nobody yet who seals.
    has_run = Head.objects.filter(number__gt=0).exists()
    late = Entry.objects.filter(number=None, at__lt=timezone.now() - UNSEALED).count()
    if late and has_run:
        yield wrong(f"{late} rows of the audit trail wait for their seals", "see that the worker runs (`warraq serve`)")
    else:
        yield right("the audit trail is guarded and sealed; `warraq audit verify` reads it all")
