"""The national list, from the package to the database and from the shipped tables."""

import json
import tarfile

import pytest
from django.core.management import CommandError, call_command

from territories.importers import import_territories
from territories.management.commands.import_territories import SHIPPED
from territories.models import Territory
from territories.sources import SourceError, read_tables, rows_from_tables, tables_from_package, write_tables

GRAND_PARIS, PLAINE_COMMUNE, STRADDLING = "200054781", "200057867", "200000999"


def commune(code, name, department, region, **more):
    return {"code": code, "nom": name, "departement": department, "region": region, "type": "commune-actuelle"} | more


def package():
    """Return a small package: an EPCI over two départements, an EPT in Grand Paris, an island on its own."""
    return {
        "regions": [{"code": "11", "nom": "Île-de-France"}, {"code": "53", "nom": "Bretagne"}],
        "departements": [
            {"code": "29", "region": "53", "nom": "Finistère"},
            {"code": "35", "region": "53", "nom": "Ille-et-Vilaine"},
            {"code": "93", "region": "11", "nom": "Seine-Saint-Denis"},
        ],
        "epci": [
            {
                "code": STRADDLING,
                "nom": "CC du Test",
                "type": "CC",
                "populationMunicipale": 300,
                "membres": [{"code": "29001"}, {"code": "35001"}],
            },
            {
                "code": GRAND_PARIS,
                "nom": "Métropole du Grand Paris",
                "type": "METRO",
                "populationMunicipale": 900,
                "membres": [{"code": "93066"}],
            },
        ],
        "ept": [{"code": PLAINE_COMMUNE, "nom": "Plaine Commune", "type": "EPT", "membres": [{"code": "93066"}]}],
        "communes": [
            commune("29001", "Argol", "29", "53", population=100, codesPostaux=["29560"], siren="212900013"),
            commune("29155", "Ouessant", "29", "53", population=830, codesPostaux=["29242"]),
            commune("35001", "Acigné", "35", "53", population=200, codesPostaux=["35690"]),
            commune("93066", "Saint-Denis", "93", "11", population=900, codesPostaux=["93200", "93210"]),
            commune("29999", "Ancienne commune", "29", "53") | {"type": "commune-deleguee", "chefLieu": "29001"},
        ],
    }


@pytest.fixture
def folder(tmp_path):
    return write_package(package(), tmp_path)


def write_package(files, path):
    (path / "data").mkdir(exist_ok=True)
    for name, entries in files.items():
        (path / "data" / f"{name}.json").write_text(json.dumps(entries))
    return path


def rows_of(folder):
    return rows_from_tables(tables_from_package(folder))


def containers(kind, code):
    return {str(around) for around in Territory.objects.get(kind=kind, code=code).contained_in.all()}


def test_every_container_is_stored_near_and_far(folder):
    import_territories(rows_of(folder))
    assert containers("commune", "35001") == {"CC du Test", "Ille-et-Vilaine", "Bretagne"}
    assert containers("departement", "35") == {"Bretagne"}


def test_an_intercommunality_may_straddle_two_departments(folder):
    import_territories(rows_of(folder))
    assert containers("intercommunalite", STRADDLING) == {"Finistère", "Ille-et-Vilaine", "Bretagne"}


def test_the_territories_of_grand_paris_are_inside_the_metropolis_and_not_the_reverse(folder):
    import_territories(rows_of(folder))
    assert containers("intercommunalite", PLAINE_COMMUNE) == {
        "Métropole du Grand Paris",
        "Seine-Saint-Denis",
        "Île-de-France",
    }
    assert containers("intercommunalite", GRAND_PARIS) == {"Seine-Saint-Denis", "Île-de-France"}


def test_a_commune_may_have_no_intercommunality(folder):
    import_territories(rows_of(folder))
    assert containers("commune", "29155") == {"Finistère", "Bretagne"}


def test_only_the_communes_of_today_are_kept_with_their_figures(folder):
    import_territories(rows_of(folder))
    assert not Territory.objects.filter(code="29999").exists()
    argol = Territory.objects.get(code="29001")
    assert (argol.population, argol.postal_codes, argol.siren) == (100, "29560", "212900013")


def test_a_department_has_the_population_of_its_communes(folder):
    import_territories(rows_of(folder))
    assert Territory.objects.get(kind="departement", code="29").population == 930
    assert Territory.objects.get(kind="region", code="53").population == 1_130


def test_a_second_import_changes_nothing(folder, django_assert_num_queries):
    first = import_territories(rows_of(folder))
    with django_assert_num_queries(3):  # what is stored: territories, their keys, their links
        second = import_territories(rows_of(folder))
    assert (first.created, first.unchanged) == (12, 0)
    assert (second.created, second.updated, second.unchanged, second.gone) == (0, 0, 12, [])


def test_an_import_updates_what_changed_and_only_that(folder):
    import_territories(rows_of(folder))
    changed = package()
    changed["communes"][0] |= {"nom": "Argol-Plage"}
    changed["epci"][0]["membres"].append({"code": "29155"})
    report = import_territories(rows_of(write_package(changed, folder)))
    assert (report.created, report.updated) == (0, 2)
    assert Territory.objects.get(code="29001").folded_name == "argol plage"
    assert "CC du Test" in containers("commune", "29155")


def test_a_link_that_the_list_no_longer_has_is_removed(folder):
    import_territories(rows_of(folder))
    changed = package()
    changed["epci"][0]["membres"] = [{"code": "29001"}]
    import_territories(rows_of(write_package(changed, folder)))
    assert containers("commune", "35001") == {"Ille-et-Vilaine", "Bretagne"}
    assert containers("intercommunalite", STRADDLING) == {"Finistère", "Bretagne"}


def test_a_territory_gone_from_the_list_is_reported_and_kept(folder):
    import_territories(rows_of(folder))
    changed = package()
    del changed["communes"][1]
    report = import_territories(rows_of(write_package(changed, folder)))
    assert report.gone == [("commune", "29155")]
    assert Territory.objects.filter(code="29155").exists()


def test_the_tables_give_back_the_rows_and_always_the_same_bytes(folder, tmp_path):
    tables = tables_from_package(folder)
    for name in ["one", "two"]:
        (tmp_path / name).mkdir()
        write_tables(tables, tmp_path / name)
    assert rows_from_tables(read_tables(tmp_path / "one")) == rows_from_tables(tables)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_the_archive_of_npm_is_read_as_the_folder_is(folder, tmp_path):
    archive = tmp_path / "package.tgz"
    with tarfile.open(archive, "w:gz") as file:
        file.add(folder / "data", "package/data")
    assert tables_from_package(archive) == tables_from_package(folder)


def test_the_command_loads_a_package(folder, capsys):
    call_command("import_territories", folder)
    assert "12 créés, 0 mis à jour, 0 inchangés" in capsys.readouterr().out


def test_the_command_names_what_is_gone(folder, capsys):
    call_command("import_territories", folder)
    call_command("import_territories", write_package(package() | {"ept": []}, folder))
    assert f"gardé : intercommunalite {PLAINE_COMMUNE}" in capsys.readouterr().out


def test_the_shipped_tables_are_whole():
    rows = rows_from_tables(read_tables(SHIPPED))
    kinds = [row.kind for row in rows]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "region": 26,
        "departement": 109,
        "intercommunalite": 1_266,
        "commune": 34_969,
    }


def test_packing_writes_the_tables_that_are_shipped(folder, tmp_path):
    (tmp_path / "packed").mkdir()
    call_command("pack_territories", folder, to=tmp_path / "packed")
    assert len(rows_from_tables(read_tables(tmp_path / "packed"))) == 12


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda data: (data / "epci.json").unlink(), "data/epci.json est introuvable"),
        (lambda data: (data / "communes.json").write_text("[{"), "data/communes.json n’est pas lisible"),
        (lambda data: (data / "regions.json").write_text('[{"code": "11"}]'), "n’a pas la forme attendue"),
        (lambda data: (data / "regions.json").write_text("[]"), "departements.csv, 29 : le territoire « 53 »"),
    ],
)
def test_a_broken_file_is_named_and_nothing_is_written(folder, spoil, said):
    spoil(folder / "data")
    with pytest.raises(CommandError, match=said):
        call_command("import_territories", folder)
    assert not Territory.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("regions.csv", b"code\n11\n", "il manque nom"),
        ("communes.csv.gz", b"not gzip", "n’est pas lisible"),
    ],
)
def test_a_broken_table_is_named(folder, tmp_path, name, content, said):
    write_tables(tables_from_package(folder), tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError, match=said):
        read_tables(tmp_path)


def test_a_population_that_is_no_number_names_its_commune(folder):
    tables = tables_from_package(folder)
    tables["communes.csv.gz"][0]["population"] = "beaucoup"
    with pytest.raises(SourceError, match="29001 : la population « beaucoup »"):
        rows_from_tables(tables)
