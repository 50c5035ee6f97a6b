from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from warraq.accounts import mending
from warraq.accounts.passwords import read_password
from warraq.accounts.requirement import has_second_factor, needs_second_factor


class Command(BaseCommand):
    help = (
        "Lists who has an account; for one NAME says how it stands, and lets in again whoever is locked out. What is "
        "done is written into the trail."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?")
        parser.add_argument("--reset-second-factor", action="store_true", help="the phone is lost: the password alone")
        parser.add_argument("--unlock", action="store_true", help="forget failed attempts to sign in")
        parser.add_argument("--end-sessions", action="store_true", help="sign out everywhere, at once")
        parser.add_argument("--password", action="store_true", help="a new one, asked for or read from a pipe")
        parser.add_argument("--generate", action="store_true", help="with --password: make one up and print it")
        parser.add_argument("--close", action="store_true", help="nobody signs in with it; what was written stays")
        parser.add_argument("--open", action="store_true", help="open it again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["generate"] and not options["password"]:
            raise CommandError("--generate goes with --password")
        if options["close"] and options["open"]:
            raise CommandError("--close or --open, not both")
        if not options["name"]:
            return self._list()
        user = get_user_model().objects.filter(username=options["name"]).first()
        if user is None:
            raise CommandError(f"nobody is called {options['name']!r}; `warraq user` lists the accounts")
        if not self._mend(user, options):
            self._describe(user)
        return None

    def _mend(self, user: Any, options: dict[str, Any]) -> bool:
        """Do what is asked for; whether it was anything."""
        done = []
        if options["password"]:
            password = read_password(user, options["generate"])
            mending.set_password(user, password)
            done.append("has a new password" + (f": {password}" if options["generate"] else ""))
        if options["reset_second_factor"]:
            count = mending.reset_factor(user)
            done.append("signs in with the password alone" if count else "had no second factor")
        if options["unlock"]:
            mending.unlock(user)
            done.append("may try to sign in again")
        if options["end_sessions"]:
            done.append(f"is signed out everywhere ({mending.end_sessions(user)} sessions)")
        if options["close"] or options["open"]:
            mending.set_active(user, options["open"])
            done.append("can sign in" if options["open"] else "cannot sign in")
        for words in done:
            self.stdout.write(f"{user.get_username()} {words}")
        return bool(done)

    def _list(self) -> None:
        users = get_user_model().objects.prefetch_related("groups").order_by("username")
        for user in users.iterator(chunk_size=500):
            self.stdout.write(f"{user.get_username():<20} {_state(user):<28} {_roles(user)}")

    def _describe(self, user: Any) -> None:
        seen = timezone.localtime(user.last_login).strftime("%Y-%m-%d %H:%M") if user.last_login else "never"
        factors = [str(kind) for kind in Authenticator.objects.filter(user=user).values_list("type", flat=True)]
        lines = {
            "name": user.get_username(),
            "state": _state(user),
            "roles": _roles(user),
            "second factor": ", ".join(factors) or "none",
            "last sign-in": seen,
            "sessions": str(len(UserSession.objects.purge_and_list(user))),
        }
        for word, text in lines.items():
            self.stdout.write(f"{word:<14} {text}")


def _roles(user: Any) -> str:
    names = [group.name for group in user.groups.all()] + (["superuser"] if user.is_superuser else [])
    return ", ".join(names) or "none"


def _state(user: Any) -> str:
    if not user.is_active:
        return "closed"
    if has_second_factor(user):
        return "open, second factor"
    return "open, second factor missing" if needs_second_factor(user) else "open"
