import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

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
        password = first_run.new_password()
        if not options["generate"]:
            password = self._asked_for(user or self._new(name))
        if user:
            user.set_password(password)
            user.is_active = True
            user.save()
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

    def _asked_for(self, user: User) -> str:
        password = self._typed() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return password

    def _typed(self) -> str:
        password = getpass("new password: ")
        if password != getpass("once more: "):
            raise CommandError("the two are not the same")
        return password
