// On a phone the desk's bar and tabs are lines that scroll sideways: where one is, and where the focus is, must be in
// sight. A browser scrolls to what is out of sight altogether, and leaves what is half in sight as it is. Under a finger
// nothing moves: the tap would miss it.

const LINES = ".desk-bar__row, .tabs ul";

function show(element) {
  element.scrollIntoView({ block: "nearest", inline: "center" });
}

for (const here of document.querySelectorAll(".desk-nav [aria-current], .tabs [aria-current]")) show(here);
document.addEventListener("focusin", ({ target }) => {
  if (target.matches(":focus-visible") && target.closest(LINES)) show(target);
});

// Ctrl and Enter in a text press the button that says so, as in other programs: a note is kept without leaving the keys.
document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (key !== "Enter" || !(event.ctrlKey || event.metaKey) || !target.matches("textarea")) return;
  target.form?.querySelector('[aria-keyshortcuts="Control+Enter"]')?.click();
});
