// Copying a link with one press. Without scripts the field is there to be selected, and the buttons are not.

const told = document.querySelector("[data-copied-here]");

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try { await navigator.clipboard.writeText(field.value); }
  catch { document.execCommand("copy"); } // no clipboard without https; the selection is there either way
  told.textContent = button.dataset.copied;
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
