"use strict";
// What the page's other scripts share: its colours, and word of when they change.
const page = (() => {
  const root = document.documentElement, system = matchMedia("(prefers-color-scheme: dark)"), listeners = [];
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const button = document.getElementById("theme");

  function changed() {
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", `Show the page ${isDark() ? "light" : "dark"}`);
    for (const listener of listeners) listener();
  }

  button.hidden = false;
  button.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; changed(); });
  system.addEventListener("change", changed);
  // Paper is light.
  let before;
  addEventListener("beforeprint", () => { before = root.dataset.theme; root.dataset.theme = "light"; changed(); });
  addEventListener("afterprint", () => { if (before === undefined) delete root.dataset.theme; else root.dataset.theme = before; changed(); });
  changed();

  const few = ["#4269d0", "#e3a008", "#ff725c", "#3ca951", "#a463f2", "#2bb5a5", "#ff8ab7", "#9c6b4e", "#78a5ee", "#8d939c"];
  return {
    // A colour of the page's style, such as --ink, as it is now.
    colour(name) {
      probe.style.color = `var(${name})`;
      return getComputedStyle(probe).color;
    },
    // The colour of one of so many groups: told apart on light paper and dark.
    group: (index, count) => count <= few.length ? few[index] : `hsl(${(index * 137.508) % 360} ${[72, 55, 85][index % 3]}% ${[52, 62, 45][Math.floor(index / 3) % 3]}%)`,
    onTheme: listener => listeners.push(listener),
    element(name, properties = {}, ...children) {
      const element = Object.assign(document.createElement(name), properties);
      element.append(...children);
      return element;
    },
    floats: text => new Float32Array(page.bytes(text)),
    integers: text => new Int32Array(page.bytes(text)),
    bytes(text) {
      const letters = atob(text), bytes = new Uint8Array(letters.length);
      for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
      return bytes.buffer;
    },
  };
})();
