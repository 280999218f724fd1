"""The small pieces that templates print inside a sentence."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template

from editorial.french import number, typeset
from editorial.templatetags.components import host, letter, pages_around

NARROW, WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"


def render(source, **values):
    return Template("{% load components %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("L'ESS, aujourd'hui", "L’ESS, aujourd’hui"),
        ("Que faire ?", f"Que faire{NARROW}?"),
        ("Que faire?", f"Que faire{NARROW}?"),
        ("Trois temps : lire ; agir !", f"Trois temps{WIDE}: lire{NARROW}; agir{NARROW}!"),
        ("« Agir »", f"«{WIDE}Agir{WIDE}»"),
        ('le "bon" achat', f"le «{WIDE}bon{WIDE}» achat"),
        ("20 % de 12 345 €", f"20{NARROW}% de 12{NARROW}345{WIDE}€"),
        ("50 M€ HT", f"50{WIDE}M€{WIDE}HT"),
        ("le 1er juillet et le 22 mai", f"le 1er{WIDE}juillet et le 22{WIDE}mai"),
        ("n° 2014-856, art. L. 2111-3", f"n°{WIDE}2014-856, art.{WIDE}L.{WIDE}2111-3"),
        ("Rennes · Bretagne · 2021", f"Rennes{WIDE}· Bretagne{WIDE}· 2021"),
        ("version 2026-08-22, 2019-04-01", f"version 22{WIDE}août 2026, 1er{WIDE}avril 2019"),
        ("ateliers, comités...", "ateliers, comités…"),
        ("cœur de l'œuvre", "cœur de l’œuvre"),
    ],
)
def test_a_text_is_set_as_french_typography_asks(typed, printed):
    assert typeset(typed) == printed


@pytest.mark.parametrize(
    "text",
    [
        "https://rtes.fr/?page=2;3",
        "https://rtes.fr/2014-07-09/a",
        "loi-2014-07-09-a",
        "à 8:30",
        "a:b",
        "12 mesures",
        "",
    ],
)
def test_what_typography_does_not_rule_stays_as_it_is(text):
    assert typeset(text) == text


def test_setting_a_text_twice_changes_nothing_more():
    once = typeset("« L'ESS » : 12 345 emplois, n° 3 ; 20 % ?")
    assert typeset(once) == once


def test_a_set_text_is_still_escaped():
    assert render("{{ text|typo }}", text="<b>l'ESS</b> ?") == f"&lt;b&gt;l’ESS&lt;/b&gt;{NARROW}?"


def test_a_number_has_its_thousands_apart():
    assert [number(999), number(34969)] == ["999", f"34{NARROW}969"]


def test_the_plural_begins_at_two():
    source = "{% for n in counts %}{{ n }} mot{{ n|pluralize }}, {% endfor %}{{ many|pluralize:'al,aux' }}"
    assert render(source, counts=[0, 1, 2], many=[1, 2]) == "0 mot, 1 mot, 2 mots, aux"


def test_an_address_is_said_by_its_site():
    assert [host("https://www.rtes.fr/une/page"), host("http://ess.bordeaux-metropole.fr")] == [
        "rtes.fr",
        "ess.bordeaux-metropole.fr",
    ]


def test_letters_go_on_after_z_as_the_list_of_sources_does():
    assert [letter(rank) for rank in (0, 25, 26, 27, 701, 702)] == ["a", "z", "aa", "ab", "zz", "aaa"]


def test_an_address_keeps_its_letter_on_the_page():
    first = SimpleNamespace(source_addresses=["https://a.fr/1", "https://b.fr"], source_read_on=date(2026, 11, 22))
    second = SimpleNamespace(source_addresses=["https://b.fr"], source_read_on=None)
    page = render(
        "{% source first %}|{% source second %}{% sources as list %}|"
        "{% for source in list %}{{ source.letter }} {{ source.address }} {{ source.read_on|date:'Y' }};{% endfor %}",
        first=first,
        second=second,
    )
    marks, repeated, listed = page.split("|")
    assert marks == (
        '<a class="m" href="#s-a" id="r-a"><span class="vh">source </span>a</a>'
        '<a class="m" href="#s-b" id="r-b"><span class="vh">source </span>b</a>'
    )
    assert repeated == '<a class="m" href="#s-b"><span class="vh">source </span>b</a>'
    assert listed == "a https://a.fr/1 2026;b https://b.fr 2026;"


def test_a_margin_note_says_the_letter_the_site_and_the_day():
    fact = SimpleNamespace(source_addresses=["https://www.rtes.fr/x"], source_read_on=date(2026, 11, 22))
    assert '<b>a</b> rtes.fr, <span class="nb">lu le 22 nov. 2026</span>' in render("{% source_note fact %}", fact=fact)


def test_marks_made_in_an_included_piece_belong_to_the_page():
    fact = SimpleNamespace(source_addresses=["https://a.fr"], source_read_on=None)
    piece = Template("{% load components %}{% source fact %}")
    page = render(
        "{% include piece with fact=fact only %}{% sources as list %}{{ list|length }}", piece=piece, fact=fact
    )
    assert page.endswith("</a>1")


def test_the_pages_of_a_list_keep_both_ends_and_the_neighbours():
    paginator = Paginator(range(200), 10)
    assert pages_around(paginator, 10) == [1, None, 8, 9, 10, 11, 12, None, 20]
    assert pages_around(Paginator(range(20), 10), 1) == [1, 2]
