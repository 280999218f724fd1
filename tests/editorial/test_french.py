"""Words made comparable, found and shown: what searching in French asks for."""

import pytest
from django.template import Context, Template

from editorial.french import MOST_WORDS, fold, hits, passage, question_stems, stem_column, stems
from tests.factories import make_document, make_term


@pytest.mark.parametrize(
    "forms",
    [
        "élu élue élus élues élu·e élu·es élu·e·s élu.e.s élu(e)s ÉLUS",
        "citoyen citoyenne citoyens citoyennes citoyen·ne·s citoyen.ne.s",
        "acteur actrice acteurs actrices acteur·rice·s",
        "salarié salariée salariés salariées salarié·e·s",
        "chargé chargée chargés chargé·e",
        "usager usagère usagers usagères",
        "régie régies",
        "coopérative coopératives coopératif coopératifs",
        "cantine cantines CANTINES",
        "scolaire scolaires",
        "local locale locaux locales",
        "social sociale sociaux sociales",
        "public publique publics publiques",
        "actif active actifs actives",
        "foncier foncière fonciers foncières",
        "travail travaux",
        "lieu lieux",
        "enjeu enjeux",
        "réseau réseaux",
        "emploi emplois",
        "vélo vélos",
        "loi lois",
        "œuvre œuvres oeuvre oeuvres",
        "français française françaises",
        "entreprise entreprises",
        "chercheur chercheuse chercheurs chercheuses",
        "association associations associatif associatives",
        "énergie énergies energie",
        "tiers-lieu tiers-lieux",
    ],
)
def test_the_number_the_gender_and_the_accents_of_a_word_do_not_count(forms):
    assert len({tuple(stems(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("loi", "loisirs"), ("Rennes", "renaît"), ("élu", "élève")])
def test_different_words_stay_different(one, other):
    assert stems(one) != stems(other)


def test_common_words_and_elided_articles_are_left_out():
    assert stems("l’économie de la ville et qu’elle") == [*stems("économie"), *stems("ville"), *stems("elle")]


def test_an_acronym_keeps_its_digits_and_loses_its_case():
    assert stems("PTCE L. 2111-3") == ["ptce", "2111", "3"]


def test_ligatures_and_accents_are_unfolded():
    assert fold("Œuvre à l’Île") == "oeuvre a l'ile"


def test_a_column_has_each_stem_once_between_spaces():
    assert stem_column("Cantine", "", "les cantines bio") == " cantin bio "
    assert stem_column("", "de la") == ""


def test_a_question_asks_for_each_word_once_and_for_a_bounded_number_of_words():
    assert question_stems("cantine cantines CANTINE") == ["cantin"]
    assert len(question_stems(" ".join(f"mot{number}" for number in range(500)))) == MOST_WORDS


def found(text, words):
    return [piece for piece, hit in hits(text, set(question_stems(words))) if hit]


def test_the_words_found_are_those_of_the_text_with_its_own_endings():
    assert found("Les élu·es et l’élu.e.s des cantines.", "cantine élus") == ["élu·es", "élu.e.s", "cantines"]
    assert found("Le cœur des tiers-lieux", "coeur lieu") == ["cœur", "lieux"]
    assert found("Rien ici", "cantine") == []


def test_the_pieces_of_a_text_are_the_whole_text():
    text = "La cantine, « bio » : l’élu·e en veut."
    assert "".join(piece for piece, _ in hits(text, set(stems("cantine élu")))) == text


def render(text, words):
    template = Template("{% load components %}{{ text|hits:wanted|typo }}")
    return template.render(Context({"text": text, "wanted": set(question_stems(words))}))


def test_marks_are_html_and_the_text_is_escaped():
    assert render("<b>Cantine</b> & co", "cantine") == "&lt;b&gt;<mark>Cantine</mark>&lt;/b&gt; &amp; co"


def test_a_word_that_looks_like_html_marks_nothing_dangerous():
    assert "<script>" not in render("<script>alert(1)</script>", "script alert")


def test_a_passage_begins_with_the_sentence_that_has_the_word():
    text = "Une phrase. " * 40 + "La cantine est bio. " + "Une suite. " * 40
    assert passage(text, {"cantin"}).startswith("La cantine est bio.")


def test_a_passage_of_a_long_sentence_begins_before_the_word_and_says_so():
    text = "mot " * 200 + "cantine " + "mot " * 200
    shown = passage(text, {"cantin"}, length=100)
    assert shown.startswith("… mot")
    assert "cantine" in shown
    assert len(shown) <= 102


def test_a_short_text_is_shown_whole():
    assert passage("Une cantine bio.", {"cantin"}) == "Une cantine bio."
    assert passage("", {"cantin"}) == ""


@pytest.mark.parametrize("words", ["cantine scolaire", "CANTINES SCOLAIRES", "scolaires cantines", "la cantine"])
def test_a_search_ignores_accents_case_endings_and_order(words):
    document = make_document(title="Des cantines scolaires bio")
    assert list(type(document).objects.search(words)) == [document]


def test_a_search_wants_every_word():
    make_document(title="Cantine bio")
    assert not make_document().__class__.objects.search("cantine mobilité")


def test_a_word_in_the_title_comes_before_a_word_in_the_text():
    in_text = make_document(title="A", note="La cantine")
    in_title = make_document(title="La cantine", year=in_text.year - 1)
    assert list(type(in_text).objects.search("cantine")) == [in_title, in_text]


def test_a_part_of_a_word_is_not_the_word():
    term = make_term(name="Restauration")
    assert not type(term).objects.search("station")
