import pytest

from warraq.language.analysis import analyser_for


def term(word, language="ar"):
    return "+".join(token.term for token in analyser_for(language).analyse(word))


def families(text):
    """One family a line: all its words have one term."""
    return [line.split() for line in text.strip().splitlines()]


@pytest.mark.parametrize(
    "words",
    families("""
        وزير الوزير والوزير بوزير لوزير للوزير فالوزير كوزير
        لبنان بلبنان ولبنان للبنان
        ليبيا لليبيا وليبيا
        لجنة اللجنة للجنة ولجنة
        التزام الالتزام بالتزام والتزام للالتزام
        إلغاء الإلغاء بإلغاء وإلغاء
        آلاف بآلاف والآلاف
        يعلن سيعلن وسيعلن
        سبب بسبب
        قال وقال
        استخدام باستخدام وباستخدام باستخدامها
        سرعة بسرعة
        تهمة بتهمة
        تعزيز لتعزيز ولتعزيز
        إمكان بإمكانه
        جنة الجنة
        لجنة وللجنة فللجنة
        كمامة بكمامة
    """),
    ids="/".join,
)
def test_proclitics_fall_off(words):
    assert {term(word) for word in words} == {term(words[0])}


@pytest.mark.parametrize(
    "words",
    families("""
        كتاب كتابها كتابهم كتابنا كتابان كتابين كتابا
        سيارة سياراتهم سيارته سيارتان سيارتين سيارات
        شركة شركات شركته الشركتين
        مهندس مهندسون مهندسين المهندسات مهندسو
        مصري مصرية مصريون المصريين المصريات
        رسمي رسميا رسمية الرسميين
        مستوى مستواه مستوياتها
        وزراء وزرائها وزراؤه وزراءهم
        حق حقه حقهم حقوقهم
        أعلن أعلنت أعلنوا
        بيت بيته بيتهم البيتين
        مقاطعة مقاطعتا مقاطعتي
        سنغالي سنغاليون سنغاليين
        عائلة وعائلاتهم
        أجر بأجرهن
        متضرر المتضررة المتضررون
    """),
    ids="/".join,
)
def test_endings_fall_off(words):
    assert {term(word) for word in words} == {term(words[0])}


@pytest.mark.parametrize(
    "words",
    families("""
        كتاب كتب الكتب
        مدينة مدن المدن
        قرية قرى
        وزير وزراء
        طالب طلاب طلبة
        امرأة نساء المرأة
        سلاح أسلحة
        قانون قوانين
        صاروخ صواريخ
        عاصمة عواصم
        شهيد شهداء
        قاض القاضي قضاة
        مستشفى مشافي مستشفيات
        عربي العرب العربية
    """),
    ids="/".join,
)
def test_broken_plurals_lead_to_their_singular(words):
    assert {term(word) for word in words} == {term(words[0])}


@pytest.mark.parametrize(
    "words",
    families("""
        كتاب كاتب مكتب مكتبة
        جامع جامعة
        مدرس مدرسة
        علم عالم معلم
        ورد رد مورد
        وصل أصل
        كمال مال جمال
        فيصل يصل فصل
        لبنان بنان لبن
        السودان سود
        البحرين بحر
        عدنان عدن
        حسين حس حسن
        ياسين يأس
        شعبان شعب
        قانون قن
        بنك بن
        معارض معرض عرض
        علي على
        والي إلى
        عمل عملة
        خبر خبرة
        رمضان رمضاء
        يونيو يوليو
        عملية عملي
        تعليم علم
        تقرير قرر
    """),
    ids="/".join,
)
def test_words_that_only_look_alike_stay_apart(words):
    assert len({term(word) for word in words}) == len(words)


@pytest.mark.parametrize(
    "words",
    families("""
        عبدالله وعبدالله لعبدالله
        أبوظبي بأبوظبي ابوظبى
        صلاحالدين ولصلاحالدين
    """),
    ids="/".join,
)
def test_solid_compounds_lose_their_proclitics(words):
    assert {term(word) for word in words} == {term(words[0])}


@pytest.mark.parametrize(
    ("apart", "solid"),
    [
        ("عبد الله", "عبدالله"),
        ("لعبد الرحمن", "عبدالرحمن"),
        ("أبو ظبي", "أبوظبي"),
        ("أبي بكر", "أبوبكر"),
        ("علاء الدين", "علاءالدين"),
        ("نصر الله", "نصرالله"),
        ("بنيو يورك", "نيويورك"),
        ("بتل أبيب", "تلأبيب"),
        ("New York", "نيويورك"),
    ],
)
def test_a_compound_name_is_one_token_over_two_words(apart, solid):
    (token,) = analyser_for("ar").analyse(apart)
    assert (token.start, token.end) == (0, len(apart))
    assert token.term == term(solid)


@pytest.mark.parametrize("text", ["عبد في", "أبو و", "عبد الله", "العبد الصالح"])
def test_only_a_name_is_joined(text):
    assert (len(analyser_for("ar").analyse(text)) == 1) is (text == "عبد الله")


def test_two_words_written_as_one_are_two():
    assert term("حزبالله") == "حزب+الله"
    assert term("مجلسالأمن") == "مجلس+امن"


def test_doors_are_not_the_father_of_anything():
    assert term("أبوابهم") == term("باب")


@pytest.mark.parametrize(
    "words",
    families("""
        کتاب کتاب‌ها کتابها کتاب‌های
        خانه خانه‌ها خانه‌ی
        دانشجو دانشجویان
    """),
    ids="/".join,
)
def test_persian_plurals_lead_to_their_singular(words):
    assert {term(word, "fa") for word in words} == {term(words[0], "fa")}


@pytest.mark.parametrize(
    "words",
    families("""
        election elections
        party parties
        vote votes voting voted
        trump Trump’s TRUMP'S
        café cafe cafés
    """),
    ids="/".join,
)
def test_english_words_lose_their_endings(words):
    assert {term(word, "en") for word in words} == {term(words[0], "en")}


def test_a_latin_word_in_an_arabic_text_is_found_in_its_plural():
    assert term("Tweets") == term("tweet")


@pytest.mark.parametrize(
    "word", ["فطور", "كساد", "وداع", "وفاق", "كسوف", "فداء", "لقمة", "وضوء", "فصام", "التماس", "التقاء"]
)
def test_what_stands_behind_an_article_has_nothing_else_in_front(word):
    assert term(word) in (word.replace("ة", "ه"), term("ال" + word))
    assert term(word) == term("ال" + word)
    assert term(word) != term(word[1:])


@pytest.mark.parametrize(
    ("with_hamza", "without"),
    [
        ("سماء", "سما"),
        ("قضاء", "قضا"),
        ("كهرباء", "كهربا"),
        ("رؤساء", "روسا"),
        ("رؤساء", "روساء"),
        ("مسؤول", "مسوول"),
        ("المسؤولين", "المسوولين"),
        ("فؤاد", "فواد"),
        ("مؤتمر", "موتمر"),
    ],
)
def test_a_word_is_known_without_its_hamza(with_hamza, without):
    assert term(without) == term(with_hamza)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("حرباء", "حرب"),
        ("علماء", "علم"),
        ("خبراء", "خبر"),
        ("أمراء", "أمر"),
        ("إلهام", "هام"),
        ("ألغاز", "غاز"),
        ("وجهة", "وجه"),
        ("راية", "رأي"),
        ("دفعة", "دفع"),
    ],
)
def test_a_hamza_or_dots_set_words_apart(one, other):
    assert term(one) != term(other)


def test_what_no_hamza_or_dots_tell_apart_is_found_by_both():
    (word,) = analyser_for("ar").analyse("الهام")
    assert set(word.found_by) >= {term("هام"), term("إلهام")}
    (word,) = analyser_for("ar").analyse("رايه")
    assert set(word.found_by) >= {term("رأي"), term("راية")}


def test_a_name_of_several_words_is_found_by_each_of_them():
    (name,) = analyser_for("ar").analyse("جمهورية التشيك")
    assert set(name.parts) == {term("جمهورية"), term("تشيك")}
