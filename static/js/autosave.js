// What is typed is kept by itself: on the site some seconds after typing stops and when the page is left; on this device
// as long as the site has not said that it has it. A copy of an earlier visit is offered, and nothing is put in its place.

const AFTER_MS = 3_000;
const AGAIN_MS = 15_000;
const KEEPALIVE_BYTES = 60_000; // browsers let a page that goes away send no more
const NOT_TYPED = ["csrf_token", "intent", "seen", "over", "form_key", "autosaved", "against", "shown", "met"];

const form = document.querySelector("form[data-editor]");
const status = form.querySelector("[data-kept]");
const met = form.querySelector("[data-met]");
const offer = document.querySelector("[data-copy]");
const { elements } = form;
const { account, post } = form.dataset;
const isNew = !post;
const place = `copy:${account}:${post || "new"}:`;
// Each page has a copy of its own, so that none is written over.
const own = () => `${place}${isNew ? elements.form_key.value : ""}:${opened}`;
const opened = Date.now();

let kept = typed(); // what the site has
let timer = 0;
let isBusy = false;

function typed() {
  const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => !NOT_TYPED.includes(name)));
  return JSON.stringify(fields);
}

function say(words) {
  if (status.textContent !== words) status.textContent = words;
}

// --- The copy on this device --------------------------------------------------------------------------------------
function storage() {
  try { return window.localStorage; } catch { return null; } // refused by the browser's privacy settings
}

function copies() {
  const found = [];
  for (const key of Object.keys(storage() ?? {})) {
    if (!key.startsWith(place) || key === own()) continue;
    try { found.push({ key, ...JSON.parse(storage().getItem(key)) }); } catch { storage().removeItem(key); }
  }
  return found.sort((one, other) => other.at - one.at);
}

function copy(isSent = false) {
  const { seen, form_key: formKey, autosaved } = elements;
  const text = { at: Date.now(), fields: typed(), seen: seen?.value, formKey: formKey?.value, autosaved: autosaved.value, isSent };
  try { storage().setItem(own(), JSON.stringify(text)); return true; } catch { return false; } // full, or refused
}

const forget = (key) => storage()?.removeItem(key);

// --- The site -----------------------------------------------------------------------------------------------------
async function keep() {
  clearTimeout(timer);
  const now = typed();
  if (now === kept || isBusy) return;
  const isCopied = copy();
  const body = new FormData(form);
  body.delete("intent");
  isBusy = true;
  let waits = 0;
  try {
    const keepalive = document.hidden && now.length * 3 < KEEPALIVE_BYTES;
    const answer = await fetch(form.dataset.autosave, { method: "POST", body, keepalive });
    if (answer.ok) {
      const { number, said } = await answer.json();
      elements.autosaved.value = number;
      kept = now;
      forget(own());
      say(said);
    } else if (answer.status === 409) {
      meet(await answer.text());
    } else {
      say([400, 401, 403].includes(answer.status) ? status.dataset.signedOut : status.dataset.away);
      waits = AGAIN_MS;
    }
  } catch {
    say(isCopied ? status.dataset.offline : status.dataset.nowhere);
    waits = AGAIN_MS;
  }
  isBusy = false;
  if (waits) timer = setTimeout(keep, waits);
  else if (kept === now && typed() !== now) later();
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(keep, AFTER_MS);
}

// What is there instead, with the ways on: in the form, so that its buttons send what stands here.
function meet(html) {
  const part = new DOMParser().parseFromString(html, "text/html").querySelector("[data-seen]");
  if (part && met.querySelector("[data-seen]")?.dataset.seen !== part.dataset.seen) met.replaceChildren(part);
  if (status.querySelector("a")) return;
  const way = document.createElement("a"); // the choices stand above the text, and may be far away
  way.href = `#${met.querySelector("h2").id}`;
  way.textContent = status.dataset.meets;
  status.replaceChildren(way);
}

form.addEventListener("input", later);
form.addEventListener("change", later);
form.addEventListener("submit", () => {
  clearTimeout(timer);
  isBusy = true; // the page goes; should it stay after all, what was typed is in the copy
  copy(true);
  setTimeout(() => { isBusy = false; later(); }, AFTER_MS);
});
document.addEventListener("visibilitychange", () => document.hidden && keep());
addEventListener("pagehide", () => { if (!isBusy) keep(); });
addEventListener("online", keep);

// --- Copies of earlier visits -------------------------------------------------------------------------------------
function fill({ fields, seen, formKey, autosaved }) {
  for (const [name, text] of Object.entries(JSON.parse(fields))) {
    const field = elements[name];
    if (!field) continue;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true })); // one more by-line makes room for the next
  }
  if (elements.seen && seen) elements.seen.value = seen;
  if (elements.form_key && formKey) elements.form_key.value = formKey;
  if (autosaved) elements.autosaved.value = autosaved;
}

// Saved, as far as this page can tell: it stands in the form, or the post has moved on since it was sent.
const isSaved = ({ fields, isSent, seen }) => fields === typed() || (isSent && Number(elements.seen?.value) > Number(seen));

function show() {
  const [last] = copies();
  offer.hidden = !last;
  if (!last) return;
  const time = offer.querySelector("time");
  time.dateTime = new Date(last.at).toISOString();
  time.textContent = new Date(last.at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short", hourCycle: "h23" });
  offer.querySelector("[data-take]").onclick = () => { fill(last); keep(); forget(last.key); show(); elements.body.focus(); };
  offer.querySelector("[data-drop]").onclick = () => { forget(last.key); show(); elements.body.focus(); };
}

if ("changed" in form.dataset) {
  kept = ""; // a form that came back holds words that are stored nowhere
  later();
}
for (const one of copies()) if (isSaved(one)) forget(one.key);
if (form.dataset.madeBy) {
  const begun = `copy:${account}:new:${form.dataset.madeBy}:`;
  for (const key of Object.keys(storage() ?? {})) if (key.startsWith(begun)) forget(key);
}
show();
