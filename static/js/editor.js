// The editor's conveniences around a plain form: save by ctrl-S, a warning before unsaved words are lost, the address
// that the title will get. The server decides all of it again.

const form = document.querySelector("form[data-editor]");
const unsaved = form.querySelector("[data-unsaved]");
let isDirty = false;

function mark(dirty) {
  isDirty = dirty;
  if (unsaved) unsaved.hidden = !dirty;
}

form.addEventListener("input", () => mark(true));
form.addEventListener("submit", () => mark(false));
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
