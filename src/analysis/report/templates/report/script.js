for (const link of document.querySelectorAll("a.language"))
  link.addEventListener("click", () => { link.hash = location.hash; });
const blocks = document.querySelectorAll("details.code");
const tools = document.querySelector(".tools");
if (blocks.length) {
  const button = document.createElement("button");
  const say = (shown) => { button.textContent = shown ? tools.dataset.hide : tools.dataset.show; };
  button.type = "button";
  let shown = false;
  say(shown);
  button.addEventListener("click", () => {
    shown = !shown;
    for (const block of blocks) block.open = shown;
    say(shown);
  });
  tools.prepend(button);
}

// What if a mention were coded otherwise: counted as analysis/claims.py counts.
const panel = document.querySelector(".what-if");
if (panel) {
  const { rows, decisions, claims } = JSON.parse(panel.querySelector("script").textContent);
  const columns = ["unit", "scheme", "case", "option", "code"];
  const coded = rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
  const key = (of) => of.unit + " " + of.scheme;
  const chosen = new Map(decisions.map((decision) => [key(decision), 0]));
  const say = (name, values = {}) =>
    panel.dataset[name].replace(/{(\w+)}/g, (_, word) => values[word]);

  const fits = (condition, row) =>
    condition.every(([column, values]) => values.includes(row[column]));
  const holds = (claim, [first, ...rest]) => {
    if (claim.rule === "count") return claim.at.includes(first);
    if (claim.rule === "more") return first > rest[0];
    return Math.min(...rest.slice(0, claim.named)) >= Math.max(0, ...rest.slice(claim.named));
  };
  const judged = () => {
    const now = coded.filter((row) => row.option === (chosen.get(key(row)) ?? 0));
    return claims.map((claim) => {
      const asked = now.filter((row) => claim.cases.includes(row.case));
      const counts = claim.conditions.map((condition) =>
        new Set(asked.filter((row) => fits(condition, row)).map((row) => row.case)).size);
      return { claim, count: counts[0], holds: holds(claim, counts) };
    });
  };

  const made = (tag, text = "") => Object.assign(document.createElement(tag), { textContent: text });
  const listed = (items) => {
    const list = made("ul");
    list.append(...items.map((text) => made("li", text)));
    return list;
  };
  const told = (now) => say(now.holds ? "holds" : "fails")
    + " (" + say("count", { count: now.count, n: now.claim.cases.length }) + ")";
  const before = judged();
  const status = made("div");
  const every = made("details");
  const reset = made("button", say("reset"));
  const how = made("p", say("how"));
  const selects = [];

  const show = () => {
    const after = judged();
    const moved = [...chosen.values()].filter((option) => option).length;
    const turned = after.filter((now, i) => now.holds !== before[i].holds);
    const differ = after.flatMap((now, i) => now.count === before[i].count && now.holds === before[i].holds
      ? [] : [now.claim.statement + " " + say("now", { now: told(now), was: told(before[i]) })]);
    const line = moved ? say("moved", { n: moved }) + " " + say("turned", { n: turned.length }) : say("same");
    status.replaceChildren(made("p", line), listed(differ));
    every.replaceChildren(made("summary", say("every")),
      listed(after.map((now) => now.claim.statement + " " + told(now))));
    reset.hidden = !moved;
    how.hidden = moved > 0;
  };

  const table = document.getElementById(panel.dataset.table);
  const lines = [...table.querySelectorAll("tbody tr")].filter((line) => line.cells.length > 1);
  decisions.forEach((decision, i) => {
    const [name, text, cell] = lines[i].cells;
    const select = made("select");
    select.setAttribute("aria-label", say("label", { text: text.textContent.trim() }));
    select.append(...decision.options.map((option) => made("option", option)));
    select.addEventListener("change", () => {
      chosen.set(key(decision), select.selectedIndex);
      name.classList.toggle("moved", select.selectedIndex > 0);
      show();
    });
    cell.replaceChildren(select);
    selects.push(select);
  });
  reset.type = "button";
  reset.addEventListener("click", () => {
    for (const select of selects) {
      select.selectedIndex = 0;
      select.dispatchEvent(new Event("change"));
    }
  });
  status.setAttribute("role", "status");
  const title = made("p", say("title"));
  title.className = "title";
  panel.append(title, how, status, reset, every);
  // Beside the table, so that it stays in sight as long as the table does.
  table.before(panel);
  panel.hidden = false;
  show();
}
