"""`warraq bench search`, on a handful of stories."""

import pytest
from django.db import connection

from warraq.operations.measuring.searching import Times, measure_searching
from warraq.testing import make_story, paragraphs

TEXTS = [
    "افتتح الوزير مدرسة جديدة للبنات في المدينة القديمة بعد انتظار استمر عشر سنوات",
    "قاس المرصد سرعة الرياح فوق الجبل وحذر الصيادين من العواصف القادمة إلى الساحل",
    "ارتفعت أسعار الخضار في السوق بعد انقطاع الطريق بسبب الأمطار الغزيرة هذا الأسبوع",
]


@pytest.mark.django_db(transaction=True)
def test_it_asks_the_site_and_its_peers_the_same_questions(settings, tmp_path):
    settings.WARRAQ_SEARCH = tmp_path / "search"
    for number in range(9):
        make_story(title=f"{TEXTS[number % 3][:20]} {number}", body=paragraphs(TEXTS[number % 3]))
    said: list[str] = []
    is_postgresql = connection.vendor == "postgresql"
    url = connection.connection.info.dsn if is_postgresql else ""
    measure_searching(3, url, True, said.append)
    text = "\n".join(said)
    assert "bytes a record" in text
    assert "a misspelt word" in text
    assert "a changed story is found after" in text
    assert "SQLite FTS5: built in" in text
    assert ("PostgreSQL arabic: built in" in text) == is_postgresql


def test_the_longest_of_few_is_their_ninety_ninth_hundredth():
    assert Times("", [1.0, 3.0, 2.0]).at(0.99) == 3.0
    assert "—" in str(Times(""))
