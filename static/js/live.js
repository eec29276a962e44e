// The queue while others work in it: what is new is said, what others decided is shown, and nothing that somebody is
// reading or typing moves or goes.

const EVERY_MS = 12_000;
const MOST = 300;
const news = document.querySelector("[data-news]");
const title = document.title;
let tag = "";

function shown() {
  return [...document.querySelectorAll("[data-item] .tick")].map((tick) => tick.value).slice(-MOST).join(",");
}

async function look() {
  if (document.hidden) return;
  const headers = { "HX-Request": "true", ...(tag && { "If-None-Match": tag }) };
  try {
    const answer = await fetch(`${news.dataset.news}&items=${shown()}`, { headers, cache: "no-store" });
    if (answer.status !== 200 || answer.redirected) return;
    tag = answer.headers.get("ETag") ?? "";
    tell(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch { /* the site is away: the next look may find it */ }
}

function tell(page) {
  for (const number of page.querySelectorAll(".count")) {
    const here = document.getElementById(number.id);
    if (here) here.innerHTML = number.innerHTML;
  }
  for (const claim of page.querySelectorAll("body > [data-claim]")) {
    document.querySelector(`[data-claim="${claim.dataset.claim}"]`)?.replaceWith(claim);
  }
  const arrived = page.querySelector("[data-arrived]");
  if (news.textContent !== (arrived?.textContent ?? "")) news.replaceChildren(...(arrived ? [arrived] : []));
  for (const row of page.querySelectorAll("article")) turn(document.getElementById(row.id), row);
  nameWaiting();
  document.dispatchEvent(new CustomEvent("queue:changed"));
}

// --- Rows that others changed ---------------------------------------------------------------------------------------
function isTypedIn(item) {
  return [...item.querySelectorAll("input:not([type=hidden]):not(.tick), textarea, select")].some((field) => {
    if (field.matches("select")) return field.selectedIndex > 0;
    return field.type === "checkbox" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  });
}

function turn(item, row) {
  if (!item?.matches("[data-item]")) return;
  const isHere = item.contains(document.activeElement);
  if (isTypedIn(item)) return keep(item, row);
  if (row.matches("[data-item]") && isHere) return; // its text is being read; a decision on it tells what changed
  item.replaceWith(row);
  htmx.process(row);
  if (isHere) row.focus({ preventScroll: true });
}

// What was typed stays where it is, with the news above it.
function keep(item, row) {
  const said = row.querySelector("[data-by-others]");
  if (!said) return;
  item.querySelector("[data-overtaken]")?.remove();
  const notice = document.createElement("p");
  notice.className = "notice";
  notice.dataset.overtaken = "";
  notice.append(...said.childNodes, `. ${news.dataset.kept}`);
  item.querySelector(".decisions").before(notice);
}

// --- New ones: behind the last row, where nothing moves; or on a page of their own, where that row is elsewhere ------
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("[data-show]");
  const queue = document.querySelector(".queue");
  if (!link || !queue || document.querySelector("[data-next]") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const rows = [...page.querySelectorAll("[data-item]")].filter((row) => !document.getElementById(row.id));
    queue.append(...rows);
    for (const row of rows) htmx.process(row);
    news.dataset.news = page.querySelector("[data-news]").dataset.news;
    news.replaceChildren();
    document.querySelector("[data-all-read]").hidden = true;
    tag = "";
    document.dispatchEvent(new CustomEvent("queue:changed"));
    rows[0]?.focus();
  } catch { location.assign(link.href); }
});

function nameWaiting() {
  const waiting = document.getElementById("count-pending")?.textContent;
  document.title = waiting && waiting !== "0" ? `(${waiting}) ${title}` : title;
}

if (news) {
  nameWaiting();
  document.addEventListener("htmx:after:swap", nameWaiting);
  setInterval(look, EVERY_MS);
  document.addEventListener("visibilitychange", look);
}
