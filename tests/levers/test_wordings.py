"""The differences between the two wordings of a lever."""

from levers.wordings import compare


def marked(passages):
    return "".join(f"[{passage.text}]" if passage.own else passage.text for passage in passages)


def marks(first, second):
    return tuple(marked(passages) for passages in compare(first, second))


def test_the_words_of_one_text_only_are_marked():
    assert marks("la formation des élus et des services", "la formation des élu.es et des services") == (
        "la formation des [élus] et des services",
        "la formation des [élu.es] et des services",
    )


def test_what_is_added_is_marked_in_one_piece_without_the_spaces_around_it():
    assert marks("une meilleure connaissance", "une meilleure interconnaissance et connaissance") == (
        "une meilleure connaissance",
        "une meilleure [interconnaissance et] connaissance",
    )


def test_the_shape_of_an_apostrophe_and_a_last_mark_are_no_difference():
    assert marks("l'échelle de l'ESS", "l’échelle de l’ESS ;") == ("l'échelle de l'ESS", "l’échelle de l’ESS ;")


def test_a_mark_that_replaces_a_word_is_shown_with_it():
    assert marks("numérique...)", "numérique, etc.)") == ("numérique[...)]", "numérique[, etc.)]")


def test_both_texts_are_given_back_whole():
    first, second = "Associer les acteurs, à la mise en oeuvre", "Associer  les citoyens à la mise en œuvre ;"
    assert ["".join(passage.text for passage in passages) for passages in compare(first, second)] == [first, second]
