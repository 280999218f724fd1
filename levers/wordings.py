"""Two wordings of one sentence, and the words that one has and the other has not."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

# A word with its elided article (« l’ESS ») and the spaces after it, or marks.
TOKEN = re.compile(r"(?:\w+(?:['’.]\w+)*|[^\w\s]+)\s*")


class Passage(NamedTuple):
    """A piece of a wording; it is `own` when the other wording does not have it."""

    text: str
    own: bool


def compare(first, second):
    """Return each wording as a list of passages.

    The shape of an apostrophe, spaces and a mark alone are no difference: only words are.
    """
    before, after = TOKEN.findall(first), TOKEN.findall(second)
    matches = SequenceMatcher(None, [same(token) for token in before], [same(token) for token in after], autojunk=False)
    passages = [], []
    for tag, i1, i2, j1, j2 in matches.get_opcodes():
        texts = "".join(before[i1:i2]), "".join(after[j1:j2])
        own = tag != "equal" and any(has_a_word(text) for text in texts)
        for wording, text in zip(passages, texts, strict=True):
            wording.extend(spaced(text, own))
    return passages


def same(token):
    """Return what makes two tokens equal."""
    return token.strip().replace("’", "'")


def has_a_word(text):
    return any(char.isalnum() for char in text)


def spaced(text, own):
    """Return the passages of a text: the spaces after what is its own stay out of the mark."""
    mark = text.rstrip() if own else text
    return [Passage(piece, own and piece == mark) for piece in (mark, text[len(mark) :]) if piece]
