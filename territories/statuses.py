"""The places where the powers are not those of ordinary law: overseas, Corsica, Paris; each with its text."""

from typing import NamedTuple

UNREAD = "texte non lu : à recontrôler sur Légifrance"


class Status(NamedTuple):
    """A status, its text, and whether communes exist there: without them, the collectivité holds everything."""

    sentence: str
    article: str
    has_communes: bool = True


# By the code of the département, which is the territory itself overseas.
OWN_POWERS = {
    "975": Status(
        "Saint-Pierre-et-Miquelon a un statut propre : la collectivité territoriale y tient une part de ce qui "
        "revient ailleurs aux communes et aux intercommunalités.",
        "CGCT, art. L.O. 6411-1 et suivants",
    ),
    "977": Status(
        "Saint-Barthélemy n’a plus de commune : la collectivité en exerce les compétences.",
        "CGCT, art. L.O. 6211-1 et suivants",
        has_communes=False,
    ),
    "978": Status(
        "Saint-Martin n’a plus de commune : la collectivité en exerce les compétences.",
        "CGCT, art. L.O. 6311-1 et suivants",
        has_communes=False,
    ),
    "984": Status(
        "Les Terres australes et antarctiques françaises n’ont ni commune ni intercommunalité.",
        "loi n° 55-1052 du 6 août 1955",
        has_communes=False,
    ),
    "986": Status(
        "Wallis-et-Futuna n’a ni commune ni intercommunalité : le territoire et ses circonscriptions agissent.",
        "loi n° 61-814 du 29 juillet 1961",
        has_communes=False,
    ),
    "987": Status(
        "En Polynésie française, les communes n’ont que les compétences que leur laissent la loi organique et le pays.",
        "loi organique n° 2004-192 du 27 février 2004",
    ),
    "988": Status(
        "En Nouvelle-Calédonie, une loi organique répartit les compétences entre pays, provinces et communes.",
        "loi organique n° 99-209 du 19 mars 1999",
    ),
    "989": Status(
        "La Passion-Clipperton n’a ni commune ni intercommunalité.", "loi n° 55-1052 du 6 août 1955", has_communes=False
    ),
}

# What to know of the levels above, where ordinary law applies to communes and intercommunalités. By region.
NOTES = {
    "94": "En Corse, la collectivité de Corse tient lieu de département et de région (CGCT, art. L. 4421-1) ; communes "
    "et intercommunalités y ont les compétences de droit commun.",
    "02": "En Martinique, une seule collectivité tient lieu de département et de région (CGCT, art. L. 7211-1).",
    "03": "En Guyane, une seule collectivité tient lieu de département et de région (CGCT, art. L. 7111-1).",
    "06": "À Mayotte, une seule collectivité exerce les compétences du département et de la région.",
}

PARIS_CODE = "75056"
PARIS = (
    "La Ville de Paris est à la fois commune et département. Membre de la métropole du Grand Paris, elle n’est dans "
    "aucun établissement public territorial : elle exerce elle-même ce qu’ils exercent ailleurs."
)
GRAND_PARIS = (
    "Dans le Grand Paris, deux intercommunalités se superposent : l’établissement public territorial et la métropole, "
    "chacune pour ce que la loi lui donne. BANATIC ne décrit pas les établissements publics territoriaux : les "
    "réponses viennent ici de la loi seule."
)
LYON = (
    "La Métropole de Lyon n’est pas une intercommunalité mais une collectivité : elle a aussi, sur son territoire, les "
    "compétences du département."
)
ALONE = "Cette commune n’est dans aucune intercommunalité à fiscalité propre."
