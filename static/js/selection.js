// What is counted beside the queue: the selected items, and the tabs that are there only while something is in them.
// "queue:changed" says that rows or numbers are others now.

const all = document.querySelector("[data-all]");

function count() {
  const ticks = [...document.querySelectorAll("[data-item] .tick")];
  const chosen = ticks.filter((tick) => tick.checked).length;
  for (const out of document.querySelectorAll("[data-count]")) out.textContent = chosen;
  for (const out of document.querySelectorAll("[data-number-of]")) {
    out.textContent = document.getElementById(out.dataset.numberOf)?.textContent ?? out.textContent;
  }
  document.querySelector("[data-bulk]")?.classList.toggle("is-idle", chosen === 0);
  if (!all) return;
  all.checked = chosen > 0 && chosen === ticks.length;
  all.indeterminate = chosen > 0 && chosen < ticks.length;
}

document.addEventListener("change", ({ target }) => {
  if (target === all) for (const tick of document.querySelectorAll("[data-item] .tick")) tick.checked = all.checked;
  if (target.matches(".tick, [data-all]")) count();
});

function showRareTabs() {
  for (const tab of document.querySelectorAll("[data-rare]")) {
    tab.hidden = tab.querySelector(".count").textContent === "0" && !tab.querySelector("[aria-current]");
  }
}
for (const moment of ["htmx:after:swap", "queue:changed"]) {
  document.addEventListener(moment, () => { count(); showRareTabs(); });
}
count();
