"""Which letter a Persian yeh at the end of an Arabic word stands for: ي or ى.

The keyboard has one key for both. The rule: ى when the word, with or without its proclitics, is on one of the
lists below, which hold common words that are far more often written with ى than with ي; else ي, which ends
nine words in ten. «علی» is the preposition, but the name after بن, الإمام and their like.
"""

from functools import lru_cache

_PARTICLES = "على إلى حتى متى لدى سوى مدى عسى بلى إحدى احدى شتى".split()
# With a conjunction it is والي, the governor.
_BARE = ["الى"]

_NOUNS = """
    هدى أخرى اخرى أولى اولى كبرى صغرى عظمى قصوى مثلى فضلى سفلى ذكرى شورى دعوى عدوى فتوى شكوى جدوى
    تقوى بلوى حلوى فحوى أعلى اعلى أدنى ادنى أقصى اقصى أقوى اقوى أغنى اغنى أغلى أسمى أرقى أبهى
    أحلى أجدى أزكى أوفى أدهى أشهى أنثى انثى أعمى أفعى أضحى اضحى أسرى اسرى أذى مستوى محتوى مستشفى
    مبنى مقهى ملهى مرمى مرسى مسعى مجرى مأوى ملتقى منتدى منتهى مبتغى مقتضى منحى مغزى مرأى ملقى
    مسمى مصفى مشفى مصلى موسيقى فوضى قتلى جرحى مرضى موتى صرعى غرقى يتامى نصارى قدامى قرى رؤى خطى
    دمى ذرى حمى عمى صدى ثرى منفى مستثنى مشتكى مغطى مستدعى فتاوى دعاوى شكاوى رشاوى قصارى حبلى
    صحارى منأى مهوى مثوى مستقى سدى فتى
""".split()
# Never with the article, or another word when they have it: السلمي, البشري, المعني.
_NAMES = """
    ليلى سلمى مصطفى مرتضى مجتبى عيسى موسى يحيى لبنى أروى نهى نينوى كسرى بشرى سكنى معنى ندى سلوى
    نجوى رضوى جمادى طوبى
""".split()
# Only with the article: without it قوي, بني and يسري are the commoner words.
_WITH_ARTICLE = "قوى يسرى بنى وسطى".split()
_PAST = """
    نفى مضى جرى قضى أتى أدى أدلى أجرى أمضى امضى أودى أعطى اعطى ألقى القى أوصى اوصى أبدى أنهى
    انهى أبقى أفضى أخفى أحصى أضفى أرسى أعفى أثنى أغرى أوحى أسدى أرخى أضحى أمسى أهدى أخلى أدمى
    أصغى انتهى إنتهى استولى التقى إلتقى اعتدى اقتضى اكتفى اختفى انقضى ارتدى اشترى احتوى استدعى
    اشتكى ادعى ارتأى ارتقى اهتدى انتمى استثنى استعصى استغنى استوفى استلقى استسقى احتمى احتفى
    اعتلى اقتنى اقتدى التوى امتطى انحنى انبرى ابتغى اتقى تلقى تولى تمنى تجلى تسنى لاقى عانى لبى
    سمى غطى
""".split()
_PRESENT = """
    أرى أسعى أتمنى يرى ترى نرى يبقى تبقى نبقى يسعى تسعى نسعى أخشى يخشى تخشى نخشى ينسى تنسى ننسى يحظى تحظى نحظى
    يرقى ترقى يرعى ترعى يتلقى تتلقى نتلقى يتولى تتولى نتولى يتمنى تتمنى نتمنى يتخلى تتخلى يتحدى
    تتحدى يتصدى تتصدى يتعدى تتعدى يتخطى تتخطى يتبنى تتبنى نتبنى يتجلى تتجلى يتسنى تتسنى يتوخى
    تتوخى يتفادى تتفادى يتلاشى تتلاشى يتنامى تتنامى يتعافى تتعافى يتعاطى تتعاطى يتوالى تتوالى
    يتماشى تتماشى يتنافى تتنافى يتقاضى تتقاضى يتغنى تتغنى يتأتى تتأتى يتبقى تتبقى يتدلى تتدلى
    يسمى تسمى يدعى تدعى يرجى يعزى يستثنى تستثنى يتغذى تتغذى يتناسى تتناسى
""".split()

_ARTICLES = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل", "وبال")
_PREPOSITIONS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "أو")
_TENSES = ("", "و", "ف", "س", "وس", "ل", "ول", "ما", "لا")
_LISTS = tuple(
    (proclitics, frozenset(word.removesuffix("ى") for word in words))
    for proclitics, words in (
        (("",), _BARE),
        (_PREPOSITIONS, _PARTICLES + _NOUNS + _NAMES),
        (_ARTICLES, _NOUNS + _WITH_ARTICLE),
        (("", "و", "ف"), _PAST),
        (_TENSES, _PRESENT),
    )
)
_CALLS_FOR_THE_NAME = frozenset("بن ابن بنت أبو أبي أبا آل الإمام السيد الشيخ".split())


def final_yeh(stem: str, word_before: str = "") -> str:
    """ى or ي for a word given without its last letter and without marks."""
    if stem == "عل" and word_before in _CALLS_FOR_THE_NAME:
        return "ي"
    return "ى" if _is_listed(stem) else "ي"


@lru_cache(maxsize=4096)
def _is_listed(stem: str) -> bool:
    return any(
        stem.startswith(proclitic) and stem[len(proclitic) :] in stems
        for proclitics, stems in _LISTS
        for proclitic in proclitics
    )
