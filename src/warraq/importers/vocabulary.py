"""Arabic words made from roots and patterns: pronounceable, neutral and the same on every machine."""

from functools import cache, partial
from itertools import accumulate, product
from random import Random

# The commonest words of any text come first, as Zipf's law wants them.
_PARTICLES = "في من على إلى أن عن مع التي الذي بعد قبل بين كما حتى عند منذ خلال أو لكن هذا هذه كل غير حول".split()
_ROOTS = (
    "علم درس بحث كتب قرأ زرع صنع حصد رسم نقش قيس رصد نهر بحر مطر شجر ثمر حقل جسر درب سفر نقل بني عمر سكن حفظ "
    "نسج خبز طبخ شرب سبح صعد نزل فتح غلق جمع فرق قسم ضرب طرح حسب عدد وزن كيل سمع نظر نطق لفظ شرح فهم ذكر نشر "
    "طبع ورق حبر خطط لون ضوء ظلل شمس قمر نجم فلك رمل صخر معد نحس ذهب فضض خزف زجج خشب قطن حرر صبغ غزل شبك ربط"
).split()
_PATTERNS = "فعل فاعل مفعول فعيل تفعيل مفعل فعول فعال استفعال افتعال انفعال مفاعلة فعالة مفاعل فواعل تفاعل".split()
# Words of a run and runs of each length to draw from.
PHRASE, PHRASES = 5, 8_000
_FIRST, _SECOND, _THIRD = "فعل"


@cache
def words() -> tuple[str, ...]:
    """All words, the commonest first; stems appear with and without the article."""
    stems = [_stem(root, pattern) for pattern, root in product(_PATTERNS, _ROOTS)]
    Random("vocabulary").shuffle(stems)
    joined = [form for stem in stems for form in (stem, f"ال{stem}", f"وال{stem}")]
    return tuple(dict.fromkeys([*_PARTICLES, *joined]))


def nouns(count: int) -> list[str]:
    """Different words that can stand alone, for names of things."""
    return [word for word in words() if word.startswith("ال") and len(word) > 5][:count]


@cache
def _cumulated() -> tuple[float, ...]:
    return tuple(accumulate(1 / (rank + 2) for rank in range(len(words()))))


@cache
def _phrases(length: int) -> tuple[str, ...]:
    """Runs of words drawn by Zipf's law: drawing run by run costs a fifth of drawing word by word."""
    random = Random(f"phrases/{length}")
    draw = partial(random.choices, words(), cum_weights=_cumulated(), k=length)
    return tuple(" ".join(draw()) for _ in range(PHRASES))


def sentence(random: Random, length: int) -> str:
    """So many words, the common ones often and the rare ones seldom, without a full stop."""
    whole, rest = divmod(length, PHRASE)
    lengths = [PHRASE] * whole + ([rest] if rest else [])
    return " ".join(random.choice(_phrases(part)) for part in lengths)


def _stem(root: str, pattern: str) -> str:
    letters = {_FIRST: root[0], _SECOND: root[1], _THIRD: root[2]}
    return "".join(letters.get(letter, letter) for letter in pattern)
