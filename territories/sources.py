"""The national list of territories: read from the package that publishes it, kept here as small tables.

The package is @etalab/decoupage-administratif; fixtures/territories/LISEZMOI.md says what is kept of it.
"""

import csv
import gzip
import io
import json
import tarfile
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from .models import FormerPlace, Territory

COMMUNE, INTERCOMMUNALITY, DEPARTMENT, REGION = (
    Territory.Kind.COMMUNE,
    Territory.Kind.INTERCOMMUNALITY,
    Territory.Kind.DEPARTMENT,
    Territory.Kind.REGION,
)

# The files shipped with the project and their columns. Columns are read by name: a file may gain some.
TABLES = {
    "regions.csv": ["code", "nom"],
    "departements.csv": ["code", "nom", "region"],
    "intercommunalites.csv": ["siren", "nom", "nature", "population"],
    "communes.csv.gz": ["code", "nom", "departement", "epci", "ept", "siren", "population", "codes_postaux"],
    "anciennes_communes.csv.gz": ["nature", "code", "nom", "commune"],
}


# How the package names what is no longer a commune.
NATURES = {
    "commune-deleguee": FormerPlace.Nature.DELEGATED,
    "commune-associee": FormerPlace.Nature.ASSOCIATED,
    "arrondissement-municipal": FormerPlace.Nature.DISTRICT,
}


class SourceError(Exception):
    """A file of the national list cannot be used; the message names the file and the entry."""


class Row(NamedTuple):
    """One territory and the keys (kind, code) of all its containers, near and far."""

    kind: str
    code: str
    name: str
    nature: str = ""
    siren: str = ""
    population: int | None = None
    postal_codes: str = ""
    containers: frozenset = frozenset()

    @property
    def key(self):
        return (self.kind, self.code)


# From the package to the tables


def tables_from_package(path):
    """Return the tables drawn from the package: its folder, or the .tgz that `npm pack` brings."""
    regions, departments, epci, ept, communes = (
        read_json(path, name) for name in ["regions", "departements", "epci", "ept", "communes"]
    )
    try:
        return {
            "regions.csv": [{"code": entry["code"], "nom": entry["nom"]} for entry in regions],
            "departements.csv": [{name: entry[name] for name in TABLES["departements.csv"]} for entry in departments],
            "intercommunalites.csv": [intercommunality_line(entry) for entry in [*epci, *ept]],
            "communes.csv.gz": commune_lines(communes, members(epci), members(ept)),
            "anciennes_communes.csv.gz": [*former_lines(communes)],
        }
    except (KeyError, TypeError) as error:
        raise SourceError(f"{path} : une entrée n’a pas la forme attendue ({error}).") from error


def read_json(path, name):
    """Return the entries of one file of the package."""
    try:
        with open_in_package(Path(path), f"data/{name}.json") as file:
            return json.load(file)
    except (OSError, KeyError, tarfile.TarError) as error:
        raise SourceError(f"{path} : data/{name}.json est introuvable.") from error
    except ValueError as error:
        raise SourceError(f"{path} : data/{name}.json n’est pas lisible ({error}).") from error


def open_in_package(path, name):
    if path.is_dir():
        return (path / name).open("rb")
    with tarfile.open(path) as archive:
        return io.BytesIO(archive.extractfile(f"package/{name}").read())


def intercommunality_line(entry):
    return {
        "siren": entry["code"],
        "nom": entry["nom"],
        "nature": entry["type"],
        "population": entry.get("populationMunicipale", ""),
    }


def members(groups):
    """Return the SIREN of the group of each commune."""
    return {member["code"]: group["code"] for group in groups for member in group["membres"]}


def commune_lines(communes, epci, ept):
    """Return the communes of today: a commune déléguée or an arrondissement is part of one."""
    return [
        {
            "code": entry["code"],
            "nom": entry["nom"],
            "departement": entry["departement"],
            "epci": epci.get(entry["code"], ""),
            "ept": ept.get(entry["code"], ""),
            "siren": entry.get("siren", ""),
            "population": entry.get("population", ""),
            "codes_postaux": " ".join(entry.get("codesPostaux", [])),
        }
        for entry in communes
        if entry["type"] == "commune-actuelle"
    ]


def former_lines(communes):
    """Yield what has become part of a commune of today, then the codes of the past that have no name."""
    for entry in communes:
        if entry["type"] != "commune-actuelle":
            commune = entry["commune"] if entry["type"] == "arrondissement-municipal" else entry["chefLieu"]
            yield {"nature": NATURES[entry["type"]], "code": entry["code"], "nom": entry["nom"], "commune": commune}
    named = {entry["code"] for entry in communes}
    for entry in communes:
        for code in entry.get("anciensCodes", []):
            if code not in named:
                yield {"nature": FormerPlace.Nature.CODE, "code": code, "nom": "", "commune": entry["code"]}


# The tables as files: the same tables always give the same bytes


def write_tables(tables, folder):
    for name, columns in TABLES.items():
        text = io.StringIO()
        writer = csv.DictWriter(text, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(tables[name])
        content = text.getvalue().encode()
        Path(folder, name).write_bytes(gzip.compress(content, mtime=0) if name.endswith(".gz") else content)


def read_tables(folder):
    return {name: read_table(Path(folder, name), columns) for name, columns in TABLES.items()}


def read_table(path, columns):
    """Return the lines of a table as dictionaries of texts."""
    try:
        content = path.read_bytes()
        text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    except FileNotFoundError as error:
        raise SourceError(f"{path} est introuvable.") from error
    except (OSError, EOFError, ValueError) as error:
        raise SourceError(f"{path} n’est pas lisible ({error}).") from error
    reader = csv.DictReader(io.StringIO(text))
    if missing := set(columns) - set(reader.fieldnames or []):
        raise SourceError(f"{path} : il manque {', '.join(sorted(missing))}.")
    return list(reader)


# From the tables to the territories


def rows_from_tables(tables):
    """Return every territory, with its containers; the largest first."""
    departments = {line["code"]: line["region"] for line in tables["departements.csv"]}
    regions = {line["code"] for line in tables["regions.csv"]}
    groups = {line["siren"] for line in tables["intercommunalites.csv"]}
    for code, region in departments.items():
        known(region, regions, "departements.csv", code)

    communes, containers, population = [], defaultdict(set), {}
    for line in tables["communes.csv.gz"]:
        row = commune_row(line, departments, groups)
        communes.append(row)
        for key in row.containers:
            containers[key] |= row.containers
            if row.population is not None:
                population[key] = population.get(key, 0) + row.population

    return [
        *(region_row(line, population) for line in tables["regions.csv"]),
        *(department_row(line, population) for line in tables["departements.csv"]),
        *(intercommunality_row(line, containers) for line in tables["intercommunalites.csv"]),
        *communes,
    ]


def formers_from_tables(tables):
    """Return the lines of the former places, once their communes are known to exist."""
    communes = {line["code"] for line in tables["communes.csv.gz"]}
    lines = tables["anciennes_communes.csv.gz"]
    for line in lines:
        known(line["commune"], communes, "anciennes_communes.csv.gz", line["code"])
    return lines


def known(code, codes, file, entry):
    """Return the code, or say which entry of which file names a territory that does not exist."""
    if code not in codes:
        raise SourceError(f"{file}, {entry} : le territoire « {code} » n’existe pas.")
    return code


def commune_row(line, departments, groups):
    file, code = "communes.csv.gz", line["code"]
    department = known(line["departement"], departments, file, code)
    joined = [known(line[name], groups, file, code) for name in ["epci", "ept"] if line[name]]
    return Row(
        COMMUNE,
        code,
        line["nom"],
        siren=line["siren"],
        population=number(line, file, code),
        postal_codes=line["codes_postaux"],
        containers=frozenset(
            [
                (DEPARTMENT, department),
                (REGION, departments[department]),
                *((INTERCOMMUNALITY, siren) for siren in joined),
            ]
        ),
    )


def intercommunality_row(line, containers):
    siren = line["siren"]
    around = {key for key in containers[INTERCOMMUNALITY, siren] if key[0] != INTERCOMMUNALITY}
    if line["nature"] == Territory.Nature.EPT:
        # The Métropole du Grand Paris, that every commune of an EPT belongs to.
        around = containers[INTERCOMMUNALITY, siren] - {(INTERCOMMUNALITY, siren)}
    return Row(
        INTERCOMMUNALITY,
        siren,
        line["nom"],
        nature=line["nature"],
        siren=siren,
        population=number(line, "intercommunalites.csv", siren),
        containers=frozenset(around),
    )


def department_row(line, population):
    return Row(
        DEPARTMENT,
        line["code"],
        line["nom"],
        population=population.get((DEPARTMENT, line["code"])),
        containers=frozenset([(REGION, line["region"])]),
    )


def region_row(line, population):
    return Row(REGION, line["code"], line["nom"], population=population.get((REGION, line["code"])))


def number(line, file, entry):
    """Return the population, or None when the source gives none."""
    text = line["population"]
    if text == "":
        return None
    try:
        return int(text)
    except ValueError as error:
        raise SourceError(f"{file}, {entry} : la population « {text} » n’est pas un nombre.") from error
