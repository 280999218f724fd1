// Optional. Suggests places while one is typed (the ARIA combobox pattern, a list that opens under the field).
// Without it the form sends the words, and a page lists the places that answer to them.
const WAIT = 120;

for (const field of document.querySelectorAll("input[data-places]")) {
  const list = document.createElement("ul");
  const status = document.createElement("span");
  const box = document.createElement("span");
  let places = [], active = -1, timer, request, asked = "";

  box.className = "combo";
  status.className = "vh";
  status.setAttribute("role", "status");
  list.id = `${field.id}-lieux`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Territoires suggérés");
  list.hidden = true;
  field.replaceWith(box);
  box.append(field, list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) field.setAttribute(name, value);

  const close = () => {
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const activate = (rank) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = rank;
    const option = list.children[active];
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  };

  const choose = (place) => {
    close();
    field.value = place.name;
    if (field.dataset.choice !== "filter") {
      const mine = new URLSearchParams(location.search).get("territoire");
      location.assign(mine ? `${place.url}?territoire=${encodeURIComponent(mine)}` : place.url);
      return;
    }
    const filter = document.createElement("input");
    Object.assign(filter, { type: "hidden", name: place.kind, value: place.code });
    field.disabled = true;
    field.form.append(filter);
    field.form.requestSubmit();
  };

  const show = () => {
    active = -1;
    field.removeAttribute("aria-activedescendant");
    list.replaceChildren(...places.map((place, rank) => {
      const option = document.createElement("li");
      const name = document.createElement("b");
      const line = document.createElement("span");
      option.id = `${list.id}-${rank}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      name.textContent = place.name;
      line.textContent = place.line;
      option.append(name, " ", line);
      option.addEventListener("click", () => choose(place));
      return option;
    }));
    list.hidden = !places.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = places.length
      ? `${places.length} suggestion${places.length > 1 ? "s" : ""}, flèches haut et bas pour choisir.`
      : "Aucune suggestion.";
  };

  const ask = async () => {
    const words = field.value.trim();
    if (words === asked) return;
    asked = words;
    request?.abort();
    if (words.length < 2) {
      status.textContent = "";
      return close();
    }
    request = new AbortController();
    try {
      const answer = await fetch(`${field.dataset.places}?q=${encodeURIComponent(words)}`, { signal: request.signal });
      if (!answer.ok) return close();
      places = (await answer.json()).places;
      if (document.activeElement === field) show();
    } catch {
      // A newer question, or no network: the form still works.
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  field.addEventListener("blur", close);
  // The field keeps the focus while an option is clicked.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  field.addEventListener("keydown", (event) => {
    const last = places.length - 1;
    if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && active >= 0) choose(places[active]);
    else if (event.key === "ArrowDown" && last >= 0) {
      if (list.hidden) show();
      activate(active < last ? active + 1 : 0);
    } else if (event.key === "ArrowUp" && last >= 0) {
      if (list.hidden) show();
      activate(active > 0 ? active - 1 : last);
    } else return;
    event.preventDefault();
  });
}
