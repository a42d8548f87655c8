"use strict";
for (const section of document.querySelectorAll("section")) {
  const tokens = [...section.querySelectorAll(".token")];
  const maps = [...section.querySelectorAll(".overview button")];
  const count = tokens.length;
  const letters = atob(section.querySelector(".weights").textContent);
  const weights = new Uint16Array(letters.length / 2);
  for (let i = 0; i < weights.length; i++) weights[i] = letters.charCodeAt(2 * i) + 256 * letters.charCodeAt(2 * i + 1);
  const direction = section.querySelector(".direction");
  const marks = section.querySelector(".marks");
  const readsFirst = "first" in section.dataset;
  let map = maps.length - 1, fixed = -1, looked = -1;

  const at = (row, column) => weights[(map * count + row) * count + column] / 65535;
  const name = token => token.dataset.name ?? token.textContent.trim();
  const percent = share => (100 * share).toFixed(share < 0.0995 ? 1 : 0) + " %";

  // What the token that is looked at takes of each, or what each takes of it; without one, what the text's features take.
  function row(token) {
    return tokens.map((_, other) => {
      if (token >= 0) return direction.value === "to" ? at(other, token) : at(token, other);
      if (readsFirst) return at(0, other);
      let sum = 0;
      for (let each = 0; each < count; each++) sum += at(each, other);
      return sum / count;
    });
  }

  function draw() {
    const token = looked >= 0 ? looked : fixed;
    const values = row(token);
    const counts = place => marks.checked || !tokens[place].classList.contains("mark");
    const highest = Math.max(1e-9, ...values.filter((_, place) => counts(place)));
    tokens.forEach((element, place) => {
      element.style.setProperty("--w", counts(place) ? (values[place] / highest).toFixed(3) : 0);
      element.classList.toggle("looking", place === token);
      element.title = element.dataset.title + "\n" + percent(values[place]);
    });
    maps.forEach((button, place) => button.setAttribute("aria-pressed", place === map));
    section.querySelector(".what").textContent = maps[map].dataset.name;
    const strongest = section.querySelector(".strongest");
    strongest.replaceChildren();
    const verb = maps[map].dataset.flow ? ["hold", "holds", "held"] : ["take", "takes", "taken"];
    const subject = document.createElement("b");
    subject.textContent = token < 0 ? "The text's features" : "“" + name(tokens[token]) + "”";
    strongest.append(subject, token < 0 ? ` ${verb[0]} most of ` : direction.value === "to" ? ` is ${verb[2]} most by ` : ` ${verb[1]} most of `);
    values.map((value, place) => [value, place]).filter(pair => counts(pair[1])).sort((one, other) => other[0] - one[0]).slice(0, 6).forEach(([value, place], index) => {
      strongest.append(index > 0 ? ", " : "", "“" + name(tokens[place]) + "” " + percent(value));
    });
  }

  function go(place) {
    const target = tokens[(place + count) % count];
    tokens.forEach(token => token.tabIndex = token === target ? 0 : -1);
    target.focus();
  }

  tokens.forEach((token, place) => {
    token.dataset.title = token.title;
    token.tabIndex = place === 0 ? 0 : -1;
    token.setAttribute("role", "button");
    token.addEventListener("pointerenter", event => { if (event.pointerType !== "touch") { looked = place; draw(); } });
    token.addEventListener("pointerleave", () => { looked = -1; draw(); });
    token.addEventListener("focus", () => { if (token.matches(":focus-visible")) { looked = place; draw(); } });
    token.addEventListener("blur", () => { looked = -1; draw(); });
    token.addEventListener("click", () => { fixed = fixed === place ? -1 : place; draw(); });
    token.addEventListener("keydown", event => {
      if (event.key === "ArrowRight") go(place + 1);
      else if (event.key === "ArrowLeft") go(place - 1);
      else if (event.key === "Enter" || event.key === " ") token.click();
      else if (event.key === "Escape") { fixed = looked = -1; draw(); }
      else return;
      event.preventDefault();
    });
  });
  maps.forEach((button, place) => button.addEventListener("click", () => { map = place; draw(); }));
  direction.addEventListener("change", draw);
  marks.addEventListener("change", draw);
  section.querySelector(".controls").hidden = false;
  draw();
}
