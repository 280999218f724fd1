"""Small factories that save valid rows. What a test is about, it says; the rest has a plain value."""

from itertools import count

from actors.models import Actor, Initiative, Partner
from levers.models import ActionField, Approach, LegalArticle, Lever, LeverAction, Method
from library.models import Document, KeyFigure, Kit, KitEdition, Leaflet, Quote, Term
from territories.models import Competence, Territory

SOURCE = "https://www.rtes.fr/une-page"
numbers = count(1)


def make_territory(kind=Territory.Kind.COMMUNE, inside=(), **values):
    """Save a territory contained in the territories of `inside`: all of them, near and far."""
    number = next(numbers)
    territory = Territory.objects.create(
        kind=kind, **{"code": f"{number:05}", "name": f"Territoire {number}", "population": 1_000} | values
    )
    territory.contained_in.set(inside)
    return territory


def make_competence(**values):
    number = next(numbers)
    return Competence.objects.create(
        **{
            "code": f"comp{number}",
            "slug": f"competence-{number}",
            "name": f"Compétence {number}",
            "definition": "Ce que fait la collectivité.",
        }
        | values
    )


def make_field(**values):
    number = next(numbers)
    return ActionField.objects.create(
        **{
            "code": f"c{number % 1000}",  # four characters at most
            "slug": f"champ-{number}",
            "label": f"Libellé du champ {number}",
            "short_title": f"Champ {number}",
            "covers": "Ce que le champ couvre.",
        }
        | values
    )


def make_lever(**values):
    number = values.pop("number", None) or next(numbers)
    return Lever.objects.create(
        number=number,
        **{
            "slug": f"levier-{number}",
            "verb": "Agir",
            "short_title": f"Levier {number}",
            "official_text": f"Le texte officiel du levier {number}",
            "why": "Parce que l’économie sociale et solidaire répond à des besoins locaux.",
        }
        | values,
    )


def make_lever_action(lever, **values):
    return LeverAction.objects.create(lever=lever, **{"text": "Écrire une clause", "source_url": SOURCE} | values)


def make_actor(sectors=(), tags=(), **values):
    number = next(numbers)
    actor = Actor.objects.create(
        **{
            "code": f"acteur-{number}",
            "slug": f"acteur-{number}",
            "name": f"Acteur {number}",
            "kind": Actor.Kind.OPERATOR,
            "legal_form": Actor.LegalForm.ASSOCIATION,
            "description": "Une structure de l’ESS.",
            "source_url": SOURCE,
        }
        | values
    )
    return related(actor, sectors=sectors, tags=tags)


def make_initiative(levers=(), fields=(), competences=(), territories=(), tags=(), **values):
    """Save an initiative; its main lever is the first of its levers unless the test says another."""
    number = next(numbers)
    initiative = Initiative.objects.create(
        **{
            "code": f"init-{number}",
            "slug": f"initiative-{number}",
            "title": f"Initiative {number}",
            "authority": "Ville de Rennes",
            "year": 2024,
            "summary": "Ce qui a été fait, avec qui.",
            "main_lever": next(iter(levers), None),
            "source_url": SOURCE,
        }
        | values
    )
    return related(
        initiative, levers=levers, fields=fields, competences=competences, territories=territories, tags=tags
    )


def make_partner(initiative, **values):
    return Partner.objects.create(initiative=initiative, **{"name": f"Partenaire {next(numbers)}"} | values)


def make_document(levers=(), fields=(), competences=(), tags=(), **values):
    number = next(numbers)
    document = Document.objects.create(
        **{
            "slug": f"document-{number}",
            "title": f"Document {number}",
            "publisher": "RTES",
            "year": 2024,
            "kind": Document.Kind.GUIDE,
            "url": SOURCE,
        }
        | values
    )
    return related(document, levers=levers, fields=fields, competences=competences, tags=tags)


def make_term(**values):
    number = next(numbers)
    return Term.objects.create(
        **{
            "slug": f"terme-{number}",
            "name": f"Terme {number}",
            "definition": "Ce que le mot veut dire.",
            "source_url": SOURCE,
        }
        | values
    )


def make_legal_article(levers=(), competences=(), **values):
    number = next(numbers)
    article = LegalArticle.objects.create(
        **{
            "code": f"article-{number}",
            "text_name": "Code de la commande publique",
            "article": f"L. {number}",
            "text_url": SOURCE,
            "status": "Texte lu.",
            "read_in": "Légifrance",
            "summary": "Ce que dit l’article.",
            "allows": "Ce qu’il permet.",
        }
        | values
    )
    return related(article, levers=levers, competences=competences)


def make_approach(**values):
    number = next(numbers)
    return Approach.objects.create(
        **{
            "code": f"d{number % 1000}",  # four characters at most
            "title": f"Démarche {number}",
            "introduction": "Pourquoi s’y prendre ainsi.",
            "steps": "Une étape.\nUne autre.",
            "credit": "RTES",
        }
        | values
    )


def make_method(levers=(), **values):
    number = next(numbers)
    method = Method.objects.create(
        **{
            "slug": f"methode-{number}",
            "name": f"Méthode {number}",
            "description": "Comment faire.",
            "source_url": SOURCE,
        }
        | values
    )
    return related(method, levers=levers)


def make_key_figure(**values):
    number = next(numbers)
    return KeyFigure.objects.create(
        **{
            "code": f"K{number}",
            "theme": KeyFigure.Theme.WHOLE,
            "label": f"Chiffre {number}",
            "value": "12 %",
            "year": "2022",
            "perimeter": "France",
            "source_url": SOURCE,
        }
        | values
    )


def make_kit(**values):
    number = next(numbers)
    return Kit.objects.create(**{"slug": f"kit-{number}", "name": f"Kit {number}"} | values)


def make_edition(kit, year):
    return KitEdition.objects.create(kit=kit, year=year, slug=f"{kit.slug}-{year}")


def make_leaflet(kit, **values):
    number = next(numbers)
    return Leaflet.objects.create(kit=kit, **{"slug": f"sujet-{number}", "subject": f"Sujet {number}"} | values)


def make_quote(document, **values):
    number = next(numbers)
    return Quote.objects.create(
        document=document,
        **{"slug": f"citation-{number}", "text": "Des mots exacts.", "authors": "Une élue, présidente"} | values,
    )


def related(row, **relations):
    """Return the row, related to the given rows and saved."""
    for name, rows in relations.items():
        getattr(row, name).set(rows)
    row.save()
    return row
