"""Who may do what: the law that is shipped, asked for places of every kind, one by one."""

import pytest
from django.conf import settings
from django.core.management import call_command

from territories.holding import Who, holders_of
from territories.models import Competence, Territory
from tests.factories import make_territory

Kind, Nature = Territory.Kind, Territory.Nature
COMMUNE, INTERCOMMUNALITY, SHARED, OTHER = Who.COMMUNE, Who.INTERCOMMUNALITY, Who.SHARED, Who.OTHER


@pytest.fixture(autouse=True)
def shipped_law(database):
    call_command("loaddata", settings.BASE_DIR / "fixtures" / "02-competences.yaml", verbosity=0)


def make_group(nature, *around, **values):
    return make_territory(Kind.INTERCOMMUNALITY, around, nature=nature, **values)


def make_commune(*around, **values):
    return make_territory(Kind.COMMUNE, around, **values)


def make_region(code):
    return make_territory(Kind.REGION, code=code)


def who(territory, *codes):
    holders = holders_of(territory)
    return [holders[code].who for code in codes]


def test_every_competence_has_an_answer_with_its_text_and_how_far_it_was_verified():
    for nature in [Nature.CC, Nature.CA, Nature.CU, Nature.METRO, Nature.MET69, Nature.EPT]:
        holders = holders_of(make_commune(make_group(nature)))
        assert holders.keys() == set(Competence.objects.values_list("code", flat=True))
        assert all(each.ground and each.article and each.verification for each in holders.values())
        assert {each.vintage for each in holders.values()} == {""}


def test_a_communaute_de_communes_holds_what_the_law_compels():
    commune = make_commune(make_group(Nature.CC, name="CC du Test"))
    assert who(commune, "dech", "deveco", "tour") == [INTERCOMMUNALITY] * 3
    assert who(commune, "hab", "mob", "pville", "soli", "eau", "fonc") == [SHARED] * 6
    assert who(commune, "alim", "demo", "cpub") == [COMMUNE] * 3
    waste = holders_of(commune)["dech"]
    assert waste.ground == (
        "La loi la confie à la communauté de communes du Test, comme à toute communauté de communes."
    )
    assert waste.article == "CGCT, art. L. 5214-16, I, 5°"


def test_a_communaute_d_agglomeration_also_holds_mobility_housing_and_water():
    assert who(make_commune(make_group(Nature.CA)), "mob", "hab", "eau", "pville") == [INTERCOMMUNALITY] * 4
    assert who(make_commune(make_group(Nature.CA)), "fonc", "cult") == [SHARED] * 2


def test_a_metropole_leaves_childhood_and_canteens_to_the_communes():
    rennes = make_commune(make_group(Nature.METRO, name="Rennes Métropole"))
    assert who(rennes, "penf", "alim", "soli") == [COMMUNE] * 3
    assert who(rennes, "fonc", "ener", "hab", "mob", "num") == [INTERCOMMUNALITY] * 5
    assert "Rennes Métropole" in holders_of(rennes)["penf"].ground


def test_equipment_of_culture_is_shared_where_the_law_stops_at_the_common_interest():
    culture = holders_of(make_commune(make_group(Nature.METRO)))["cult"]
    assert culture.who == SHARED
    assert "le reste est à la commune" in culture.ground


def test_an_old_communaute_urbaine_has_its_own_list_that_is_to_be_checked():
    dunkerque = make_group(Nature.CU, code="245900428", name="CU de Dunkerque")
    waste = holders_of(make_commune(dunkerque))["dech"]
    assert waste.who == SHARED
    assert "L. 5215-20-1" in waste.ground
    assert who(make_commune(make_group(Nature.CU)), "dech") == [INTERCOMMUNALITY]


def test_the_metropole_of_lyon_also_has_the_powers_of_a_departement():
    lyon = make_commune(make_group(Nature.MET69, name="Métropole de Lyon"), code="69123")
    holders = holders_of(lyon)
    assert who(lyon, "empl", "dech", "fonc") == [INTERCOMMUNALITY] * 3
    assert holders["dech"].ground == "La loi la confie à la métropole de Lyon."
    # The department's social powers and the commune's CCAS; a mobility authority of its own.
    assert who(lyon, "soli", "mob") == [SHARED] * 2


@pytest.fixture
def grand_paris():
    idf = make_region("11")
    return make_group(Nature.METRO, idf, code="200054781", name="Métropole du Grand Paris")


def test_in_grand_paris_the_territory_answers_first_and_the_metropole_has_its_part(grand_paris):
    idf = grand_paris.contained_in.get()
    plaine = make_group(Nature.EPT, grand_paris, idf, name="Plaine Commune")
    saint_denis = make_commune(plaine, grand_paris, idf)
    assert who(saint_denis, "dech", "pville", "empl", "fonc", "ener") == [INTERCOMMUNALITY] * 5
    assert "Plaine Commune" in holders_of(saint_denis)["dech"].ground
    assert who(saint_denis, "deveco", "hab", "num", "cult", "soli") == [SHARED] * 5
    assert holders_of(saint_denis)["deveco"].ground == (
        "La loi n’en donne à la métropole du Grand Paris qu’une part ; le reste est à Plaine Commune ou à la commune."
    )
    assert who(plaine, "dech", "mob") == [INTERCOMMUNALITY, OTHER]


def test_paris_does_itself_what_the_territories_do_elsewhere(grand_paris):
    paris = make_commune(grand_paris, grand_paris.contained_in.get(), code="75056", name="Paris")
    assert who(paris, "dech", "pville", "empl", "cult", "alim") == [COMMUNE] * 5
    assert who(paris, "hab", "deveco", "eau", "fonc", "ener") == [SHARED] * 5
    assert who(grand_paris, "dech", "deveco") == [OTHER, SHARED]


def test_mobility_is_regional_all_over_ile_de_france():
    idf = make_region("11")
    mobility = holders_of(make_commune(make_group(Nature.CA, idf), idf))["mob"]
    assert mobility.who == OTHER
    assert "Île-de-France Mobilités" in mobility.ground


def test_aix_marseille_is_a_metropole_with_its_own_articles():
    amp = make_group(Nature.METRO, code="200054807", name="Métropole d'Aix-Marseille-Provence")
    holders = holders_of(make_commune(amp))
    assert (holders["tour"].who, holders["tour"].article) == (INTERCOMMUNALITY, "CGCT, art. L. 5218-2, I")
    assert (holders["dech"].who, holders["dech"].article) == (INTERCOMMUNALITY, "CGCT, art. L. 5217-2, I, 6° a")


def test_a_commune_alone_holds_everything_mobility_too():
    yeu = make_commune(make_region("52"), name="L'Île-d'Yeu")
    assert {each.who for each in holders_of(yeu).values()} == {COMMUNE}
    assert "L. 5210-1-1" in holders_of(yeu)["mob"].article


def test_corsica_and_the_overseas_departements_have_ordinary_law():
    for code in ["94", "01", "02", "03", "04", "06"]:
        region = make_region(code)
        assert who(make_commune(make_group(Nature.CA, region), region), "dech", "alim") == [INTERCOMMUNALITY, COMMUNE]


def test_a_collectivity_without_communes_answers_for_them():
    for code in ["977", "978", "986"]:
        collectivity = make_territory(Kind.DEPARTMENT, code=code)
        assert {each.who for each in holders_of(make_commune(collectivity)).values()} == {OTHER}


def test_the_communes_of_the_pacific_are_to_be_checked():
    papeete = make_commune(make_territory(Kind.DEPARTMENT, code="987"))
    assert {each.who for each in holders_of(papeete).values()} == {SHARED}
    assert "2004-192" in holders_of(papeete)["dech"].article


def test_the_page_of_an_intercommunality_speaks_of_its_communes():
    group = make_group(Nature.METRO, name="Rennes Métropole")
    assert "à ses communes" in holders_of(group)["cult"].ground
    assert who(group, "cpub", "demo") == [INTERCOMMUNALITY, COMMUNE]


def test_a_departement_has_no_answer():
    assert holders_of(make_territory(Kind.DEPARTMENT, code="35")) == {}


def test_the_answers_cost_the_same_queries_whatever_the_place(django_assert_num_queries):
    alone, *others = make_commune(), make_commune(make_group(Nature.CC)), make_group(Nature.METRO)
    with django_assert_num_queries(3):  # what contains the place, competences, who holds them
        holders_of(alone)
    for place in others:
        with django_assert_num_queries(4):  # and what BANATIC says
            holders_of(place)
