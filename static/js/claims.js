// "Ana is looking at this": said for the item in which somebody stays or types, renewed while they do, taken back when
// they go on. It ends by itself on the site's clock, so nothing is lost where a message is.

const STAYS_MS = 2_000;
const RENEW_MS = 60_000;

let held = null; // the number of the comment
let timer = 0;

const number = (item) => item.id.replace("comment-", "");

function message() {
  const form = new FormData();
  form.set("csrf_token", document.querySelector('[name="csrf_token"]')?.value ?? "");
  return form;
}

async function claim(of) {
  if (held && held !== of) release();
  held = of;
  try {
    const answer = await fetch(`/desk/comments/${of}/claim`, { method: "POST", body: message(), headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const said = page.querySelector("[data-claim]");
    if (said) document.querySelector(`[data-claim="${of}"]`)?.replaceWith(said);
  } catch { /* the site is away: it will be tried again */ }
}

function release() {
  if (held) navigator.sendBeacon(`/desk/comments/${held}/release`, message());
  held = null;
}

document.addEventListener("focusin", ({ target }) => {
  const item = target.closest?.("[data-item]");
  clearTimeout(timer);
  if (item && number(item) !== held) timer = setTimeout(() => item.isConnected && claim(number(item)), STAYS_MS);
});
document.addEventListener("input", ({ target }) => {
  const item = target.closest?.("[data-item]");
  if (item && !target.matches(".tick") && number(item) !== held) claim(number(item));
});
setInterval(() => {
  if (!held || document.hidden) return;
  if (document.querySelector(`#comment-${held}[data-item]`)) claim(held);
  else release();
}, RENEW_MS);
addEventListener("pagehide", release);

// The page of one comment: who opened it looks at it.
const alone = document.querySelector("[data-alone]");
if (alone) setTimeout(() => claim(number(alone)), STAYS_MS);
