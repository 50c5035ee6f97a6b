from hypothesis import given

from warraq.language.sort import sort_key

from .texts import arabic_words, tricky_texts


def test_names_come_in_the_order_of_an_arabic_index():
    expected = ["2 باب", "10 باب", "أحمد", "آدم", "باب", "بيروت", "پاريس", "تونس", "زين", "شركة النور"]
    expected += ["شركة Apple", "غزالة", "گوتنبرغ", "ليلى", "Apple", "Zürich"]
    assert sorted(set(expected), key=sort_key) == expected


def test_two_spellings_of_a_name_stand_together():
    assert sort_key("أحمد") == sort_key("احمد") == sort_key("اَحْمَـد")
    assert sort_key("إيران") == sort_key("ایران")


def test_the_article_is_left_out_only_where_it_is_one():
    def keys(names):
        return [sort_key(name, ignore_article=True) for name in names]

    assert keys(["القاهرة", "«الأهرام»"]) == keys(["قاهرة", "أهرام"])
    assert keys(["الله", "ألمانيا", "آل سعود", "التي"]) == [sort_key(n) for n in ["الله", "ألمانيا", "آل سعود", "التي"]]


@given(arabic_words, arabic_words)
def test_a_word_comes_before_the_words_it_begins(word, more):
    assert sort_key(word) <= sort_key(word + more)


@given(tricky_texts)
def test_punctuation_and_case_do_not_order(text):
    assert sort_key(f"«{text}»") == sort_key(text)
    assert "\x00" not in sort_key(text)
