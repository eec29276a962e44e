// The queue while others work in it: what is new is said, what others decided is shown, and nothing that somebody is
// reading or typing moves or goes.

const EVERY_MS = 12_000;
const MOST = 300;
const news = document.querySelector("[data-news]");
const title = document.title;
let tag = "";

function shown() {
  return [...document.querySelectorAll("[data-item]")].map((item) => item.dataset.item).slice(-MOST).join(",");
}

async function look() {
  if (document.hidden) return;
  const headers = { "HX-Request": "true", ...(tag && { "If-None-Match": tag }) };
  try {
    const answer = await fetch(`${news.dataset.news}&items=${shown()}`, { headers, cache: "no-store" });
    if (answer.status !== 200 || answer.redirected) return;
    tag = answer.headers.get("ETag") ?? "";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    steadily(() => tell(page));
  } catch { /* the site is away: the next look may find it */ }
}

// --- What is read stays where it is ---------------------------------------------------------------------------------
// Scrolls by as much as the change moved what has the focus, or else is seen first. Where the page ends, it gets room.
// The browser's own keeping of places rests meanwhile.
function steadily(change) {
  const rows = [...document.querySelectorAll(".queue-item, .bulk, .filters")];
  const focused = document.activeElement;
  const row = rows.find((one) => one.contains(focused) && isSeen(focused)) ?? rows.find(isSeen);
  if (!row) return change();
  const kept = row.contains(focused) && isSeen(focused) ? focused : row;
  const [top, topOfRow] = [topOf(kept), topOf(row)];
  const root = document.documentElement;
  root.style.overflowAnchor = "none";
  change();
  const moved = () => kept.isConnected ? topOf(kept) - top : topOf(document.getElementById(row.id)) - topOfRow;
  const scroll = () => { if (moved()) scrollBy({ top: moved(), behavior: "instant" }); };
  scroll();
  const rest = moved();
  if (Math.abs(rest) >= 1) {
    const { style } = document.querySelector(".queue");
    const side = rest < 0 ? "paddingTop" : "paddingBottom";
    style[side] = `${(parseFloat(style[side]) || 0) + Math.abs(rest)}px`;
    scroll();
  }
  requestAnimationFrame(() => requestAnimationFrame(() => { root.style.overflowAnchor = ""; }));
}

const topOf = (element) => element.getBoundingClientRect().top;

function isSeen(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

// A row that is lower than the item in its place keeps the room until nobody sees it.
const unseen = new IntersectionObserver((rows) => {
  const gone = rows.filter((row) => !row.isIntersecting).map((row) => row.target);
  for (const row of gone) unseen.unobserve(row);
  if (gone.length) steadily(() => { for (const row of gone) row.style.minBlockSize = ""; });
});

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
  if (isTypedIn(item) || item.matches("[data-alone]")) return keep(item, row);
  if (row.matches("[data-item]") && isHere) return; // its text is being read; a decision on it tells what changed
  row.style.minBlockSize = `${item.getBoundingClientRect().height}px`;
  item.replaceWith(row);
  unseen.observe(row);
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
    const rows = [...page.querySelectorAll("[data-item]")].filter((row) => !document.querySelector(`#${row.id}[data-item]`));
    for (const row of rows) document.getElementById(row.id)?.remove(); // it was decided here, and came back
    queue.append(...rows);
    const further = page.querySelector(".pager");
    if (further) queue.parentElement.append(further);
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
