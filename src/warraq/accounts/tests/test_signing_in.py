"""Signing in with a password, a code, a recovery code; guessing; sessions."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from warraq.accounts.keeping import SecretLost, decrypt, encrypt

from .conftest import SECRET, is_inside, sign_in

CODE = "/newsroom/second-factor/authenticate/"


def test_a_password_opens_the_newsroom(client, reporter):
    answer = sign_in(client, "reporter")
    assert (answer.status_code, answer["Location"]) == (302, "/newsroom/")
    assert is_inside(client)


def test_one_comes_where_one_wanted_to_go_and_nowhere_else(client, reporter):
    assert sign_in(client, "reporter", next="/newsroom/reports/")["Location"] == "/newsroom/reports/"
    stranger = Client()
    assert sign_in(stranger, "reporter", next="https://elsewhere.example/")["Location"] == "/newsroom/"


def test_a_wrong_password_is_refused_in_arabic_and_the_name_is_kept(client, reporter):
    answer = sign_in(client, "reporter", "wrong-wrong-wrong")
    assert answer.status_code == 200
    assert 'value="reporter"' in answer.content.decode()
    assert "لا يتطابقان" in answer.content.decode()
    assert not is_inside(client)


def test_nobody_can_register(client):
    for path in ("signup/", "email/", "confirm-email/", "password/reset/"):
        assert client.get(f"/newsroom/{path}").status_code in (302, 404)
    assert "signup" not in client.get("/newsroom/login/").content.decode()


def test_a_closed_account_is_refused_like_a_wrong_password(client, reporter):
    reporter.is_active = False
    reporter.save()
    assert sign_in(client, "reporter").status_code == 200
    assert not is_inside(client)


def test_who_has_no_right_to_the_newsroom_is_told_so(client, stranger):
    sign_in(client, "stranger")
    answer = client.get("/newsroom/", follow=True)
    assert answer.status_code == 403
    assert "stranger" in answer.content.decode()


# --- the second factor ---


def test_a_code_of_the_app_is_asked_for_and_opens(client, chief, app_code):
    assert sign_in(client, "chief")["Location"] == CODE
    assert not is_inside(client)
    assert client.post(CODE, {"code": app_code()})["Location"] == "/newsroom/"
    assert is_inside(client)


def test_a_code_is_taken_in_arabic_digits_and_two_groups(client, chief, app_code):
    sign_in(client, "chief")
    arabic = app_code().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    client.post(CODE, {"code": f"{arabic[:3]} {arabic[3:]}"})
    assert is_inside(client)


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_of_the_half_minute_before_or_after_is_taken_once(chief, app_code, steps):
    first, second = Client(), Client()
    code = app_code(steps)
    for client in (first, second):
        sign_in(client, "chief")
        client.post(CODE, {"code": code})
    assert is_inside(first)
    assert not is_inside(second)


@pytest.mark.parametrize("code", ["", "0", "abcdef", "1234567890" * 9, "\u0660" * 6, "\x00" * 6])
def test_what_is_no_code_is_refused(client, chief, code):
    sign_in(client, "chief")
    assert client.post(CODE, {"code": code}).status_code == 200
    assert not is_inside(client)


def test_an_old_code_is_refused(client, chief, app_code):
    sign_in(client, "chief")
    client.post(CODE, {"code": app_code(-3)})
    assert not is_inside(client)


def test_a_recovery_code_opens_once(chief, recovery_codes):
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, "chief")
        client.post(CODE, {"code": recovery_codes[0]})
    assert is_inside(first)
    assert not is_inside(second)
    second.post(CODE, {"code": recovery_codes[1]})
    assert is_inside(second)


def test_the_code_alone_opens_nothing(client, chief, app_code):
    assert client.post(CODE, {"code": app_code()})["Location"] == "/newsroom/login/"
    assert not is_inside(client)


def test_setting_up_an_app_gives_recovery_codes_and_ends_other_sessions(
    client, reporter, app_code, django_capture_on_commit_callbacks
):
    elsewhere = Client()
    sign_in(elsewhere, "reporter")
    sign_in(client, "reporter")
    page = client.get("/newsroom/second-factor/totp/activate/")
    assert page.status_code == 200
    secret = client.session["mfa.totp.secret"]
    code = app_code(secret=secret)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/newsroom/second-factor/totp/activate/", {"code": code})
    answer = client.get("/newsroom/second-factor/recovery-codes/")
    assert answer.content.decode().count("<li><code>") == 10
    assert is_inside(client)
    assert not is_inside(elsewhere)


def test_secrets_are_not_readable_in_the_database(chief, settings):
    kept = Authenticator.objects.get(user=chief, type="totp").data["secret"]
    assert SECRET not in kept
    assert decrypt(kept) == SECRET
    settings.SECRET_KEY = "another"
    with pytest.raises(SecretLost):
        decrypt(kept)
    assert decrypt(encrypt("سر")) == "سر"


def test_a_lost_secret_key_is_a_wrong_code_not_an_error(client, chief, app_code, settings):
    Authenticator.objects.filter(user=chief, type="totp").update(data={"secret": "gAAAA-not-ours"})
    sign_in(client, "chief")
    assert client.post(CODE, {"code": app_code()}).status_code == 200


# --- guessing ---


def test_guessing_at_one_name_ends_soon_even_with_the_right_password(client, reporter):
    for _ in range(10):
        sign_in(client, "reporter", "wrong-wrong-wrong")
    assert "محاولات كثيرة" in sign_in(client, "reporter").content.decode()
    assert not is_inside(client)


def test_guessing_from_many_machines_ends_too(reporter):
    machines = [Client(REMOTE_ADDR=f"203.0.113.{number}") for number in range(10)]
    for machine in machines:
        sign_in(machine, "reporter", "wrong-wrong-wrong")
    last = Client(REMOTE_ADDR="198.51.100.1")
    sign_in(last, "reporter")
    assert not is_inside(last)


def test_another_name_of_the_site_gives_no_further_attempts(client, reporter):
    for number in range(10):
        machine = Client(
            REMOTE_ADDR=f"203.0.113.{number}", HTTP_HOST=("localhost", "127.0.0.1", "testserver")[number % 3]
        )
        sign_in(machine, "Reporter" if number % 2 else "reporter", "wrong-wrong-wrong")
    sign_in(client, "reporter")
    assert not is_inside(client)


def test_guessing_codes_ends_soon(client, chief, app_code):
    sign_in(client, "chief")
    for number in range(10):
        client.post(CODE, {"code": f"{number:06}"})
    client.post(CODE, {"code": app_code()})
    assert not is_inside(client)


def test_one_machine_gets_a_page_that_says_wait(client):
    answers = [sign_in(client, f"name{number}", "x") for number in range(61)]
    assert answers[-1].status_code == 429
    assert answers[-1]["Retry-After"] == "300"
    assert "محاولات كثيرة" in answers[-1].content.decode()


def test_counts_are_shared_by_all_processes(client, reporter):
    sign_in(client, "reporter", "wrong-wrong-wrong")
    cache.clear()  # what another process would not know
    for _ in range(9):
        sign_in(client, "reporter", "wrong-wrong-wrong")
        cache.clear()
    sign_in(client, "reporter")
    assert not is_inside(client)
