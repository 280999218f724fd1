"""French words made comparable (accents, ligatures, plurals and endings no longer count) and well set."""

import re
import textwrap
import unicodedata
from functools import lru_cache

from snowballstemmer import stemmer

WORD = re.compile(r"[a-z0-9]+")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "·": ""})
# Words so common that they say nothing of what is looked for (elided articles included).
EMPTY_WORDS = frozenset(
    """
    a au aux avec c ce ces d dans de des du e en et il ils j je l la le les leur leurs m ma mes mon n ne nos notre nous
    on ont ou par pas pour qu que qui s sa se ses son sont sur t un une vos votre vous y
    """.split()  # noqa: SIM905
)
# « élu·es », « élu.e.s », « élu(e)s » are the word « élu » to whoever looks for it.
FEMININE = "e|ne|le|te|ve|se|euse|ice|rice|trice|ère"
INCLUSIVE_ENDING = re.compile(rf"(?<=\w\w)(?:[·.•](?:(?:{FEMININE})(?:[·.•]?s)?|s)|\((?:{FEMININE}|s)\)s?)(?!\w)")
# What the stemmer leaves apart, and French keeps together: short plurals, plurals in -x …
IRREGULAR_WORDS = {
    "amis": "ami", "bios": "bio", "elus": "elu", "lois": "loi", "baux": "bail", "coraux": "corail",
    "travaux": "travail", "vitraux": "vitrail", "enjeux": "enjeu", "feux": "feu", "jeux": "jeu", "lieux": "lieu",
    "milieux": "milieu", "voeux": "voeu", "nouvel": "nouveau", "nouvelle": "nouveau", "nouvelles": "nouveau",
}  # fmt: skip
# … plurals and feminines whose accent has gone (« usagers », « salariée », « foncière ») …
BEFORE_STEMMING = [
    (re.compile(r"(?<=\w\w[^aiouys])s$"), ""),
    (re.compile(r"ee$"), "e"),
    (re.compile(r"(?<=\w{3})ere$"), "er"),
]
# … and, once the word is cut, « emplois », « actrice », « publique », « active », « chercheuse ».
AFTER_STEMMING = [
    (re.compile(r"(?<=\w{3}[aiou])s$"), ""),
    (re.compile(r"tric$"), "teur"),
    (re.compile(r"(?<=\w\w)qu$"), "c"),
    (re.compile(r"(?<=\w\w)if$"), "iv"),
    (re.compile(r"(?<=\w\w)eux$"), "eur"),
]


def fold(text):
    """Return the text in lower case, without accents nor ligatures."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def stems(text):
    """Return the stems of the words that carry meaning, in order, repeats included.

    Accents go before the stemmer sees the word, so that a query typed without them finds the same.
    """
    words = WORD.findall(fold(INCLUSIVE_ENDING.sub("", text.lower())))
    return [stem(word) for word in words if word not in EMPTY_WORDS]


@lru_cache(maxsize=20_000)
def stem(word):
    """Return what the forms of a folded word have in common, whatever their number and gender."""
    if word in IRREGULAR_WORDS:
        return IRREGULAR_WORDS[word]
    whole = rewritten(word, BEFORE_STEMMING)
    # A stemmer of its own: it keeps the word it works on, and threads share this module.
    cut = stemmer("french").stemWord(whole)
    return rewritten(whole if is_cut_short(whole, cut) else cut, AFTER_STEMMING)


def is_cut_short(word, stem):
    """Tell whether too little is left of a word to know it again: « renaît » would meet « Rennes »."""
    return len(stem) < 4 and len(word) - len(stem) > 2


def rewritten(word, rules):
    for pattern, replacement in rules:
        word = pattern.sub(replacement, word)
    return word


def stem_column(*texts):
    """Return the stems of the texts as a searchable column: ` stem stem `, a space on each side."""
    found = stems(" ".join(text for text in texts if text))
    return f" {' '.join(dict.fromkeys(found))} " if found else ""


# The most words that a question may have: each one is a condition for the database.
MOST_WORDS = 12
# A word as it is printed, its inclusive ending in it.
PRINTED_WORD = re.compile(rf"[^\W_]+(?:{INCLUSIVE_ENDING.pattern})?")
# Where a sentence ends for sure: not after an initial (« M. Durand »), nor before a word in lower case.
SENTENCE_END = re.compile(r"(?<=\S\S[.!?…])(?<!\b[Aa]rt\.)\s+(?=[A-ZÀ-Ý«0-9])")
LINE_OR_SENTENCE_END = re.compile(rf"\n+|{SENTENCE_END.pattern}")


def first_sentence(text):
    return SENTENCE_END.split(text.strip(), maxsplit=1)[0]


def question_stems(words):
    """Return the different stems that a question asks for."""
    return list(dict.fromkeys(stems(words)))[:MOST_WORDS]


def hits(text, wanted):
    """Cut the text around the words of the wanted stems: [(piece, whether it is such a word)]."""
    pieces, end = [], 0
    for word in PRINTED_WORD.finditer(text):
        if not wanted.isdisjoint(stems(word[0])):
            pieces += [(text[end : word.start()], False), (word[0], True)]
            end = word.end()
    return [piece for piece in [*pieces, (text[end:], False)] if piece[0]]


def passage(text, wanted, length=260):
    """Return the part of the text around the first of the wanted words, from its sentence when it is short."""
    first = next((word.start() for word in PRINTED_WORD.finditer(text) if not wanted.isdisjoint(stems(word[0]))), 0)
    start = max([0, *(end.end() for end in LINE_OR_SENTENCE_END.finditer(text) if end.end() <= first)])
    if first - start > length // 2:
        start = max(start, text.rfind(" ", start, first - length // 3) + 1)
    shown = textwrap.shorten(text[start:], length, placeholder="…")
    return f"… {shown}" if start and not shown[0].isupper() else shown


NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
SPACES = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
UNITS = (
    r"€|[kM]€|Md€|millions?|milliards?|euros?|HT|TTC|ETP|km|m²|m³|m|ha|hectares?|[kMGT]Wh|kWc|kW|MW|kg|tonnes?|t|h|min|"
    r"ans?|mois|jours?|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
# What French typography asks of a plain text, in order. A mark is moved only at the end of a word, so that
# an address (https://…?page=2) or an hour (8:30) stays as it is.
RULES = [
    (re.compile(rule), replacement)
    for rule, replacement in [
        (r"(?<=\w)'(?=[\w«“])", "’"),
        (r"\.\.\.", "…"),
        (r"\"([^\"\n]+)\"", r"«\1»"),
        (rf"«{SPACES}*", f"«{NO_BREAK_SPACE}"),
        (rf"{SPACES}*»", f"{NO_BREAK_SPACE}»"),
        (rf"(?<=\S){SPACES}*([;!?]+)(?=[\s»”)…]|$)", rf"{NARROW_SPACE}\1"),
        (rf"(?<=\S){SPACES}*:(?=\s|$)", f"{NO_BREAK_SPACE}:"),
        (rf"(?<=\d){SPACES}*%", f"{NARROW_SPACE}%"),
        (rf"(?<=\d){SPACES}(?=\d{{3}}(?!\d))", NARROW_SPACE),
        (rf"(\d|\der|€){SPACES}(?=(?:{UNITS})(?!\w))", rf"\1{NO_BREAK_SPACE}"),
        (rf"(\bn°|\bN°|\b[Aa]rt\.|\barticles?|\bp\.|\b[LRD]\.){SPACES}(?=[\w])", rf"\1{NO_BREAK_SPACE}"),
        (rf"(?<=\S){SPACES}(?=[–—·]\s)", NO_BREAK_SPACE),
    ]
]


# The references of the versions of law texts come with dates for machines; not in the path of an address.
MACHINE_DATE = re.compile(r"(?<![\w/-])(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\w/-])")
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905


def spoken_date(found):
    """Return a date for machines as it is said: 2026-07-01 is « 1er juillet 2026 »."""
    year, month, day = map(int, found.groups())
    return f"{'1er' if day == 1 else day} {MONTHS[month - 1]} {year}"


def typeset(text):
    """Return a plain text with the dates, the apostrophes and the unbreakable spaces of French typography."""
    text = MACHINE_DATE.sub(spoken_date, str(text))
    for rule, replacement in RULES:
        text = rule.sub(replacement, text)
    return text


def number(value):
    """Return a whole number with its thousands apart: 12 345."""
    return f"{value:,}".replace(",", NARROW_SPACE)
