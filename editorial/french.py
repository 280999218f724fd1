"""French words made comparable: accents, ligatures, plurals and endings no longer count."""

import re
import unicodedata

from snowballstemmer import stemmer

FRENCH = stemmer("french")
WORD = re.compile(r"[a-z0-9]+")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "·": ""})
# Words so common that they say nothing of what is looked for (elided articles included).
EMPTY_WORDS = frozenset(
    """
    a au aux avec c ce ces d dans de des du e en et il ils j je l la le les leur leurs m ma mes mon n ne nos notre nous
    on ont ou par pas pour qu que qui s sa se ses son sont sur t un une vos votre vous y
    """.split()  # noqa: SIM905
)


def fold(text):
    """Return the text in lower case, without accents nor ligatures."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def stems(text):
    """Return the stems of the words that carry meaning, in order, repeats included.

    Accents go before the stemmer sees the word, so that a query typed without them finds the same.
    """
    words = [word for word in WORD.findall(fold(text)) if word not in EMPTY_WORDS]
    return FRENCH.stemWords(words)


def stem_column(*texts):
    """Return the stems of the texts as a searchable column: ` stem stem `, a space on each side."""
    found = stems(" ".join(text for text in texts if text))
    return f" {' '.join(dict.fromkeys(found))} " if found else ""
