"use strict";
for (const root of document.querySelectorAll(".map")) {
  const data = JSON.parse(root.querySelector("script").textContent);
  const { element } = page, count = data.ids.length, mostShown = 120;
  const layouts = data.layouts.map(layout => ({ ...layout, places: page.floats(layout.places) }));
  const colourings = data.colourings.map(colouring => ({ ...colouring, of: colouring.of && page.integers(colouring.of), values: colouring.values && page.floats(colouring.values), hidden: new Set() }));
  const plain = { name: "nothing", groups: [], of: new Int32Array(count).fill(-1), hidden: new Set() };
  const shown = new Uint8Array(count), chosen = new Uint8Array(count);
  let layout = layouts[0], colouring = colourings[0] ?? plain, mode = "move", looked = -1, chosenCount = 0, drag = null, queued = false;
  let scale = 1, left = 0, top = 0;       // pixel = (place - corner) * scale

  // The parts of the map.
  const canvas = element("canvas", { className: "points", tabIndex: 0 });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `Map of ${count.toLocaleString("en")} samples. Arrow keys move it, plus and minus enlarge and shrink it, 0 shows all.`);
  const tip = element("div", { className: "tip", hidden: true });
  const board = element("div", { className: "board" }, canvas, tip);
  const legend = element("div", { className: "legend" }), note = element("p", { className: "note" }), list = element("div", { className: "chosen", hidden: true });
  const modes = Object.fromEntries(["move", "box", "lasso"].map(name => [name, element("button", { type: "button", textContent: name[0].toUpperCase() + name.slice(1), onclick: () => setMode(name) })]));
  const tools = element("div", { className: "tools" });
  if (layouts.length > 1) tools.append(choice("Layout", layouts, chose => { layout = chose; fit(); describe(); }));
  if (colourings.length > 1) tools.append(choice("Colour", colourings, chose => { colouring = chose; show(); }));
  tools.append(element("span", { className: "modes" }, ...Object.values(modes)), element("button", { type: "button", textContent: "Show all", onclick: fit }),
    element("span", { className: "note", textContent: "Wheel enlarges, drag moves; Box and Lasso choose points." }));
  root.append(tools, board, legend, note, list);
  const paper = canvas.getContext("2d");

  function choice(name, options, use) {
    const select = element("select", { onchange: () => use(options[select.selectedIndex]) }, ...options.map(option => element("option", { textContent: option.name })));
    return element("label", {}, `${name} `, select);
  }

  function setMode(name) {
    mode = board.dataset.mode = name;
    for (const [each, button] of Object.entries(modes)) button.setAttribute("aria-pressed", each === name);
  }

  // Colours: a dot is drawn once a group and then copied.
  const groupOf = point => colouring.of ? colouring.of[point] : 0;
  let low = 0, high = 1;
  function shade(point) {
    const value = colouring.values[point];
    return Number.isFinite(value) ? Math.round((high > low ? (value - low) / (high - low) : 1) * (data.ramp.length - 1)) : -1;
  }
  const colour = kind => kind < 0 ? page.colour("--faint") : colouring.values ? data.ramp[kind] : page.group(kind, colouring.groups.length);
  const kindOf = point => colouring.values ? shade(point) : groupOf(point);
  let kinds = new Int32Array(count), dots = new Map();
  function dot(kind, radius, ratio) {
    if (dots.has(kind)) return dots.get(kind);
    const side = Math.ceil(2 * (radius + 1) * ratio), stamp = element("canvas", { width: side, height: side }), pen = stamp.getContext("2d");
    pen.scale(ratio, ratio);
    pen.fillStyle = colour(kind);
    pen.globalAlpha = 0.88;
    pen.beginPath();
    pen.arc(side / ratio / 2, side / ratio / 2, radius, 0, 2 * Math.PI);
    pen.fill();
    dots.set(kind, stamp);
    return stamp;
  }

  function show() {
    if (colouring.values) {
      const known = colouring.values.filter(Number.isFinite);
      low = known.reduce((a, b) => Math.min(a, b), Infinity);
      high = known.reduce((a, b) => Math.max(a, b), -Infinity);
    }
    for (let i = 0; i < count; i++) {
      kinds[i] = kindOf(i);
      shown[i] = colouring.values || !colouring.hidden.has(groupOf(i)) ? 1 : 0;
    }
    drawLegend();
    describeChosen();
    redraw();
  }

  function drawLegend() {
    legend.replaceChildren();
    if (colouring.values) {
      const ramp = element("span", { className: "ramp" });
      ramp.style.background = `linear-gradient(to right, ${data.ramp.join(",")})`;
      legend.append(element("span", { textContent: `${colouring.name}: ${Number.isFinite(low) ? low.toPrecision(3) : "none"}` }), ramp, element("span", { textContent: Number.isFinite(high) ? high.toPrecision(3) : "" }));
      return;
    }
    const sizes = new Map();
    for (const group of colouring.of) sizes.set(group, (sizes.get(group) ?? 0) + 1);
    if (colouring.groups.length === 0) return;
    for (const group of [...sizes.keys()].sort((a, b) => a < 0 ? 1 : b < 0 ? -1 : a - b)) {
      const swatch = element("span", { className: "swatch" }), button = element("button", { type: "button" }, swatch, colouring.groups[group] ?? "none", element("small", { textContent: sizes.get(group).toLocaleString("en") }));
      swatch.style.background = colour(group);
      button.title = "Click to hide or show; double click to show this alone";
      button.setAttribute("aria-pressed", !colouring.hidden.has(group));
      button.addEventListener("click", event => {
        if (event.detail > 1) colouring.hidden = new Set([...sizes.keys()].filter(other => other !== group));
        else if (!colouring.hidden.delete(group)) colouring.hidden.add(group);
        const at = legend.scrollTop, place = [...legend.children].indexOf(button);
        show();
        legend.scrollTop = at;
        legend.children[place].focus();
      });
      legend.append(button);
    }
  }

  // Where points are.
  const x = point => (layout.places[2 * point] - left) * scale, y = point => board.clientHeight - (layout.places[2 * point + 1] - top) * scale;
  let whole = 1;
  function fit() {
    const width = board.clientWidth, height = board.clientHeight;
    if (width === 0 || height === 0) return;      // not laid out yet: the observer below fits it when it is
    const low = [Infinity, Infinity], high = [-Infinity, -Infinity];
    for (let i = 0; i < 2 * count; i++) {
      low[i & 1] = Math.min(low[i & 1], layout.places[i]);
      high[i & 1] = Math.max(high[i & 1], layout.places[i]);
    }
    const span = [0, 1].map(axis => Math.max(high[axis] - low[axis], 1e-6));
    whole = scale = 0.92 * Math.min(width / span[0], height / span[1]);
    left = (low[0] + high[0]) / 2 - width / scale / 2;
    top = (low[1] + high[1]) / 2 - height / scale / 2;
    redraw();
  }

  function zoom(factor, px = board.clientWidth / 2, py = board.clientHeight / 2) {
    const next = Math.min(Math.max(scale * factor, whole / 4), whole * 2000), up = board.clientHeight - py;
    left += px / scale - px / next;
    top += up / scale - up / next;
    scale = next;
    redraw();
  }

  function redraw() {
    if (queued) return;
    queued = true;
    requestAnimationFrame(() => { queued = false; draw(); });
  }

  function draw() {
    const ratio = devicePixelRatio || 1, width = board.clientWidth, height = board.clientHeight;
    if (width === 0 || height === 0) return;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
    paper.setTransform(ratio, 0, 0, ratio, 0, 0);
    paper.clearRect(0, 0, width, height);
    const radius = Math.min(8, Math.min(5.5, Math.max(1.8, 16 * Math.pow(count, -0.22))) * Math.min(2.2, Math.max(1, Math.pow(scale / whole, 0.3))));
    dots = new Map();
    const stamps = new Map(), reach = radius + 1;
    for (let pass = chosenCount > 0 ? 0 : 1; pass < 2; pass++) {
      paper.globalAlpha = pass === 0 ? 0.14 : 1;
      for (let i = 0; i < count; i++) {
        if (!shown[i] || (chosenCount > 0 && chosen[i] !== pass)) continue;
        const px = x(i), py = y(i);
        if (px < -reach || py < -reach || px > width + reach || py > height + reach) continue;
        let stamp = stamps.get(kinds[i]);
        if (!stamp) stamps.set(kinds[i], stamp = dot(kinds[i], radius, ratio));
        paper.drawImage(stamp, px - reach, py - reach, 2 * reach, 2 * reach);
      }
    }
    paper.globalAlpha = 1;
    if (looked >= 0) {
      paper.strokeStyle = page.colour("--ink");
      paper.lineWidth = 2;
      paper.beginPath();
      paper.arc(x(looked), y(looked), radius + 3, 0, 2 * Math.PI);
      paper.stroke();
    }
    if (drag?.path) {
      paper.strokeStyle = page.colour("--mark");
      paper.lineWidth = 1.5;
      paper.setLineDash([5, 4]);
      paper.beginPath();
      for (const [px, py] of drag.path) paper.lineTo(px, py);
      paper.closePath();
      paper.stroke();
      paper.globalAlpha = 0.1;
      paper.fillStyle = page.colour("--mark");
      paper.fill();
      paper.globalAlpha = 1;
      paper.setLineDash([]);
    }
  }

  // Pictures: a sheet is decoded when one of its tiles is first asked for.
  const sheets = new Map();
  function sheet(number) {
    if (!sheets.has(number)) {
      const picture = new Image();
      picture.src = "data:image/jpeg;base64," + data.pictures.sheets[number];
      sheets.set(number, picture.decode().then(() => picture));
    }
    return sheets.get(number);
  }

  function picture(point) {
    const { tile, columns, rows } = data.pictures, number = Math.floor(point / (columns * rows)), place = point % (columns * rows);
    const small = element("canvas", { width: tile, height: tile });
    sheet(number).then(all => small.getContext("2d").drawImage(all, place % columns * tile, Math.floor(place / columns) * tile, tile, tile, 0, 0, tile, tile), () => { });
    return small;
  }

  const kindName = (point, each = colouring) => each.values ? `${each.name} ${each.values[point].toPrecision(4)}` : each.groups[each.of[point]] ?? "none";

  function look(point, px, py) {
    if (point !== looked) {
      looked = point;
      redraw();
      if (point >= 0) {
        tip.replaceChildren();
        if (data.pictures) tip.append(picture(point));
        if (data.texts) tip.append(element("div", { textContent: data.texts[point], dir: "auto" }));
        tip.append(element("b", { textContent: data.ids[point] }), ...colourings.map(each => element("span", { textContent: each.values ? `${kindName(point, each)}  ` : `${each.name}: ${kindName(point, each)}  ` })));
      }
    }
    tip.hidden = point < 0;
    if (point < 0) return;
    const right = px + 16 + tip.offsetWidth < board.clientWidth, below = py + 16 + tip.offsetHeight < board.clientHeight;
    tip.style.transform = `translate(${right ? px + 16 : Math.max(0, px - 16 - tip.offsetWidth)}px, ${below ? py + 16 : Math.max(0, py - 16 - tip.offsetHeight)}px)`;
  }

  function nearest(px, py) {
    let best = -1, closest = 14 * 14;
    for (let i = 0; i < count; i++) {
      if (!shown[i]) continue;
      const across = x(i) - px, down = y(i) - py, distance = across * across + down * down;
      if (distance < closest) [best, closest] = [i, distance];
    }
    return best;
  }

  // Choosing.
  function choose(isWithin, adds) {
    for (let i = 0; i < count; i++) {
      const within = shown[i] && isWithin(i);
      chosen[i] = within || (adds && chosen[i]) ? 1 : 0;
    }
    describeChosen();
    redraw();
  }

  function isInside(path, px, py) {
    let inside = false;
    for (let i = 0, j = path.length - 1; i < path.length; j = i++)
      if ((path[i][1] > py) !== (path[j][1] > py) && px < (path[j][0] - path[i][0]) * (py - path[i][1]) / (path[j][1] - path[i][1]) + path[i][0]) inside = !inside;
    return inside;
  }

  function describeChosen() {
    const points = [];
    for (let i = 0; i < count; i++) if (chosen[i]) points.push(i);
    chosenCount = points.length;
    list.hidden = points.length === 0;
    if (points.length === 0) return;
    const sizes = new Map();
    if (!colouring.values && colouring.groups.length > 0) for (const point of points) sizes.set(kindName(point), (sizes.get(kindName(point)) ?? 0) + 1);
    const summary = [...sizes].sort((a, b) => b[1] - a[1]).slice(0, 8).map(([name, size]) => `${name} ${size.toLocaleString("en")}`).join(", ");
    const copy = element("button", { type: "button", textContent: "Copy names", onclick: () => copyText(points.map(point => data.ids[point]).join("\n"), copy) });
    const items = points.slice(0, mostShown).map(point => {
      const caption = element("figcaption", { textContent: data.ids[point], title: `${data.ids[point]}\n${kindName(point)}` });
      return data.pictures ? element("figure", { className: "item" }, picture(point), caption)
        : data.texts ? element("figure", { className: "item text" }, element("blockquote", { textContent: data.texts[point], dir: "auto" }), caption)
          : element("figure", { className: "item text" }, caption);
    });
    list.replaceChildren(
      element("div", { className: "tools" }, element("b", { textContent: `${points.length.toLocaleString("en")} chosen` }), element("span", { className: "note", textContent: summary }), copy, element("button", { type: "button", textContent: "Clear", onclick: () => choose(() => false) })),
      element("div", { className: "items" }, ...items));
    if (points.length > mostShown) list.append(element("p", { className: "note", textContent: `The first ${mostShown} are shown.` }));
  }

  async function copyText(text, button) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = element("textarea", { value: text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy names"; }, 1500);
  }

  function describe() {
    note.textContent = layout.note;
    note.hidden = !layout.note;
  }

  const place = event => {
    const edge = canvas.getBoundingClientRect();
    return [event.clientX - edge.left, event.clientY - edge.top];
  };
  canvas.addEventListener("pointerdown", event => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    const [px, py] = place(event), kind = event.shiftKey && mode === "move" ? "box" : mode;
    drag = { kind, px, py, left, top, moved: false, path: kind === "move" ? null : [[px, py]], adds: event.shiftKey || event.ctrlKey || event.metaKey };
    look(-1);
  });
  canvas.addEventListener("pointermove", event => {
    const [px, py] = place(event);
    if (!drag) return look(nearest(px, py), px, py);
    drag.moved ||= Math.hypot(px - drag.px, py - drag.py) > 3;
    if (drag.kind === "move") [left, top] = [drag.left - (px - drag.px) / scale, drag.top + (py - drag.py) / scale];
    else if (drag.kind === "box") drag.path = [[drag.px, drag.py], [px, drag.py], [px, py], [drag.px, py]];
    else drag.path.push([px, py]);
    redraw();
  });
  canvas.addEventListener("pointerup", event => {
    const done = drag, [px, py] = place(event);
    drag = null;
    if (!done) return;
    if (!done.moved) {
      const point = nearest(px, py);
      choose(i => i === point, done.adds);
    } else if (done.path) choose(i => isInside(done.path, x(i), y(i)), done.adds);
    redraw();
  });
  canvas.addEventListener("pointercancel", () => { drag = null; redraw(); });
  canvas.addEventListener("pointerleave", () => look(-1));
  canvas.addEventListener("wheel", event => {
    event.preventDefault();
    const [px, py] = place(event);
    zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0016)), px, py);
    look(-1);
  }, { passive: false });
  canvas.addEventListener("keydown", event => {
    const step = 60 / scale, moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    if (moves[event.key]) [left, top] = [left + moves[event.key][0], top + moves[event.key][1]];
    else if (event.key === "+" || event.key === "=") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else if (event.key === "0" || event.key === "Home") fit();
    else if (event.key === "Escape") choose(() => false);
    else return;
    event.preventDefault();
    redraw();
  });

  setMode("move");
  show();
  fit();
  describe();
  page.onTheme(() => { drawLegend(); redraw(); });
  let size = "";
  new ResizeObserver(() => {
    const now = `${board.clientWidth} ${board.clientHeight}`;
    if (now === size) return;
    if (size === "" || scale === whole) fit(); else redraw();
    size = now;
  }).observe(board);
}
