// What a reader's page can do more with scripts than without: leave at once, open a form where it belongs, keep a
// half-written comment, copy the edit code. Every text that appears comes from the page, so it is in its language.

const page = document.documentElement;

// --- Leave this page quickly: the link, or Escape twice within a second --------------------------------------------
const ESCAPE_WITHIN_MS = 1000;
let escapedAt = -ESCAPE_WITHIN_MS;

function leave() {
  const link = document.querySelector("[data-leave]");
  if (!link) return;
  page.classList.add("is-leaving"); // the next page may be slow; this one must be gone now
  for (const player of document.querySelectorAll("iframe")) player.remove(); // its sound, too
  forgetDrafts();
  location.replace(link.href);
}

document.addEventListener("keydown", (event) => {
  // Escape also ends a choice of an input method, which is not a wish to leave.
  if (event.key !== "Escape" || event.isComposing || event.repeat) return;
  if (event.timeStamp - escapedAt < ESCAPE_WITHIN_MS) leave();
  escapedAt = event.timeStamp;
});

// --- Drafts: the text of a comment outlives a wrong click, in this tab only ----------------------------------------
const DRAFT = "draft:";

function storage() {
  try { return window.sessionStorage; } catch { return null; } // refused by the browser's privacy settings
}

function forgetDrafts() {
  const kept = storage();
  if (!kept) return;
  for (const key of Object.keys(kept)) if (key.startsWith(DRAFT)) kept.removeItem(key);
}

function restoreDrafts(root) {
  for (const form of root.querySelectorAll("form[data-draft]")) {
    const text = storage()?.getItem(DRAFT + form.dataset.draft);
    if (!text || form.elements.body.value) continue;
    form.elements.body.value = text;
    form.hidden = false; // one that only shows what was begun
  }
}

document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (!form?.dataset.draft || target.name !== "body") return;
  try { storage()?.setItem(DRAFT + form.dataset.draft, target.value); } catch { /* full: the form still has it */ }
});

// --- A form in place: one at a time, so that no two fields share an id ---------------------------------------------
// htmx is the heaviest file of the site and most readers never write, so it comes with the first form that is opened.
function htmx() {
  return new Promise((resolve, reject) => {
    if (window.htmx) return resolve(window.htmx);
    const script = document.createElement("script");
    script.src = document.querySelector("[data-htmx]").dataset.htmx;
    script.onload = () => resolve(window.htmx);
    script.onerror = reject;
    document.head.append(script);
  });
}

// Where one begins in a form that came.
const FIRST = "input[type=radio], textarea";
let opened = null; // { link, slot, before }

function close() {
  if (!opened) return;
  const { link, slot, before } = opened;
  opened = null;
  if (before === null) slot.remove();
  else slot.replaceChildren(...before);
  link.focus();
}

async function open(link) {
  if (opened?.link === link) return opened.slot.querySelector(FIRST)?.focus();
  close();
  let slot = link.closest(".write");
  const before = slot ? [...slot.childNodes] : null;
  if (!slot) {
    slot = document.createElement("div");
    slot.className = "write";
    link.closest(".comment").append(slot);
  }
  opened = { link, slot, before };
  try {
    const fragments = await htmx();
    await fragments.ajax("GET", link.getAttribute("href"), { target: slot, swap: "innerHTML" });
  } catch { /* the next line says what then */ }
  // No form came (no network, a server in trouble, comments closed meanwhile, or not from this person): go there like
  // any other link.
  if (opened?.link === link && !slot.querySelector("form:not([hidden])")) location.assign(link.href);
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest?.("a[data-leave], a[data-open-form], a[data-close-form], button[data-copy]");
  if (!link) return;
  if (link.matches("[data-leave]")) { event.preventDefault(); leave(); }
  else if (link.matches("[data-open-form]")) { event.preventDefault(); open(link); }
  else if (link.matches("[data-close-form]") && opened) { event.preventDefault(); close(); }
  else if (link.matches("[data-copy]")) copy(link);
});

// Where a person continues after a fragment has come: the errors, else the preview, else the field to write in.
document.addEventListener("htmx:after:swap", (event) => {
  const target = event.detail?.ctx?.target;
  if (!target?.querySelector) return;
  restoreDrafts(target);
  target.querySelector(`.error-summary, .preview, ${FIRST}`)?.focus();
});

function trouble() {
  for (const note of document.querySelectorAll("[data-trouble]")) note.hidden = false;
}
document.addEventListener("htmx:error", trouble);
document.addEventListener("htmx:response:error", ({ detail }) => {
  const { response, sourceElement } = detail.ctx;
  if (response.status >= 500) trouble();
  // The post is gone, and its form with it: the page that says so gives the text back, and is no part of this one.
  if ([404, 410].includes(response.status)) sourceElement.form?.requestSubmit(sourceElement);
});

// --- Copy the edit code ---------------------------------------------------------------------------------------------
async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try { await navigator.clipboard.writeText(field.value); }
  catch { document.execCommand("copy"); } // no clipboard without https; the selection is there either way
  document.getElementById(button.getAttribute("aria-describedby")).textContent = button.dataset.copied;
}

for (const part of document.querySelectorAll("button[data-copy], [data-needs-script]")) part.hidden = false;
for (const done of document.querySelectorAll("[data-draft-done]")) storage()?.removeItem(DRAFT + done.dataset.draftDone);
restoreDrafts(document);
