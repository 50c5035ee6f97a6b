"""Arabic words to terms."""

_ARTICLES = ("وبال", "وكال", "ولل", "وال", "بال", "كال", "فال", "ال", "لل")
_SUFFIXES = ("اتها", "اته", "هما", "يه", "ها", "هم", "نا", "ات", "ون", "ين", "ان", "ه", "ي")


def stem(word: str) -> str:
    """A plain word without article and ending."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 3:
            word = word[len(article) :]
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word
