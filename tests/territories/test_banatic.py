"""What BANATIC says: its files read, refused or loaded, and how it changes the answers of a place."""

import gzip

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from territories.holding import Who, holders_of
from territories.models import (
    BanaticLabel,
    BanaticPairing,
    BanaticRelease,
    Competence,
    Exercise,
    Territory,
    exercising,
)
from tests.factories import make_territory

Kind, Nature = Territory.Kind, Territory.Nature
RENNES, CC = "243500139", "200000172"
HEADER = "siren,code_2021\n"


@pytest.fixture
def groups():
    return [
        make_territory(Kind.INTERCOMMUNALITY, nature=Nature.METRO, code=RENNES, name="Rennes Métropole"),
        make_territory(Kind.INTERCOMMUNALITY, nature=Nature.CC, code=CC, name="CC du Test"),
    ]


@pytest.fixture
def write(tmp_path):
    def write(text, name="couples.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def load(write, capsys):
    def load(text, **options):
        call_command("import_banatic", write(text), **options)
        return capsys.readouterr().out

    return load


def stored():
    return {(siren, code) for siren, code in Exercise.objects.values_list("territory__code", "code")}


PAIRS = f"{HEADER}{RENNES},1510\n{RENNES},4515\n{CC},1510\n"


def test_the_pairs_are_loaded_with_their_vintage(groups, load):
    assert "3 couples ajoutés, 0 retirés, 0 inchangés" in load(PAIRS, vintage="1er janvier 2026")
    assert stored() == {(RENNES, "1510"), (RENNES, "4515"), (CC, "1510")}
    assert str(BanaticRelease.objects.get()) == "BANATIC, millésime 1er janvier 2026, nomenclature de 2021"


def test_an_unknown_vintage_says_so(groups, load):
    assert "millésime non précisé" in load(PAIRS)


def test_a_second_import_changes_nothing(groups, load):
    load(PAIRS)
    keys = set(Exercise.objects.values_list("pk", flat=True))
    assert "0 couples ajoutés, 0 retirés, 3 inchangés" in load(PAIRS)
    assert set(Exercise.objects.values_list("pk", flat=True)) == keys


def test_what_the_file_no_longer_has_is_removed(groups, load):
    load(PAIRS)
    assert "1 couples ajoutés, 2 retirés, 1 inchangés" in load(f"{HEADER}{RENNES},1510\n{RENNES},2520\n")
    assert stored() == {(RENNES, "1510"), (RENNES, "2520")}


def test_a_dry_run_says_what_would_change_and_writes_nothing(groups, load):
    assert "3 couples ajoutés" in load(PAIRS, dry_run=True)
    assert not Exercise.objects.exists()
    assert not BanaticRelease.objects.exists()


def test_unknown_sirens_are_listed_and_counted_and_the_rest_is_loaded(groups, load):
    told = load(PAIRS + "999999999,1510\n999999999,4515\n")
    assert "SIREN inconnus : 1 (2 couples laissés de côté)" in told
    assert "inconnu : 999999999 (2 couples)" in told
    assert len(stored()) == 3


def test_an_intercommunality_without_data_is_named(groups, load):
    assert "sans donnée : CC du Test" in load(f"{HEADER}{RENNES},1510\n")


def test_a_gzip_file_semicolons_and_a_byte_order_mark_are_read(groups, load):
    load(gzip.compress(f"\ufeff{PAIRS}".replace(",", ";").encode()))
    assert len(stored()) == 3


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "ligne 1, colonne 1"),
        (f"{RENNES},1510\n", "ligne 1, colonne 2"),
        ("siren,nom\n", "ligne 1, colonne 2 (« nom ») : la colonne code_2021"),
        ("siren,siren,code_2021\n", "ligne 1, colonne 2 (« siren ») : la colonne siren est en double"),
        (HEADER, "n’a aucun couple"),
        (PAIRS + "12,1510\n", "ligne 5, colonne 1 (« siren ») : « 12 »"),
        (PAIRS + f"{CC},xx\n", "ligne 5, colonne 2 (« code_2021 ») : « xx »"),
        (PAIRS + f"{CC}\n", "ligne 5, colonne 1 (« siren ») : 1 colonnes au lieu de 2"),
        (PAIRS + f"{CC},1510\n", f"ligne 5, colonne 1 (« siren ») : le couple {CC}, 1510 est en double"),
        (PAIRS + f'{CC},"15\n', "ligne 5, colonne 2"),
        (
            PAIRS.encode() + f"{CC},1510é\n".encode("latin-1"),
            "ligne 5, colonne 2 (« code_2021 ») : ce n’est pas de l’UTF-8",
        ),
        (PAIRS.encode("utf-16"), "ligne 1, colonne 1 : ce n’est pas de l’UTF-8"),
        (PAIRS + "0" * 30_000, "ligne 5, colonne 1"),
        (gzip.compress(PAIRS.encode() * 400, mtime=0)[:-60], "colonne 1 (« siren »)"),
        (f"{HEADER}999999999,1510\n", "Aucun SIREN du fichier n’est connu"),
    ],
)
def test_a_broken_file_is_refused_at_its_line_and_column_and_nothing_changes(groups, load, text, place):
    load(PAIRS, vintage="2026")
    with pytest.raises(CommandError) as refusal:
        load(text, vintage="2027")
    assert place in str(refusal.value)
    assert "couples.csv" in str(refusal.value) or "SIREN" in place
    assert len(stored()) == 3
    assert BanaticRelease.objects.get().vintage == "2026"


def test_a_truncated_gzip_says_where_it_stops(groups, write):
    content = gzip.compress("".join(f"{RENNES},{code}\n" for code in [f"{n:04}" for n in range(9000)]).encode())
    path = write(gzip.compress(HEADER.encode()) + content[: len(content) // 2], "couples.csv.gz")
    with pytest.raises(CommandError, match=r"couples.csv.gz, ligne \d{3,4}, colonne 1 .* coupé ou abîmé"):
        call_command("import_banatic", path)
    assert not Exercise.objects.exists()


def test_a_missing_file_is_named(write):
    with pytest.raises(CommandError, match=r"absent.csv est introuvable"):
        call_command("import_banatic", write("").with_name("absent.csv"))


def test_labels_are_read_even_when_a_separator_is_left_in_them(groups, load, write):
    labels = write(
        "code_2021;libelle;nb\n1510;Déchets ; collecte ; tri;12\n1030;(libellé non trouvé);3\n", "labels.csv"
    )
    assert "1 libellés créés ou mis à jour" in load(PAIRS, labels=labels)
    assert BanaticLabel.objects.get().label == "Déchets ; collecte ; tri"
    assert "0 libellés créés" in load(PAIRS, labels=labels)


def test_a_broken_file_of_labels_changes_nothing_either(groups, load, write):
    labels = write("code_2021;libelle\n1510;Déchets\n1510;Encore\n", "labels.csv")
    with pytest.raises(CommandError, match=r"labels.csv, ligne 3, colonne 1 .* en double"):
        load(PAIRS, labels=labels)
    assert not Exercise.objects.exists()


def test_the_nomenclature_of_the_header_may_not_be_contradicted(groups, load):
    with pytest.raises(CommandError, match="ligne 1, colonne 2"):
        load(PAIRS, nomenclature="2025")
    load(PAIRS.replace("2021", "2025"))
    assert BanaticRelease.objects.get().nomenclature == "2025"


# What a place is told


@pytest.fixture
def shipped_law(database):
    call_command("loaddata", settings.BASE_DIR / "fixtures" / "02-competences.yaml", verbosity=0)


def answers(group, *codes):
    holders = holders_of(make_territory(inside=[group]))
    return [holders[code] for code in codes]


def test_an_exercised_competence_is_the_intercommunalitys(shipped_law, groups, load):
    load(f"{HEADER}{CC},5505\n{CC},2521\n{CC},4530\n", vintage="2026")
    housing, childhood, mobility = answers(groups[1], "hab", "penf", "mob")
    assert (housing.who, mobility.who) == (Who.INTERCOMMUNALITY, Who.INTERCOMMUNALITY)
    assert housing.vintage == "BANATIC, millésime 2026, nomenclature de 2021"
    # The law obliges every commune too since 2025.
    assert childhood.who == Who.SHARED


def test_what_is_not_exercised_is_the_communes_or_a_syndicats_never_nobodys(shipped_law, groups, load):
    load(f"{HEADER}{CC},1510\n")
    [town_policy] = answers(groups[1], "pville")
    assert (town_policy.who, town_policy.label) == (Who.COMMUNE, "Commune ou syndicat")
    assert "n’exerce pas" in town_policy.ground
    assert "à la commune ou à un syndicat" in town_policy.ground


def test_mobility_that_a_communaute_de_communes_left_is_the_regions(shipped_law, groups, load):
    load(f"{HEADER}{CC},1510\n")
    [mobility] = answers(groups[1], "mob")
    assert mobility.who == Who.OTHER
    assert "à la région, à la commune ou à un syndicat" in mobility.ground
    assert mobility.article == "code des transports, art. L. 1231-1, II"


def test_a_part_of_the_codes_is_shared(shipped_law, groups, load):
    load(f"{HEADER}{CC},1502\n{CC},1528\n")
    [water] = answers(groups[1], "eau")
    assert water.who == Who.SHARED
    assert (
        "exerce le code 1502 et le code 1528, mais pas le code 1505, qui revient à la commune ou à un syndicat"
        in water.ground
    )


def test_a_silence_that_the_law_contradicts_is_to_be_checked(shipped_law, groups, load):
    load(f"{HEADER}{RENNES},4515\n")
    [waste] = answers(groups[0], "dech")
    assert waste.who == Who.SHARED
    assert "BANATIC ne le mentionne pas : à vérifier" in waste.ground


def test_an_intercommunality_that_banatic_does_not_know_has_the_law(shipped_law, groups, load):
    load(f"{HEADER}{RENNES},1510\n")
    assert {each.vintage for each in answers(groups[1], "dech", "hab", "pville")} == {""}


def test_in_grand_paris_the_law_alone_answers(shipped_law, load):
    metropolis = make_territory(Kind.INTERCOMMUNALITY, nature=Nature.METRO, code="200054781", name="Grand Paris")
    load(f"{HEADER}200054781,4530\n200054781,1510\n")
    assert {each.vintage for each in holders_of(make_territory(inside=[metropolis])).values()} == {""}


def test_an_editor_changes_what_the_codes_mean(shipped_law, groups, load):
    load(f"{HEADER}{CC},5505\n")
    assert answers(groups[1], "hab")[0].who == Who.INTERCOMMUNALITY
    BanaticPairing.objects.filter(competence__code="hab", code="5515").update(is_main=True)
    assert answers(groups[1], "hab")[0].who == Who.SHARED


def test_a_code_that_is_only_a_neighbour_decides_nothing(shipped_law, groups, load):
    """BANATIC of 2021 has the buildings of schools, not their canteens."""
    load(f"{HEADER}{CC},4010\n{RENNES},1510\n")
    [canteens] = answers(groups[1], "alim")
    assert (canteens.who, canteens.vintage != "") == (Who.SHARED, True)
    assert "compétence voisine : à vérifier" in canteens.ground
    assert answers(groups[0], "alim")[0].who == Who.COMMUNE


def test_lyon_keeps_what_the_law_shares_and_the_powers_of_a_departement(shipped_law, load):
    lyon = make_territory(Kind.INTERCOMMUNALITY, nature=Nature.MET69, code="200046977", name="Métropole de Lyon")
    load(f"{HEADER}200046977,4530\n")
    mobility, solidarity = answers(lyon, "mob", "soli")
    assert mobility.who == Who.SHARED
    assert "la loi la partage avec d’autres" in mobility.ground
    assert (solidarity.who, solidarity.article) == (Who.SHARED, "CGCT, art. L. 3641-2")


def test_the_codes_of_another_nomenclature_say_nothing(shipped_law, groups, load):
    load(f"siren,code_2025\n{CC},1510\n")
    assert answers(groups[1], "eau")[0].vintage == ""


def test_every_competence_shipped_has_a_main_code_but_those_banatic_does_not_know(shipped_law):
    paired = set(BanaticPairing.objects.main().values_list("competence__code", flat=True))
    alone = set(Competence.objects.filter(pairings=None).values_list("code", flat=True))
    assert alone == {"cpub", "eur", "demo"}
    assert paired | alone | {"alim"} == set(Competence.objects.values_list("code", flat=True))


def test_who_exercises_is_who_has_every_main_code(shipped_law, groups, load):
    load(f"{HEADER}{RENNES},1502\n{RENNES},1505\n{CC},1502\n{CC},1510\n")
    assert [str(group) for group in exercising("eau")] == ["Rennes Métropole"]
    assert {str(group) for group in exercising("eau", "dech")} == {"Rennes Métropole", "CC du Test"}
    assert not exercising("cpub", "inconnue").exists()


def test_an_import_stopped_half_way_leaves_the_previous_state(groups, load, monkeypatch):
    load(PAIRS, vintage="2026")

    def stop(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr("territories.banatic.Exercise.objects.bulk_create", stop)
    with pytest.raises(KeyboardInterrupt):
        load(f"{HEADER}{RENNES},2520\n", vintage="2027")
    assert len(stored()) == 3
    assert BanaticRelease.objects.get().vintage == "2026"
