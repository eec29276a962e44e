// Who signs out leaves no text of the editor on the device. (One that ended by itself does: autosave.js offers it.)
document.addEventListener("submit", ({ target }) => {
  if (target.getAttribute("action") !== "/sign-out") return;
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("copy:")) localStorage.removeItem(key);
  } catch { /* this browser keeps nothing */ }
});
