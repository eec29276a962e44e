// A post that is being read asks now and then whether comments have appeared, and says so in a bar above the page.
// It asks only while somebody can see the page, less often while nothing happens, and not at all where it is of no use.

const SOON_MS = 30_000, LATEST_MS = 120_000, TROUBLE_MS = 600_000;
const place = document.querySelector("[data-news]");
let wait = SOON_MS, timer = 0, isAsking = false, askedAt = performance.now(), dismissed = "";

function plan() {
  clearTimeout(timer);
  if (!place || document.hidden || !navigator.onLine || isAsking) return;
  timer = setTimeout(ask, Math.max(0, askedAt + wait - performance.now()));
}

async function ask() {
  isAsking = true;
  askedAt = performance.now();
  let slower = 1.25, most = LATEST_MS;
  try {
    const signal = AbortSignal.timeout(20_000);
    const answer = await fetch(place.dataset.news, { cache: "no-cache", credentials: "omit", signal });
    if (answer.ok) {
      if (show(await answer.text())) wait = SOON_MS, slower = 1;
    } else if (answer.status >= 500 || answer.status === 429) [slower, most] = [2, TROUBLE_MS];
    else return place.remove(); // the post is gone: reloading says so
  } catch { [slower, most] = [2, TROUBLE_MS]; } // no network
  finally { isAsking = false; }
  wait = Math.min(wait * slower, most);
  plan();
}

// Whether it says something else than before. Saying the same again would be read aloud again.
function show(bar) {
  const words = bar.trim();
  if (words === (place.dataset.said ?? "")) return false;
  place.dataset.said = words;
  if (words !== dismissed) place.innerHTML = words;
  return true;
}

place?.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-news-later]")) return;
  dismissed = place.dataset.said;
  place.replaceChildren();
});

// The next question is due as it was before; one that fell due meanwhile comes at once.
for (const change of ["visibilitychange", "online", "offline"]) {
  (change === "visibilitychange" ? document : window).addEventListener(change, plan);
}
plan();
