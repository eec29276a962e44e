// The editor's conveniences around a plain form: save by ctrl-S, a warning before unsaved words are lost, the address
// that the title will get, room for one more name. The server decides all of it again.

const form = document.querySelector("form[data-editor]");
const unsaved = form.querySelector("[data-unsaved]");
let isDirty = false;

function mark(dirty) {
  isDirty = dirty;
  if (unsaved) unsaved.hidden = !dirty;
}

const PRESSED_TWICE_MS = 3000;
let isSent = false;

form.addEventListener("input", () => mark(true));
form.addEventListener("submit", (event) => {
  if (isSent) return event.preventDefault(); // pressed twice: one post is enough
  isSent = true;
  setTimeout(() => { isSent = false; }, PRESSED_TWICE_MS); // the answer may never come
  mark(false);
});
mark("changed" in form.dataset); // a form that came back holds words that are stored nowhere
window.addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
  if (event.key.toLowerCase() !== "s" && event.code !== "KeyS") return;
  event.preventDefault();
  form.requestSubmit(form.querySelector('button[name="intent"][value="save"]'));
});

// --- The address follows the title as long as nobody has typed one ------------------------------------------------
const SLUG_LENGTH = 80;
const hint = form.querySelector("[data-slug-hint]");

function slugOf(title) {
  // Marks count as letters: without them Thai, Khmer and Burmese words lose their vowels.
  const words = title.normalize("NFC").toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return [...words.join("-")].slice(0, SLUG_LENGTH).join("").replace(/-$/, "");
}

function showSlug() {
  if (hint) hint.textContent = form.elements.slug.value || slugOf(form.elements.title.value) || "…";
}

for (const name of ["title", "slug"]) form.elements[name]?.addEventListener("input", showSlug);
showSlug();

// --- One more name: the last by-line is always empty ---------------------------------------------------------------
form.addEventListener("input", ({ target }) => {
  const rows = [...form.querySelectorAll("[data-byline]")];
  const last = rows.at(-1);
  if (!last?.contains(target) || !target.value) return;
  const [from, to] = [rows.length - 1, rows.length];
  const row = last.cloneNode(true);
  for (const element of row.querySelectorAll("[id], [name], [for]")) {
    for (const name of ["id", "name", "for"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replace(`byline-${from}-`, `byline-${to}-`));
    }
  }
  for (const field of row.querySelectorAll("input")) field.value = "";
  for (const place of row.querySelectorAll("[data-place]")) place.textContent = to + 1;
  row.querySelector("details").open = false;
  last.after(row);
});

// --- The "read more" mark: the toolbar moves to its button by the arrow keys, and what it does is said here ---------
const MORE = "<!--more-->";
const more = form.querySelector('[data-md-button="more"]');

function putMore() {
  const text = form.elements.body;
  const there = text.value.indexOf(MORE);
  text.focus();
  if (there >= 0) return text.setSelectionRange(there, there + MORE.length); // the first one counts
  const at = text.selectionEnd;
  const before = text.value.slice(0, at).match(/\n{0,2}$/)[0].length;
  const behind = text.value.slice(at).match(/^\n{0,2}/)[0].length;
  const written = `${at ? "\n".repeat(2 - before) : ""}${MORE}${"\n".repeat(2 - behind)}`;
  text.setSelectionRange(at, at);
  // The only way that keeps the browser's own undo; where it is gone, the mark comes without one.
  if (document.execCommand("insertText", false, written)) return;
  text.setRangeText(written, at, at, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

more.addEventListener("click", putMore);
more.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  putMore();
});

// --- Preview -------------------------------------------------------------------------------------------------------
document.addEventListener("htmx:after:swap", (event) => {
  const pane = event.detail?.ctx?.target;
  if (pane?.id !== "preview") return;
  pane.hidden = false;
  pane.scrollIntoView({ block: "start" });
  pane.focus({ preventScroll: true });
});

function trouble() {
  for (const note of document.querySelectorAll("[data-trouble]")) note.hidden = false;
}
document.addEventListener("htmx:error", trouble);
document.addEventListener("htmx:response:error", ({ detail }) => detail.ctx.response.status >= 500 && trouble());
