"""Words a query need not find. They are judged as written: على is one, the name علي is not."""

from .letters import plain

_WORDS = """
في من على إلى الى إلي الي عن مع ان أن إن أنّ هو هي هم هما هن نحن انا أنا انت أنت أنتم انتم هذا هذه هذان هاتان هذين
هؤلاء ذلك تلك أولئك اولئك الذي التي الذين اللذان اللتان اللذين اللتين اللواتي اللاتي ما ماذا لماذا كيف متى متي أين
اين كم هل أي اي أية اية لا لم لن ليس ليست ليسوا ولا وما ولم ولن كان كانت كانوا يكون تكون يكونون سيكون ستكون قد لقد
وقد فقد كل بعض غير سوى بين بعد قبل عند عندما حين حينما حيث إذ اذ إذا اذا لو لولا لكن لكنه لكنها ولكن أو او أم ام ثم
حتى حتي منذ خلال حول دون ضد نحو لدى لدي فيه فيها فيهم منه منها منهم له لها لهم لنا لي لك به بها بهم عليه عليها عليهم
إليه إليها إليهم اليه اليها اليهم عنه عنها عنهم معه معها معهم أنه انه إنه أنها انها إنها أنهم انهم إنهم لأن لان لأنه
لانه لأنها لانها كما بما مما فيما عما ممن إنما انما كأن بأن بان وأن وان وإن فإن فان وهو وهي وهم وفي ومن وعلى وإلى
والى وعن ومع وكان وكانت والتي والذي والذين هنا هناك ذات ذو ذي أيضا ايضا فقط مثل جدا ب ل و ف ك س ال أ ا يا بن ابن إلا
ألا الا والا وإلا وألا الآن الان وبين وبعد وقبل ولكنه ولكنها وأنه وانه وأنها وانها بأنه بانه بأنها بانها فإنه فانه
لكنهم وكذلك كذلك وذلك لذلك ولذلك بذلك وبذلك وهذا وهذه لهذا لهذه بهذا بهذه هكذا وهكذا إياه إياها كلا آل لآل وآل
"""
_PERSIAN = "و در به از که این آن را با برای است بود شد می هم یا تا بر هر ها ای اما اگر نیز خود"
_ENGLISH = (
    "a an and are as at be been but by for from had has have he her his in is it its not of on or she that the"
    " their them they this to was we were which who will with you"
)
_KEYBOARDS = str.maketrans("یک", "يك")


class StopWords:
    """The stop words of a language, on whichever keyboard they are typed."""

    def __init__(self, words: str = ""):
        spellings = {word.translate(_KEYBOARDS) for word in words.split()}
        self._terms = {word: _term(word, spellings) for word in spellings}
        self.terms = frozenset(self._terms.values())

    def term(self, exact: str) -> str | None:
        """The term of a stop word; nothing for another word."""
        spelling = exact.translate(_KEYBOARDS)
        if exact.endswith("ی") and spelling[:-1] + "ى" in self._terms:
            return self._terms[spelling[:-1] + "ى"]  # a Persian keyboard has one key for both
        return self._terms.get(spelling)


def _term(word: str, spellings: set[str]) -> str:
    # على is not the name علي, though both are plain as علي; إلي is nothing but إلى.
    if word.endswith("ى") and word[:-1] + "ي" not in spellings:
        return plain(word)[:-1] + "ى"
    return plain(word)


_LANGUAGES = {"ar": StopWords(_WORDS), "fa": StopWords(_PERSIAN), "en": StopWords(_ENGLISH)}
_NONE = StopWords()


def stop_words_for(language: str) -> StopWords:
    return _LANGUAGES.get(language, _NONE)
