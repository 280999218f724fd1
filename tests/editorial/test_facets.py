"""The lists that criteria narrow, seen through the list of initiatives."""

from urllib.parse import urlencode

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from actors.filters import InitiativeFilter
from actors.models import Initiative
from tests.factories import make_competence, make_field, make_initiative, make_lever

LIST = "/initiatives/"


@pytest.fixture(autouse=True)
def content():
    """Three levers, one of them of no use, two competences, four initiatives: enough to tell every rule."""
    buy, fund = make_lever(number=3, verb="Acheter"), make_lever(number=8, verb="Financer")
    make_lever(number=1, verb="Former")
    food, culture = make_competence(code="alim", name="Restauration"), make_competence(code="cult", name="Culture")
    make_initiative(title="Une cantine bio", levers=[buy, fund], competences=[food], year=2021)
    make_initiative(title="Une légumerie", levers=[buy], competences=[food], year=2024)
    make_initiative(title="Un théâtre", levers=[fund], competences=[culture], year=2022)
    make_initiative(title="Une fanfare", levers=[fund], competences=[culture], year=None)


def narrow(rf, **asked):
    request = rf.get(LIST, asked)
    return InitiativeFilter(request.GET, queryset=Initiative.objects.published(), request=request)


def counts(filterset, name):
    return {option.value: option.count for option in filterset.facet(name).options}


def titles(filterset):
    return {initiative.title for initiative in filterset.qs}


def test_without_criteria_everything_is_there(rf):
    filterset = narrow(rf)
    assert filterset.total == 4
    assert filterset.sentence == "4 initiatives"
    assert not filterset.chips
    assert not filterset.notices


def test_several_values_of_a_criterion_add_up(rf):
    assert titles(narrow(rf, competence=["alim", "cult"])) == titles(narrow(rf))


def test_criteria_narrow_one_another(rf):
    assert titles(narrow(rf, levier=["8"], competence=["alim"])) == {"Une cantine bio"}
    assert titles(narrow(rf, levier=["3", "8"], competence=["cult"])) == {"Un théâtre", "Une fanfare"}


def test_a_row_with_two_of_the_chosen_values_is_listed_and_counted_once(rf):
    filterset = narrow(rf, levier=["3", "8"])
    assert filterset.total == filterset.qs.count() == 4
    assert counts(filterset, "competence") == {"alim": 2, "cult": 2}


def test_the_counts_of_a_criterion_ignore_its_own_choice_and_respect_the_others(rf):
    filterset = narrow(rf, levier=["3"])
    assert counts(filterset, "levier") == {"1": 0, "3": 2, "8": 3}
    assert counts(filterset, "competence") == {"alim": 2, "cult": 0}


def test_each_count_is_what_the_list_gives_once_its_value_is_chosen(rf):
    for asked in ({}, {"q": "cantine"}, {"competence": ["cult"]}, {"levier": ["3"], "competence": ["alim", "cult"]}):
        filterset = narrow(rf, **asked)
        for name in ("levier", "competence", "annee"):
            for value, count in counts(filterset, name).items():
                assert narrow(rf, **asked | {name: [value]}).qs.count() == count, (asked, name, value)


def test_a_value_that_would_give_nothing_is_shown_with_its_zero(client):
    response = client.get(LIST, {"competence": "cult"})
    assertContains(response, 'name="levier" value="1"')
    assert counts(response.context["filterset"], "levier")["1"] == 0


def test_a_long_criterion_shows_only_what_would_give_something_and_what_is_checked(rf):
    assert counts(narrow(rf, competence=["cult"]), "annee") == {"2022": 1}
    assert counts(narrow(rf, competence=["cult"], annee=["2024"]), "annee") == {"2024": 0, "2022": 1}


def test_a_long_criterion_is_folded_until_one_of_its_values_is_chosen(rf):
    assert narrow(rf).facet("annee").folded
    assert not narrow(rf, annee=["2024"]).facet("annee").folded
    assert not narrow(rf).facet("levier").folded


def test_levers_come_by_number_and_years_newest_first(rf):
    assert list(counts(narrow(rf), "levier")) == ["1", "3", "8"]
    assert list(counts(narrow(rf), "annee")) == ["2024", "2022", "2021"]


def test_the_options_of_levers_carry_their_numeral(rf):
    assert [option.lever_number for option in narrow(rf).facet("levier").options] == [1, 3, 8]
    assert {option.lever_number for option in narrow(rf).facet("competence").options} == {None}


def test_each_chip_removes_its_value_and_keeps_the_rest(rf):
    chips = narrow(rf, q="cantine", levier=["3", "8"], tri="titre", page="2").chips
    assert [(chip.label, chip.lever_number, chip.remove_url) for chip in chips] == [
        ("« cantine »", None, "/initiatives/?levier=3&levier=8&tri=titre"),
        ("Acheter", 3, "/initiatives/?q=cantine&levier=8&tri=titre"),
        ("Financer", 8, "/initiatives/?q=cantine&levier=3&tri=titre"),
    ]


def test_the_list_says_what_it_found_and_how_to_undo(client):
    response = client.get(LIST, {"q": "cantine", "levier": "3"})
    assertContains(response, '<p class="count" aria-live="polite">1 initiative pour «\N{NO-BREAK SPACE}cantine')
    assertContains(response, "Retirer le filtre", count=2)
    assertContains(response, '<a class="btn btn-3" href="/initiatives/">Tout effacer</a>')


def test_the_search_ignores_accents_plurals_and_capitals(rf):
    for words in ("LEGUMERIES", "légumerie", "legumerie"):
        assert titles(narrow(rf, q=words)) == {"Une légumerie"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"xyz": "1"}, "Le critère « xyz » n’existe pas : il a été ignoré."),
        ({"levier": "99"}, "Levier : la valeur « 99 » n’existe pas, elle a été ignorée."),
        ({"levier": ["3", "9" * 400]}, f"Levier : la valeur « {'9' * 59}… » n’existe pas, elle a été ignorée."),
        ({"region": ["a\0b"]}, "Région : la valeur « a�b » n’existe pas, elle a été ignorée."),
        ({"annee": ["x", "y"]}, "Année : les valeurs « x » et « y » n’existent pas, elles ont été ignorées."),
        ({"tri": "hasard"}, "Tri : la valeur « hasard » n’existe pas, elle a été ignorée."),
        ({"q": "a\0b"}, "Les mots cherchés sont illisibles ou dépassent 200 signes : ils ont été ignorés."),
        ({"q": "a" * 201}, "Les mots cherchés sont illisibles ou dépassent 200 signes : ils ont été ignorés."),
    ],
)
def test_what_makes_no_sense_is_ignored_and_said(client, asked, said):
    response = client.get(LIST, asked)
    assert response.context["filterset"].notices == [said]
    assertContains(response, 'class="call call-warn"')


@pytest.mark.parametrize("key", ["levier", "champ", "competence", "region", "departement", "commune", "annee", "mot"])
@pytest.mark.parametrize("value", ["\0", "9" * 5_000, "-1", "1.5", "٣", "' OR 1=1 --", "\ud7ff", "3\n", "%"])
def test_no_value_of_the_address_breaks_the_list(client, key, value):
    assert client.get(LIST, {key: value}).status_code == 200


def test_hundreds_of_keys_and_values_do_not_break_the_list(client):
    keys = [(f"cle{number}", "1") for number in range(300)]
    values = [("commune", f"{number:05}") for number in range(300)]
    response = client.get(f"{LIST}?{urlencode(keys + values)}")
    assertContains(response, "et 297 autres")
    assert len(response.context["filterset"].notices) == 2


def test_a_value_that_is_not_published_is_unknown(rf):
    make_field(code="c1", short_title="Un champ en brouillon", live=False)
    filterset = narrow(rf, champ=["c1"])
    assert filterset.total == 4
    assert not counts(filterset, "champ")
    assert filterset.notices == ["Champ d’action : la valeur « c1 » n’existe pas, elle a été ignorée."]


def test_the_newest_come_first_and_those_without_a_year_last(client):
    rows = client.get(LIST).context["rows"]
    assert [initiative.year for initiative in rows] == [2024, 2022, 2021, None]


def test_the_list_is_sorted_as_asked(client):
    rows = client.get(LIST, {"tri": "titre"}).context["rows"]
    assert [initiative.title for initiative in rows] == sorted(initiative.title for initiative in rows)


def test_words_in_a_title_come_before_words_in_the_text_unless_another_order_is_asked(client):
    make_initiative(title="Un marché", summary="Il fournit la cantine.", year=2026)
    assert client.get(LIST, {"q": "cantine"}).context["rows"][0].title == "Une cantine bio"
    newest = client.get(LIST, {"q": "cantine", "tri": "recentes"}).context["rows"]
    assert newest[0].title == "Un marché"


def test_relevance_is_not_offered_without_words(rf):
    assert "pertinence" not in narrow(rf).sorts
    assert next(iter(narrow(rf, q="cantine").sorts)) == "pertinence"


def test_the_form_leaves_the_default_order_unsaid_so_that_words_typed_next_bring_relevance(client):
    assertContains(client.get(LIST), '<option value="" selected>année, récentes d’abord</option>')
    assertContains(client.get(LIST, {"q": "cantine"}), '<option value="" selected>pertinence</option>')
    response = client.get(LIST, {"q": "", "tri": "pertinence"})
    assert response.context["filterset"].sort == "recentes"
    assert not response.context["filterset"].notices


def test_the_pages_keep_the_filters_and_say_where_one_is(client):
    for _ in range(45):
        make_initiative(title="Une épicerie")
    response = client.get(LIST, {"q": "epicerie", "page": "2"})
    assertContains(response, "45 initiatives pour «\N{NO-BREAK SPACE}epicerie")
    assertContains(response, ", page 2 sur 3 – Initiatives – Leviers</title>")
    assertContains(response, "?q=epicerie&amp;page=3")


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "\0", "9" * 30, "9" * 5_000, "1.5"])
def test_a_page_that_does_not_exist_is_not_found(client, page):
    assert client.get(LIST, {"page": page}).status_code == 404


def test_an_empty_list_says_what_to_loosen_and_shows_the_closest(client):
    response = client.get(LIST, {"levier": "3", "competence": "cult", "annee": "2021"})
    assertContains(response, "Aucune initiative")
    assertContains(response, "Rien, avec ces trois critères ensemble.")
    filterset = response.context["filterset"]
    assert [(loosened.sentence, loosened.url) for loosened in filterset.loosened] == [
        ("Aucune initiative sans « Acheter »", "/initiatives/?competence=cult&annee=2021"),
        ("Aucune initiative sans « 2021 »", "/initiatives/?levier=3&competence=cult"),
        ("1 initiative sans « Culture »", "/initiatives/?levier=3&annee=2021"),
    ]
    assert [initiative.title for initiative in response.context["rows"]] == ["Une cantine bio"]


def test_an_empty_list_costs_no_more_than_a_full_one(client, django_assert_num_queries):
    # Terms, counts, what each criterion withholds, the ten tabs; the closest row, its levers (it has no territory).
    with django_assert_num_queries(7):
        client.get(LIST, {"levier": "3", "competence": "cult", "annee": "2021"})


def test_a_site_without_content_says_so(client):
    Initiative.objects.all().delete()
    assertContains(client.get(LIST), "Rien n’est encore publié ici.")


def test_words_that_say_nothing_find_nothing(client):
    assertContains(client.get(LIST, {"q": "de la"}), "4 initiatives sans «\N{NO-BREAK SPACE}de la")


def test_the_whole_state_is_in_the_address_that_the_chips_rebuild(rf):
    filterset = narrow(rf, levier=["3", "99"], xyz=["1"], q="cantine")
    assert filterset.address() == "/initiatives/?q=cantine&levier=3"
    assert filterset.address(without=["q", "levier"]) == "/initiatives/"


def test_what_is_asked_is_escaped(client):
    response = client.get(LIST, {"q": "<script>alert(1)</script>", "xyz<b>": "1"})
    assertNotContains(response, "<script>alert")
    assertNotContains(response, "xyz<b>")
