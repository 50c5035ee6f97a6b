"""What the doctor says of signing in and of the audit trail."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from warraq import testing
from warraq.audit import guards
from warraq.audit.noting import note
from warraq.audit.sealing import seal
from warraq.newsroom.roles import Role
from warraq.operations import safety_health

from .test_doctor import complaints

pytestmark = pytest.mark.django_db


def told(look) -> str:
    return "\n".join(finding.text for finding in look())


def test_a_site_of_its_own_machine_is_well():
    assert complaints(safety_health.sign_in) == complaints(safety_health.trail) == ""
    assert "nobody needs" in told(safety_health.sign_in)


def test_who_needs_a_second_factor_and_lacks_it_is_named(settings):
    settings.WARRAQ_SECOND_FACTOR = ("operator", "editor-in-chief")
    testing.make_user("chief", Role.EDITOR_IN_CHIEF)
    assert "asked for it when they sign in: chief" in told(safety_health.sign_in)
    assert complaints(safety_health.sign_in) == ""


def test_a_role_whose_group_was_renamed_is_told(settings):
    settings.WARRAQ_SECOND_FACTOR = ("reporter",)
    group = Role.REPORTER.group()
    group.name = "المراسلون"
    group.save()
    assert "no group is called 'مراسل'" in complaints(safety_health.sign_in)


def test_a_guard_that_is_gone_is_told():
    on = " ON audit_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER audit_entry_delete{on}")
    assert "audit_entry_delete" in complaints(safety_health.trail)
    guards.ensure()
    assert complaints(safety_health.trail) == ""


def test_rows_that_nobody_seals_are_told():
    seal()
    note("test.deed", at=timezone.now() - timedelta(hours=1))
    assert "1 rows of the audit trail wait" in complaints(safety_health.trail)
