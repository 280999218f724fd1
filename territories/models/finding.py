"""What leads to a place besides its name: the places it has absorbed, and the keys that suggestions read."""

from django.db import models

from editorial.models import ComputedTextField

from .places import Territory, fold_name


class FormerPlace(models.Model):
    """A commune that was merged, a part of a commune or a code of the past: it leads to the commune of today.

    Source: the code officiel géographique, through the package named in fixtures/territories/LISEZMOI.md.
    """

    class Nature(models.TextChoices):
        DELEGATED = "commune-deleguee", "commune déléguée"
        ASSOCIATED = "commune-associee", "commune associée"
        DISTRICT = "arrondissement", "arrondissement municipal"
        # The list gives no name with the codes of communes that have disappeared.
        CODE = "ancien-code", "ancien code"

    territory = models.ForeignKey(
        Territory, models.CASCADE, related_name="former_places", verbose_name="commune actuelle"
    )
    nature = models.CharField("nature", choices=Nature, max_length=16)
    code = models.CharField("code INSEE", max_length=5)
    name = models.CharField("nom", max_length=120, blank=True)
    folded_name = ComputedTextField()

    class Meta:
        verbose_name = "ancienne commune"
        ordering = ["name", "code"]
        constraints = [
            models.UniqueConstraint(name="former_place_nature_and_code_are_unique", fields=["nature", "code"])
        ]
        indexes = [models.Index(name="former_place_by_code", fields=["code"])]

    def __str__(self):
        return self.name or self.code

    def compute_folded_name(self):
        return fold_name(self.name)


class PlaceKey(models.Model):
    """One way to begin typing a place. Keys are letters and digits alone, so that every database sorts them alike.

    All of them are derived from the territories and the former places: `territories.finding` writes them.
    """

    class Origin(models.IntegerChoices):
        """From the best reason to suggest a place to the weakest."""

        NAME = 0, "début du nom"
        POSTAL_CODE = 1, "code postal"
        FORMER_NAME = 2, "début d’un ancien nom"
        WORD = 3, "mot du nom"
        # Written after a zero: no other key begins so.
        SOUND = 4, "consonances du nom"

    key = models.CharField(max_length=80)
    origin = models.PositiveSmallIntegerField(choices=Origin)
    # The population, so that the suggestions are ordered without reading the places.
    weight = models.PositiveIntegerField()
    territory = models.ForeignKey(Territory, models.CASCADE, related_name="keys", db_index=False)

    class Meta:
        verbose_name = "clé de lieu"
        # The index holds all that a suggestion reads.
        indexes = [models.Index(name="place_key_covers_suggestions", fields=["key", "origin", "weight", "territory"])]
        constraints = [models.UniqueConstraint(name="place_key_once_a_place", fields=["territory", "origin", "key"])]

    def __str__(self):
        return self.key
