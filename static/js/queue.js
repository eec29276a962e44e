// The moderation queue by keys, as moderators of other systems know them. Every key presses a button or follows a link
// that stands in the page, so there is nothing here that Tab and Enter cannot do too. A button or link of an item with
// data-key="…" is pressed by that key.

const DECISIONS = { a: "approve", u: "hold", s: "spam", d: "trash" };
const SWITCH = "queue-keys";

const items = () => [...document.querySelectorAll("[data-item]")];
let last = null; // where the person was, if the focus has gone to nowhere

function current() {
  const focused = document.activeElement?.closest?.("[data-item]");
  if (focused) return focused;
  return last?.isConnected ? last : null;
}

function go(item) {
  if (!item) return;
  last = item;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

async function step(by) {
  const all = items();
  const at = all.indexOf(current() ?? besideDecided(all, by));
  if (at >= 0 && !current()) return go(all[at]);
  if (by > 0 && (at === all.length - 1) && (await nextPage())) return;
  go(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
}

// The row in which one was may have been decided by somebody else.
function besideDecided(all, by) {
  const row = document.activeElement?.closest?.(".queue-item");
  const way = by > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const beside = row ? all.filter((other) => row.compareDocumentPosition(other) & way) : [];
  return by > 0 ? beside[0] : beside.at(-1);
}

// --- The next page --------------------------------------------------------------------------------------------------
// It is put behind the last row, so that what was decided just now can still be undone, and its first item gets the
// focus. Twice at once is once. Gives back whether there was one.
let coming = null;

function nextPage() {
  const link = document.querySelector("[data-next]");
  if (!link) return false;
  coming ??= fetchNext(link).finally(() => { coming = null; });
  return coming;
}

async function fetchNext(link) {
  const queue = document.querySelector(".queue");
  try {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const rows = [...page.querySelectorAll("[data-item]")].filter((row) => !document.getElementById(row.id));
    queue.append(...rows);
    for (const row of rows) htmx.process(row);
    const pager = page.querySelector(".pager");
    if (pager) link.closest(".pager").replaceWith(pager);
    else link.closest(".pager").remove();
    document.dispatchEvent(new CustomEvent("queue:changed"));
    if (rows.length) go(rows[0]);
    if (rows.length) return true;
    const further = document.querySelector("[data-next]");
    return further ? fetchNext(further) : false;
  } catch {
    trouble();
    return false;
  }
}

function allRead() {
  const said = document.querySelector("[data-all-read]");
  if (!said) return;
  said.hidden = false;
  said.focus();
}

// htmx sets itself up in a timer that it started before this one: a form that is sent earlier would leave the page.
const ready = new Promise((resolve) => { setTimeout(resolve); });

function send(button) {
  ready.then(() => button.click());
}

// --- Keys -----------------------------------------------------------------------------------------------------------
// Single letters may disturb people who dictate, so they can be switched off; the choice stays on this machine.
function keysAreOn() {
  try { return localStorage.getItem(SWITCH) !== "off"; } catch { return true; }
}

function isTyping(target) {
  if (target.isContentEditable || target.matches?.("textarea, select")) return true;
  return target.matches?.("input") && !["checkbox", "radio", "button", "submit"].includes(target.type);
}

function letter(event) {
  if (event.key === "/") return ""; // it opens the palette, also where 2 has it: on a Thai keyboard
  if (/^[a-z0-9?]$/i.test(event.key)) return event.key.toLowerCase();
  // On a Thai or Khmer keyboard the key says ฟ where the moderator means a.
  return /^(Key[A-Z]|Digit[0-9])$/.test(event.code) ? event.code.at(-1).toLowerCase() : "";
}

function openReject(root) {
  const panel = root?.querySelector("details.reject");
  if (!panel) return nothingToDo(root);
  panel.open = true;
  panel.querySelector("select")?.focus({ preventScroll: true });
  panel.scrollIntoView({ block: "nearest" });
}

function closeReject(panel) {
  panel.open = false;
  const item = panel.closest("[data-item]");
  if (item) go(item);
  else panel.querySelector("summary").focus();
}

// A key without a button: the page says so, in the words that it carries for this.
function nothingToDo(root) {
  say(root?.querySelector("[data-so-already]")?.dataset.soAlready);
}

function say(words) {
  const note = document.querySelector("[data-said]");
  if (!words || !note) return;
  note.hidden = false;
  requestAnimationFrame(() => { note.textContent = words; });
}

function unsay() {
  for (const note of document.querySelectorAll("[data-said]")) note.hidden = true;
}

function decide(root, decision) {
  if (!root) return;
  const button = root.querySelector(`button[name="decision"][value="${decision}"]:not(.form button)`);
  if (button) send(button);
  else nothingToDo(root);
}

// To the text itself, so that it can be typed into at once.
function edit(link) {
  if (link) location.assign(`${link.href}#${link.dataset.edit}`);
}

function undo() {
  const buttons = [...document.querySelectorAll("[data-undo]")];
  const fresh = undone.map((id) => document.getElementById(id)?.querySelector("[data-undo]")).filter(Boolean);
  const button = fresh.at(-1) ?? buttons[0];
  if (button) send(button);
  else say(document.querySelector("[data-said]")?.dataset.nothingUndone);
}

function press(key, isForSelection) {
  const root = isForSelection ? document.querySelector("[data-bulk]") : current();
  unsay();
  if (key === "j") step(1);
  else if (key === "k") step(-1);
  else if (key === "?") document.getElementById("keys")?.showModal();
  else if (key === "z") undo();
  else if (key === "r") openReject(root);
  else if (key === "x") current()?.querySelector(".tick")?.click();
  else if (key === "e") edit(current()?.querySelector("[data-edit]"));
  else if (key in DECISIONS) decide(root, DECISIONS[key]);
  else if (!isForSelection) return pressItsOwn(current(), key);
  else return false;
  return true;
}

function pressItsOwn(item, key) {
  const button = [...(item?.querySelectorAll(`[data-key="${key}"]`) ?? [])].find((one) => !one.disabled);
  if (button?.form) send(button);
  else button?.click();
  button?.closest("details")?.querySelector("textarea")?.focus();
  return Boolean(button);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.keyCode === 229) return;
  if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const panel = event.target.closest?.("details.reject[open]");
  if (panel && event.key === "Escape") return closeReject(panel);
  if (panel && event.key === "Enter" && event.target.matches("input")) {
    event.preventDefault();
    return panel.querySelector('button[value="reject"]').click();
  }
  const key = letter(event);
  // No reason in an item's list begins with a digit: there too it presses the button that shows it.
  const isReason = /\d/.test(key) && event.target.matches("[data-item] .reject select");
  if (isTyping(event.target) && !isReason) return;
  if (!key || !keysAreOn()) return;
  if (press(key, event.shiftKey && key !== "?")) event.preventDefault();
});

// The palette asks which item a command would be about, and says which key was chosen.
document.addEventListener("palette:open", ({ detail }) => { detail.item = current(); });
document.addEventListener("palette:press", ({ detail }) => press(detail.key, detail.isShifted));

document.addEventListener("focusin", ({ target }) => { last = target.closest?.("[data-item]") ?? last; });

// --- After a decision -----------------------------------------------------------------------------------------------
const undone = []; // ids of items decided on this page, the newest last

document.addEventListener("htmx:after:swap", (event) => {
  const id = event.detail?.ctx?.target?.id;
  const item = id && document.getElementById(id);
  if (!item) return;
  unsay();
  // Refused or taken back: it is an open item again, and the person must see why. Decided: on to the next.
  if (item.matches("[data-item]")) return go(item);
  undone.push(id);
  const rest = items();
  const next = rest.find((other) => item.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (next) go(next);
  else onFrom(item);
});

// Behind the last row stands the next page; behind the last page what was passed over, or nothing at all.
async function onFrom(item) {
  if (document.querySelector("[data-next]")) item.focus({ preventScroll: true });
  if (await nextPage()) return;
  const rest = items();
  if (rest.length) return go(rest.at(-1));
  item.focus();
  allRead();
}

function trouble() {
  for (const note of document.querySelectorAll("[data-trouble]")) note.hidden = false;
}
document.addEventListener("htmx:error", trouble);
document.addEventListener("htmx:response:error", ({ detail }) => detail.ctx.response.status >= 500 && trouble());

document.addEventListener("click", ({ target }) => {
  const opener = target.closest?.("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
});

for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;
