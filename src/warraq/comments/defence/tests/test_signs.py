"""What a text shows by itself, and what is innocent though it looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..signs import hosts_of, signs_of


def codes(text: str, name: str = "") -> set[str]:
    return {sign.code for sign in signs_of(text, name)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("اقرأوا المزيد على https://shop.example/a", "link"),
        ("زورونا www.shop.example اليوم", "link"),
        ("كل شيء في arkhas-souq.com بنصف السعر", "link"),
        ("ابحثوا عن arkhas dot com", "link"),
        ("hxxps://shop.example", "link"),
        ("ｈｔｔｐｓ：／／shop.example", "link"),
        ("راسلني على layla@example.org", "email"),
        ("layla [at] example [dot] org", "email"),
        ("واتساب ٠٩٤٤ ١٢٣ ٤٥٦", "phone"),
        ("اتصلوا بالرقم ٠ ٩ ٤ ٤ ١ ٢ ٣ ٤ ٥ ٦", "phone"),
        ("+963 (944) 123-456", "phone"),
        ("۰۹۱۲۳۴۵۶۷۸۹", "phone"),
        ("0944-\u200b123-\u200b456", "phone"),
        ("حوّل إلى bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "wallet"),
        ("0x52908400098527886E0F7030069857D2E4169EE7", "wallet"),
        ("تابعوني @souq_arkhas", "account"),
        ("ساعات BUY CHEAP WATCHES TODAY", "shouting"),
        ("😀" * 9, "emoji"),
        ("راااااااااائع", "drawn out"),
        ("ما هذا!!!!!!!!!!!!", "drawn out"),
        ("كا\u200bزينو", "hidden"),
        ("\u202eكازينو", "hidden"),
        ("саsino", "disguised"),  # its first letters are Cyrillic
        ("𝓯𝓻𝓮𝓮 للجميع", "disguised"),
        ("Купить дешево", "foreign"),
        ("؟", "short"),
        ("كلام " * 700, "long"),
    ],
)
def test_a_sign_is_seen(text, code):
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "شكرًا على هذا المقال، وفقكم الله.",
        "وقع ذلك في 15-08-2023 وفي 2019 و2020 و2021",
        "الموازنة 250.000.000 ليرة أو 1,500,000 دولار، بزيادة 3.5٪",
        "كلفت 150000000 دولار",
        "انتهت الجلسة.ثم بدأت أخرى",
        "ههههههههههههههه أضحكتني",
        "می‌خواهم بدانم چرا",
        "قرأت عن الـAPI و IBM و UNESCO في مقالكم",
        "👍 كلام جميل 👏",
        "The U.S. and the E.U. agree, i.e. they say so.",
        "في الدقيقة 12:30:45 من الفيلم",
        "اسمي عبد الرحمن وأعيش في حلب منذ ١٩٨٤",
    ],
)
def test_an_ordinary_comment_shows_nothing(text):
    assert codes(text) == set()


def test_a_name_that_is_an_address_is_seen():
    assert codes("كلام عادي عن المقال", "www.souq.example") == {"name"}
    assert codes("كلام عادي عن المقال", "ليلى 0944123456") == {"name"}


def test_an_address_of_mail_is_no_link():
    assert codes("layla@example.com") == {"email"}


def test_the_hosts_of_links_are_told_in_one_spelling():
    assert hosts_of("HTTPS://WWW.Shop.Example/a?b و hxxp://shop.example:80") == ["shop.example", "shop.example"]


def test_unseen_signs_are_named_to_the_moderator():
    (sign,) = signs_of("كا\u200bزينو كلام عادي")
    assert sign.detail == "U+200B"


@given(st.text(max_size=300), st.text(max_size=30))
def test_any_text_can_be_looked_at(text, name):
    found = signs_of(text, name)
    assert len({sign.code for sign in found}) == len(found)
    assert all(len(sign.detail) < 1_000 for sign in found)
