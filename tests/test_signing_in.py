"""Signing in as people do: an app's code, a recovery code, a passkey of the browser's own virtual authenticator."""

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from .chromium import DESKTOP, Visit
from .demo_site import PASSWORD, DemoSite

HALF_MINUTE = 30
FACTORS = "/newsroom/second-factor/"


def code_of(secret: str, ahead: int = 0) -> str:
    """What an app shows (RFC 6238), `ahead` half minutes from now."""
    counter = struct.pack(">Q", int(time.time()) // HALF_MINUTE + ahead)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


class Person:
    """Somebody with an account, at a browser of their own."""

    def __init__(self, window: Visit, name: str) -> None:
        self.window, self.page = window, window.page
        self.name, self.password = name, PASSWORD

    def give_password(self, page: Page | None = None) -> None:
        page = page or self.page
        page.goto("/newsroom/login/")
        page.get_by_role("textbox", name="اسم المستخدم").fill(self.name)
        page.get_by_role("textbox", name="كلمة المرور").fill(self.password)
        page.get_by_role("button", name="تسجيل الدخول", exact=True).click()

    def leave(self) -> None:
        self.page.goto("/newsroom/logout/")
        self.page.get_by_role("button", name="تسجيل الخروج").click()
        self.page.wait_for_url("**/newsroom/login/")

    def set_up_app(self) -> tuple[str, list[str]]:
        """The app's secret and the recovery codes."""
        self.page.goto(f"{FACTORS}totp/activate/")
        self.page.get_by_text("الهاتف لا يقرؤه").click()
        secret = self.page.locator(".accounts__key").inner_text()
        self.page.get_by_role("textbox", name="الرمز").fill(code_of(secret))
        self.page.get_by_role("button", name="إعداد", exact=True).click()
        expect(self.page.locator(".accounts__codes li")).to_have_count(10)
        return secret, self.page.locator(".accounts__codes li").all_inner_texts()

    def give_code(self, code: str) -> None:
        self.page.get_by_role("textbox", name="الرمز").fill(code)
        self.page.get_by_role("button", name="تسجيل الدخول", exact=True).click()

    def expect_inside(self) -> None:
        self.page.wait_for_url("**/newsroom/")
        expect(self.page.get_by_role("navigation", name="القائمة الرئيسية")).to_be_visible()


@pytest.fixture(scope="module")
def names(site: DemoSite) -> list[str]:
    """Editors-in-chief, one for each test, made at once."""
    names = [f"layla-{uuid4().hex[:8]}" for _ in range(8)]
    made = f"from warraq.operations.first_run import make_editor\nfor name in {names}: make_editor(name, {PASSWORD!r})"
    site.manage("shell", "-v0", "-c", made)
    return names


@pytest.fixture
def person(site: DemoSite, names: list[str], browser: Browser) -> Iterator[Person]:
    # Passkeys are tied to names, and an address of numbers is none.
    named = Visit(browser, site.url.replace("127.0.0.1", "localhost"), **DESKTOP)
    yield Person(named, names.pop())
    assert named.strangers == []
    assert named.violations() == []
    named.close()


@pytest.fixture
def authenticator(person: Person) -> str:
    """A phone that confirms everything."""
    session = person.window.context.new_cdp_session(person.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def test_an_app_is_set_up_and_its_code_is_asked_for(person):
    person.give_password()
    secret, _codes = person.set_up_app()
    person.leave()
    person.give_password()
    expect(person.page.get_by_role("heading", name="العامل الثاني")).to_be_visible()
    person.give_code("000000")
    expect(person.page.locator("main")).to_contain_text("الرمز غير صحيح")
    person.give_code(code_of(secret, ahead=1))
    person.expect_inside()


def test_a_recovery_code_stands_in_for_the_phone_once(person):
    person.give_password()
    _secret, codes = person.set_up_app()
    person.leave()
    person.give_password()
    person.give_code(codes[0])
    person.expect_inside()
    person.leave()
    person.give_password()
    person.give_code(codes[0])
    expect(person.page.locator("main")).to_contain_text("الرمز غير صحيح")
    person.give_code(codes[1])
    person.expect_inside()


def test_a_passkey_signs_in_by_itself(person, authenticator):
    person.give_password()
    person.expect_inside()
    person.page.goto(f"{FACTORS}webauthn/add/")
    person.page.get_by_role("textbox", name="الاسم").fill("هاتفي")
    person.page.get_by_role("button", name="إضافة مفتاح مرور").click()
    expect(person.page.locator(".accounts__codes li")).to_have_count(10)
    person.page.goto(FACTORS)
    expect(person.page.get_by_role("cell", name="هاتفي")).to_be_visible()
    person.leave()
    person.page.get_by_role("button", name="الدخول بمفتاح مرور").click()
    person.expect_inside()


def test_a_passkey_is_the_second_factor_after_the_password(person, authenticator):
    person.give_password()
    person.expect_inside()
    person.page.goto(f"{FACTORS}webauthn/add/")
    person.page.get_by_role("checkbox").uncheck()
    person.page.get_by_role("button", name="إضافة مفتاح مرور").click()
    expect(person.page.locator(".accounts__codes li")).to_have_count(10)
    person.leave()
    person.give_password()
    person.page.get_by_role("button", name="استعمال مفتاح مرور").click()
    person.expect_inside()


def test_a_passkey_that_is_refused_says_so(person):
    person.page.goto("/newsroom/login/")
    person.page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError')) }"
    )
    person.page.get_by_role("button", name="الدخول بمفتاح مرور").click()
    expect(person.page.get_by_role("alert")).to_contain_text("لم يُقبل مفتاح المرور")


def test_a_session_elsewhere_ends_at_once(person, browser):
    elsewhere = Visit(browser, person.window.url, **DESKTOP)
    person.give_password(elsewhere.page)
    elsewhere.page.wait_for_url("**/newsroom/")
    person.give_password()
    person.page.goto("/newsroom/sessions/")
    person.page.get_by_role("button", name="إنهاء", exact=True).click()
    expect(person.page.get_by_role("button", name="إنهاء", exact=True)).to_have_count(0)
    elsewhere.page.goto("/newsroom/pages/")
    expect(elsewhere.page.get_by_role("textbox", name="كلمة المرور")).to_be_visible()
    elsewhere.close()


def test_the_password_is_asked_for_once_more_and_leads_on(person):
    person.give_password()
    person.expect_inside()
    person.page.goto("/newsroom/reauthenticate/?next=/newsroom/users/new/")
    person.page.get_by_role("textbox", name="كلمة المرور").fill("not-the-password")
    person.page.get_by_role("button", name="تأكيد").click()
    expect(person.page.locator("main")).to_contain_text("ليست هذه كلمة مرورك")
    person.page.get_by_role("textbox", name="كلمة المرور").fill(person.password)
    person.page.get_by_role("button", name="تأكيد").click()
    person.page.wait_for_url("**/newsroom/users/new/")
