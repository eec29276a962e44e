// The palette: everything that the desk can do, found by a few letters. The list is the page of the commands, fetched
// when it is opened first. A command with a key is offered where something in the page says that the key does something
// (aria-keyshortcuts); it is then pressed by queue.js, as if by the key. And the switch for single keys.

const SWITCH = "queue-keys";
const dialog = document.getElementById("palette");
const field = dialog.querySelector("[role=combobox]");
const list = dialog.querySelector("[role=listbox]");
const [none, away] = ["none", "away"].map((name) => dialog.querySelector(`[data-${name}]`));
const [LAST, OUT] = [8, 9];

let coming = null; // the list, while it is fetched and afterwards
let groups = []; // { section, heading, name, about, options }
let shown = []; // options, in their order
let active = null;
let item = null; // the comment that commands are about

const plain = (text) => text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();

// --- The list -------------------------------------------------------------------------------------------------------
async function load() {
  const answer = await fetch("/desk/commands", { headers: { "HX-Request": "true" } });
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const sections = [...page.querySelectorAll("section")];
  // What is at hand comes before where one could go.
  const at = sections.findIndex((section) => section.dataset.about === "item");
  groups = [...sections.slice(at), ...sections.slice(0, at)].map(asGroup).filter((group) => group.options.length);
  list.replaceChildren(...groups.map((group) => group.section));
  [...list.querySelectorAll("[role=option]")].forEach((option, n) => { option.id = `palette-${n}`; });
}

function asGroup(section) {
  const heading = section.querySelector("h2");
  heading.removeAttribute("id");
  section.removeAttribute("aria-labelledby");
  section.className = "";
  section.setAttribute("role", "group");
  heading.setAttribute("role", "presentation");
  const queues = section.querySelector("select");
  if (queues) section.querySelector("form").replaceWith(searches(queues, heading.dataset.inQueue));
  section.querySelector("ul").setAttribute("role", "presentation");
  for (const link of section.querySelectorAll("a")) {
    link.closest("li").dataset.address = link.href;
    link.removeAttribute("href");
  }
  const options = [...section.querySelectorAll("li")].filter(({ dataset }) => dataset.address || dataset.press);
  section.querySelector("ul").replaceChildren(...options);
  for (const option of options) option.setAttribute("role", "option");
  return { section, heading, name: heading.textContent, about: section.dataset.about, options };
}

// One option for each queue in which words can be searched for; the queue that is open comes first.
function searches(queues, inQueue) {
  const here = new URLSearchParams(location.search).get("state");
  const rows = [...queues.options].sort((a, b) => (b.value === here) - (a.value === here)).map((queue) => {
    const row = document.createElement("li");
    row.className = "row command";
    row.dataset.address = `${queues.form.action}?state=${queue.value}&q=`;
    const title = document.createElement("span");
    title.className = "row__title";
    title.textContent = inQueue.replace("…", () => queue.textContent);
    row.append(title);
    return row;
  });
  const ul = document.createElement("ul");
  ul.className = "rows";
  ul.append(...rows);
  return ul;
}

// --- What fits ------------------------------------------------------------------------------------------------------
function isOffered({ dataset: { press } }, about) {
  if (!press) return true;
  if (about === "selection" && !document.querySelector(".tick:checked")) return false;
  const root = about === "item" ? item : document;
  return Boolean(root?.querySelector(`[aria-keyshortcuts~="${press}"]:not(:disabled)`));
}

// The name begins so, words of it do, it is in there, it is in what stands around it.
function rank(option, words, around) {
  const name = plain(option.querySelector(".row__title").textContent);
  if (name.startsWith(words)) return 0;
  const each = words.split(" ");
  if (each.every((word) => ` ${name}`.includes(` ${word}`))) return 1;
  if (each.every((word) => name.includes(word))) return 2;
  const all = plain(`${around} ${option.textContent}`);
  return each.every((word) => all.includes(word)) ? 3 : OUT;
}

function show() {
  const words = plain(field.value);
  for (const group of groups) nameGroup(group);
  for (const group of groups) {
    const { section, about, options } = group;
    for (const option of options) {
      if (about === "search") option.rank = words ? LAST : OUT;
      else option.rank = isOffered(option, about) ? rank(option, words, group.name) : OUT;
      option.hidden = option.rank === OUT;
    }
    const sorted = options.toSorted((a, b) => a.rank - b.rank);
    group.best = sorted[0].rank;
    section.hidden = group.best === OUT;
    section.querySelector("ul").append(...sorted);
  }
  list.append(...groups.toSorted((a, b) => a.best - b.best).map((group) => group.section));
  shown = [...list.querySelectorAll("[role=option]:not([hidden])")];
  none.hidden = shown.length > 0;
  field.setAttribute("aria-expanded", shown.length > 0);
  activate(shown[0]);
}

// Which comment it is about, which words it searches for.
function nameGroup({ section, heading, name, about, options }) {
  if (about === "item" && item) heading.textContent = `${name}: ${item.querySelector(".queue-item__name").textContent}`;
  if (about === "search") {
    heading.textContent = heading.dataset.withWords.replace("…", () => field.value.trim());
    for (const option of options) option.setAttribute("aria-label", `${heading.textContent} ${option.textContent.trim()}`);
  }
  section.setAttribute("aria-label", heading.textContent);
}

function activate(option) {
  active?.removeAttribute("aria-selected");
  active = option;
  active?.setAttribute("aria-selected", "true");
  active?.scrollIntoView({ block: "nearest" });
  if (active) field.setAttribute("aria-activedescendant", active.id);
  else field.removeAttribute("aria-activedescendant");
}

// --- Opening and choosing -------------------------------------------------------------------------------------------
function open() {
  const detail = {};
  document.dispatchEvent(new CustomEvent("palette:open", { detail }));
  item = detail.item ?? document.querySelector("[data-alone]");
  field.value = "";
  away.hidden = true;
  // It opens at once, so that what is typed while the list comes is typed into it.
  dialog.showModal();
  coming ??= load().catch(() => {
    coming = null;
    away.hidden = false;
  });
  coming.then(show);
}

function choose(option) {
  if (!option) return;
  const { address, press } = option.dataset;
  const words = field.value.trim();
  dialog.close();
  if (address) return location.assign(address.endsWith("q=") ? address + encodeURIComponent(words) : address);
  if (option.closest("[data-about]").dataset.about === "item") {
    // Somebody else may have decided it meanwhile: then this is shown, and nothing done.
    if (!item.isConnected) return document.getElementById(item.id)?.focus();
    if (!item.contains(document.activeElement)) item.focus();
  }
  const detail = { key: press.at(-1), isShifted: press.startsWith("Shift") };
  document.dispatchEvent(new CustomEvent("palette:press", { detail }));
}

field.addEventListener("input", show);
dialog.querySelector("button").addEventListener("click", () => dialog.close());
field.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const at = shown.indexOf(active);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to !== undefined) activate(shown.at(to % shown.length));
  else if (event.key === "Enter") coming?.then(() => dialog.open && choose(active));
  else return;
  event.preventDefault();
});
list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
list.addEventListener("click", ({ target }) => choose(target.closest("[role=option]")));

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-palette]") || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open();
});

// --- Keys -----------------------------------------------------------------------------------------------------------
const isMac = /^(Mac|iP)/.test(navigator.platform);

function isTyping(target) {
  if (target.isContentEditable || target.matches?.("textarea, select")) return true;
  return target.matches?.("input") && !["checkbox", "radio", "button", "submit"].includes(target.type);
}

function keysAreOn() {
  try { return localStorage.getItem(SWITCH) !== "off"; } catch { return true; }
}

function opens(event) {
  if (event.altKey || event.isComposing || event.keyCode === 229 || event.defaultPrevented) return false;
  if (event.key === "/" && !event.ctrlKey && !event.metaKey) return keysAreOn() && !isTyping(event.target);
  if (event.shiftKey || !(isMac ? event.metaKey : event.ctrlKey)) return false;
  // In a Markdown editor it means a link.
  if (document.querySelector(`markdown-toolbar[for="${event.target.id}"]`)) return false;
  return /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() === "k" : event.code === "KeyK";
}

document.addEventListener("keydown", (event) => {
  if (!opens(event)) return;
  if (dialog.open) dialog.close();
  else if (document.querySelector("dialog[open]")) return;
  else open();
  event.preventDefault();
});

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-keys-switch]")) return;
  try { localStorage.setItem(SWITCH, target.checked ? "on" : "off"); } catch { /* then for this page only */ }
});
for (const box of document.querySelectorAll("[data-keys-switch]")) {
  box.checked = keysAreOn();
  box.closest("label").hidden = false;
}
