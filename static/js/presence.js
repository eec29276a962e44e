// An open editor says so, also while nobody types; and says who else has the post open. Nothing else on the page changes.

const EVERY_MS = 20_000;

const form = document.querySelector("form[data-post]");
const line = document.querySelector("[data-presence]");

async function tell() {
  const body = new FormData();
  body.set("csrf_token", form.elements.csrf_token.value);
  try {
    const answer = await fetch(`/desk/posts/${form.dataset.post}/presence`, { method: "POST", body });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const said = page.body.textContent.trim();
    if (line.textContent.trim() !== said) line.textContent = said; // heard once, not every time
  } catch { /* the site is away: it will be told again */ }
}

if (form) {
  tell();
  setInterval(tell, EVERY_MS);
}
