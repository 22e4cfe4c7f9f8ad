"use strict";
/* Extras: every page is whole without them. What they show has the class "extra"; print leaves it out. */
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (tag, properties = {}, ...content) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...content);
  return element;
};
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const sourceOf = (name) => document.querySelector(`script[data-of="${name}"]`);

/* The other language at the same place: where the address points if that is in view, or what is being read. */
const inView = (element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};
const placeBeingRead = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && inView(target)) return target.id;
  const above = (element) => element.getBoundingClientRect().top < innerHeight / 3;
  return all("main :is(h2, h3, .exhibit)[id]").filter(above).pop()?.id ?? "";
};
for (const link of all("a.language"))
  link.addEventListener("click", () => { link.hash = placeBeingRead(); });

/* One button that folds all code. */
const foldCode = (blocks, tools) => {
  const button = make("button", { type: "button", className: "extra" });
  const show = (open) => {
    for (const block of blocks) block.open = open;
    button.textContent = open ? tools.dataset.hide : tools.dataset.show;
  };
  button.addEventListener("click", () => show(!blocks[0].open));
  show(false);
  tools.prepend(button);
};
if (document.querySelector("details.code"))
  foldCode(all("details.code"), document.querySelector(".tools"));

/* The verdict board: sorted by a column, and narrowed down. */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const sortKey = (cell, verdicts) => {
  const verdict = cell.querySelector(".verdict");
  const cases = cell.querySelector(".cases");
  if (verdict) return String(verdicts.indexOf(verdict.textContent));
  return cases ? String(cases.children.length) : cell.textContent.trim();
};
const sortRows = (body, rows, column, direction, verdicts) => {
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const keys = new Map(rows.map((row) => [row, sortKey(row.cells[column], verdicts)]));
  const sorted = [...rows].sort((a, b) => direction * collator.compare(keys.get(a), keys.get(b)));
  body.append(...(direction ? sorted : rows));
};
const nextDirection = { none: "ascending", ascending: "descending", descending: "none" };
const sign = { none: 0, ascending: 1, descending: -1 };
const addSorting = (table, rows, { verdicts, words }) => {
  const heads = all("thead th", table);
  table.tHead.dataset.label = words.sort;
  heads.forEach((head, column) => {
    const button = make("button", { type: "button", className: "sort" }, ...head.childNodes);
    button.addEventListener("click", () => {
      const next = nextDirection[head.ariaSort ?? "none"];
      for (const other of heads) other.ariaSort = "none";
      head.ariaSort = next;
      sortRows(table.tBodies[0], rows, column, sign[next], verdicts);
    });
    head.ariaSort = "none";
    head.append(button);
  });
};
const filterControls = ({ verdicts, words }) => {
  const choice = make("select", {}, new Option(words.all, ""), ...verdicts.map((name) => new Option(name)));
  const search = make("input", { type: "search" });
  const status = make("p", { role: "status" });
  const clear = make("button", { type: "button", textContent: words.clear });
  const label = (text, control) => {
    control.id = `filter-${control.localName}`;
    return make("p", {}, make("label", { htmlFor: control.id, textContent: text }), control);
  };
  const bar = make("div", { className: "extra filter" }, label(words.verdict, choice), label(words.search, search), clear, status);
  return { bar, choice, search, status, clear };
};
const addFilter = (exhibit, rows, data) => {
  const { bar, choice, search, status, clear } = filterControls(data);
  const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));
  const fits = (row) => texts.get(row).includes(plain(search.value))
    && (!choice.value || row.querySelector(".verdict").textContent === choice.value);
  const show = () => {
    for (const row of rows) row.hidden = !fits(row);
    const shown = rows.filter((row) => !row.hidden).length;
    clear.hidden = shown === rows.length;
    status.textContent = fill(data.words.shown, { shown, all: rows.length });
  };
  const showAll = () => { choice.value = search.value = ""; show(); };
  choice.addEventListener("change", show);
  search.addEventListener("input", show);
  clear.addEventListener("click", () => { showAll(); search.focus(); });
  addEventListener("click", ({ target }) => {
    const to = target.closest?.('a[href^="#"]')?.hash.slice(1);
    if (rows.some((row) => row.hidden && row.id === decodeURIComponent(to ?? ""))) showAll();
  });
  exhibit.prepend(bar);
  show();
};
const board = (source) => {
  const exhibit = source.closest(".exhibit"), table = exhibit.querySelector("table");
  const data = JSON.parse(source.textContent), rows = all("tbody tr", table);
  addSorting(table, rows, data);
  addFilter(exhibit, rows, data);
};
if (sourceOf("verdicts")) board(sourceOf("verdicts"));

/* What if: the claims counted again at the codes that the reader chooses, in the same nodes as conditions.py. */
const unitsOf = (codings) => Object.entries(codings).flatMap(([scheme, cases]) =>
  Object.entries(cases).flatMap(([owner, units]) => Object.entries(units).map(
    ([unit, options]) => ({ scheme, case: owner, unit, options, now: 0, id: `decision-${scheme}-${unit}` }))));
const rowsOf = ({ scheme, case: owner, unit, options, now }) =>
  options[now].map((code) => ({ scheme, case: owner, unit, code }));
const fits = ({ terms }, row) => terms.every(({ column, values }) => values.includes(row[column]));
const countsOf = ({ conditions, silent }, units) => {
  const rows = units.flatMap(rowsOf).filter((row) => !silent.includes(row.case));
  return conditions.map((condition) =>
    new Set(rows.filter((row) => fits(condition, row)).map((row) => row.case)).size);
};
const outcomeOf = (claim, units) => {
  const found = countsOf(claim, units), { counts, these, those, lead } = claim.holds;
  if (counts) return { these: found[0], n: claim.n, holds: counts.includes(found[0]) };
  const least = Math.min(...these.map((i) => found[i])), most = Math.max(0, ...those.map((i) => found[i]));
  return { these: least, those: most, n: claim.n, holds: least - most >= lead };
};
const inWords = (outcome, words) => {
  const counted = fill("those" in outcome ? words.lead : words.count, outcome);
  return fill(outcome.holds ? words.holds : words.fails, { counted });
};
const addColumn = (table, at, title) => {
  const head = make("th", { scope: "col", className: "extra", textContent: title });
  head.id = `${table.closest(".exhibit").id}-yours`;
  table.tHead.rows[0].cells[at].before(head);
  for (const group of all(".gt_group_heading", table)) group.colSpan += 1;
  return (row) => {
    const cell = make("td", { className: "extra" });
    cell.dataset.label = title;
    row.cells[at].before(cell);
    return cell;
  };
};
const addSelect = (unit, cell, { labels, words }) => {
  const name = (codes) => codes.map((code) => labels[unit.scheme][code]).join(" + ");
  const select = make("select", {}, ...unit.options.map((codes) => new Option(name(codes))));
  const text = cell.previousElementSibling;
  text.id = `${unit.id}-text`;
  select.setAttribute("aria-labelledby", `${cell.closest(".exhibit").id}-yours ${text.id}`);
  unit.mark = make("strong", { className: "turned", hidden: true, textContent: words.otherwise });
  cell.append(select, unit.mark);
  return select;
};
const choose = (unit, option) => {
  unit.now = unit.select.selectedIndex = option;
  unit.mark.hidden = !option;
};
const addResults = (claims, units, words) => {
  const table = document.getElementById(claims[0].row).closest("table");
  const addCell = addColumn(table, 3, words.at_yours);
  for (const claim of claims) {
    claim.row = document.getElementById(claim.row);
    claim.cell = addCell(claim.row);
    claim.ours = outcomeOf(claim, units);
  }
};
const recount = (claims, units, words) => claims.filter((claim) => {
  const outcome = outcomeOf(claim, units), before = claim.cell.textContent;
  claim.turned = outcome.holds !== claim.ours.holds;
  claim.cell.replaceChildren(inWords(outcome, words));
  claim.cell.classList.toggle("moved", claim.cell.textContent !== claim.row.cells[2].textContent);
  if (claim.turned) claim.cell.append(" ", make("strong", { className: "turned", textContent: words.turned }));
  return claim.cell.textContent !== before;
});
const resultBar = (words, table) => {
  const status = make("div", { role: "status" });
  const reset = make("button", { type: "button", textContent: words.reset });
  const link = make("a", { href: `#${table}`, textContent: words.all });
  const bar = make("section", { className: "extra bar" }, status, make("p", {}, reset, " ", link));
  bar.setAttribute("aria-label", words.result);
  return { bar, status, reset };
};
const report = ({ bar, status }, claims, units, moved, words) => {
  const changed = units.filter((unit) => unit.now).length, turned = claims.filter((claim) => claim.turned).length;
  const lines = moved.map(({ row, cell }) =>
    make("li", {}, `${row.cells[0].textContent} `, make("strong", {}, ...cell.cloneNode(true).childNodes)));
  const effect = moved.length ? make("ul", {}, ...lines) : make("p", {}, words.nothing);
  bar.classList.toggle("shown", changed > 0);
  status.replaceChildren(...(changed ? [make("p", {}, fill(words.changed, { changed, turned })), effect] : [words.back]));
  document.documentElement.style.scrollPaddingBottom = changed ? `${bar.offsetHeight + 16}px` : "";
};
const whatIf = (source) => {
  const { claims, codings, labels, words } = JSON.parse(source.textContent);
  const units = unitsOf(codings), open = units.filter((unit) => unit.options.length > 1);
  const table = document.getElementById(open[0].id).closest("table");
  const addCell = addColumn(table, 2, words.your_code);
  const parts = resultBar(words, source.closest(".exhibit").id);
  const count = () => report(parts, claims, units, recount(claims, units, words), words);
  addResults(claims, units, words);
  recount(claims, units, words);
  for (const unit of open) {
    unit.select = addSelect(unit, addCell(document.getElementById(unit.id)), { labels, words });
    unit.select.addEventListener("change", () => { choose(unit, unit.select.selectedIndex); count(); });
  }
  parts.reset.addEventListener("click", () => {
    const last = open.filter((unit) => unit.now).pop();
    for (const unit of open) choose(unit, 0);
    count();
    last.select.focus();
  });
  table.closest(".exhibit").prepend(make("p", { className: "extra", textContent: words.try }));
  table.closest(".cell").after(parts.bar);
};
if (sourceOf("one-otherwise")) whatIf(sourceOf("one-otherwise"));
