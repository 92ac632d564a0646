// Builds elements. Text only ever becomes text nodes and attribute values, so names that look like
// markup stay names.

export function el(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const shown = new WeakMap();

// Renders a section when what it shows has changed, and leaves it alone otherwise: selections, open
// details and scroll positions survive.
export function render(container, model, build) {
  const key = JSON.stringify(model);
  if (shown.get(container) === key) return;
  const open = new Set([...container.querySelectorAll("details[open]")].map((d) => d.dataset.key));
  const scrolls = [...container.querySelectorAll(".scroll")].map((s) => s.scrollLeft);
  shown.set(container, key);
  container.replaceChildren(...[build(model)].flat());
  for (const details of container.querySelectorAll("details")) {
    if (open.has(details.dataset.key)) details.open = true;
  }
  [...container.querySelectorAll(".scroll")].forEach((s, i) => { s.scrollLeft = scrolls[i] ?? 0; });
}

// On a narrow screen the heads are hidden and each cell shows the head of its column before it.
export function table(caption, heads, rows) {
  for (const row of rows) {
    [...row.children].forEach((cell, column) => {
      if (cell.colSpan === 1) cell.dataset.label = heads[column];
    });
  }
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    el("table", {},
      el("caption", { class: "hidden" }, caption),
      el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, rows)));
}

export function empty(text) {
  return el("p", { class: "empty" }, text);
}
