from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from warraq.accounts import mending
from warraq.accounts.passwords import read_password
from warraq.operations import first_run
from warraq.people.models import User


class Command(BaseCommand):
    help = (
        "Makes an editor-in-chief; gives a user that is there a new password and leaves the roles alone. "
        "The password is asked for, read from a pipe, or generated with --generate."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--generate", action="store_true", help="make up a password and print it")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"]
        user = User.objects.filter(username=name).first()
        password = read_password(user or self._new(name), options["generate"])
        if user:
            if not user.is_active:
                mending.set_active(user, True)
            mending.set_password(user, password)
        else:
            first_run.make_editor(self._new(name).username, password)
        done = "has a new password" if user else "is an editor-in-chief now"
        self.stdout.write(f"{name} {done}" + (f": {password}" if options["generate"] else ""))

    def _new(self, name: str) -> User:
        user = User(username=name)
        try:
            user.clean_fields(exclude={field.name for field in User._meta.fields} - {"username"})
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return user
