// A page of several forms, each sent by its own button: before one of them takes the place of the page, or a link does,
// it is asked whether what stands unsaved in another one may go. Without scripts a sentence on the page says so.

const page = document.querySelector("[data-unsaved]");
let isLeaving = false;

function isTyped(field) {
  if (field.type === "file") return field.files.length > 0;
  if (field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") {
    return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
  }
  return field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue;
}

// A form that came back holds words that are stored nowhere.
const isUnsaved = (form) => "changed" in form.dataset || [...form.elements].some(isTyped);

const unsavedBeside = (sent) => [...page.querySelectorAll("form")].some((form) => form !== sent && isUnsaved(form));

document.addEventListener("submit", (event) => {
  isLeaving = !unsavedBeside(event.target) || confirm(page.dataset.unsaved);
  if (!isLeaving) event.preventDefault();
});
addEventListener("beforeunload", (event) => { if (!isLeaving && unsavedBeside(null)) event.preventDefault(); });
addEventListener("pageshow", () => { isLeaving = false; });
