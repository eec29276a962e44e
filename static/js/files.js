// Adding a picture or a file from the editor: by the button, dropped into the text, or pasted. What the picture shows is
// asked at once; the line for the text is put in so that Ctrl-Z takes it out again. Without this script the page of
// files does the same.

const form = document.querySelector("form[data-editor]");
const text = form.querySelector("#body");
const panel = form.querySelector("[data-file-panel]");
const [field, alt, decorative, send, close, progress, trouble, preview] = [
  "field", "alt", "decorative", "send", "close", "progress", "trouble", "preview",
].map((name) => panel.querySelector(`[data-file-${name}]`));
const done = form.querySelector("[data-file-done]");
const opener = form.querySelector("[data-file-open]");
const waiting = []; // several files that were dropped at once come one after the other
let file = null;
let place = [0, 0];
let request = null;

const isPicture = (one) => one.type.startsWith("image/");

function open(files) {
  if (request) return waiting.push(...files);
  place = [text.selectionStart, text.selectionEnd];
  waiting.push(...files);
  panel.hidden = false;
  opener.setAttribute("aria-expanded", "true");
  next();
}

function next() {
  say("");
  alt.value = "";
  decorative.checked = false;
  field.value = "";
  choose(waiting.shift() ?? null);
  (file && isPicture(file) ? alt : field).focus();
}

function shut() {
  request?.abort();
  waiting.length = 0;
  choose(null);
  panel.hidden = true;
  opener.setAttribute("aria-expanded", "false");
  text.focus();
}

function choose(one) {
  file = one;
  for (const part of panel.querySelectorAll("[data-file-picture]")) part.hidden = !(one && isPicture(one));
  panel.querySelector("[data-file-name]").textContent = (!field.files.length && one?.name) || "";
  preview.hidden = true;
  if (!one || !isPicture(one)) return;
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    if (file !== one) return;
    preview.src = reader.result;
    preview.hidden = false;
  });
  reader.readAsDataURL(one);
}

function say(words, about = null) {
  trouble.textContent = words;
  trouble.hidden = !words;
  for (const one of [field, alt]) one.toggleAttribute("aria-invalid", one === about);
  about?.focus();
}

function busy(is) {
  progress.hidden = !is;
  progress.value = 0;
  send.disabled = is;
}

function upload() {
  if (!file) return say(panel.dataset.noFile, field);
  if (isPicture(file) && !alt.value.trim() && !decorative.checked) return say(panel.dataset.noWords, alt);
  say("");
  const body = new FormData();
  body.append("csrf_token", form.elements.csrf_token.value);
  body.append("alt", alt.value);
  if (decorative.checked) body.append("decorative", "1");
  body.append("file", file);
  request = new XMLHttpRequest();
  request.open("POST", "/desk/files");
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  request.upload.addEventListener("progress", ({ loaded, total }) => { progress.value = loaded / total; });
  request.addEventListener("load", ({ target }) => ended(() => answered(target)));
  request.addEventListener("error", () => ended(() => say(panel.dataset.away)));
  request.addEventListener("abort", () => ended(() => {}));
  busy(true);
  request.send(body);
}

function ended(then) {
  request = null;
  busy(false);
  then();
}

function answered({ status, response }) {
  if (status !== 200 || !response?.address) {
    return say(response?.said || panel.dataset.away, response?.field === "alt" ? alt : field);
  }
  insert(response);
  done.textContent = [panel.dataset.added.replace("{}", response.name), response.said].filter(Boolean).join(" ");
  if (waiting.length) next();
  else shut();
}

function insert({ line, is_picture: picture }) {
  const [from, to] = place;
  const before = text.value.slice(0, from);
  const behind = text.value.slice(to);
  const written = picture
    ? `${before && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : ""}${line}${behind.startsWith("\n\n") ? "" : "\n\n"}`
    : line;
  text.focus();
  text.setSelectionRange(from, to);
  // The only way that keeps the browser's own undo; where it is gone, the words come without one.
  if (!document.execCommand("insertText", false, written)) {
    text.setRangeText(written, from, to, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  place = [text.selectionStart, text.selectionEnd];
}

opener.hidden = false;
opener.addEventListener("click", () => (panel.hidden ? open([]) : shut()));
// A form of its own around the editor's: Enter in here adds the file and does not save the post.
send.form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!request) upload();
});
close.addEventListener("click", shut);
field.addEventListener("change", () => { choose(field.files[0] ?? null); say(""); });
panel.addEventListener("input", (event) => event.stopPropagation());

const carriesFiles = (transfer) => [...(transfer?.types ?? [])].includes("Files");

for (const name of ["dragenter", "dragover"]) {
  text.addEventListener(name, (event) => {
    if (!carriesFiles(event.dataTransfer)) return;
    event.preventDefault();
    text.classList.add("is-aimed-at");
  });
}
for (const name of ["dragleave", "drop"]) text.addEventListener(name, () => text.classList.remove("is-aimed-at"));
text.addEventListener("drop", (event) => {
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  open(event.dataTransfer.files);
});
text.addEventListener("paste", (event) => {
  const files = event.clipboardData?.files ?? [];
  // Word puts a picture of the text beside the text: what has words is pasted as words.
  if (!files.length || event.clipboardData.types.includes("text/plain")) return;
  event.preventDefault();
  open(files);
});
