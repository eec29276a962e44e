// Pasting from Word, Docs or a web page keeps its headings, lists, tables, links and notes, as Markdown. The plain text
// is there at once; its Markdown takes its place when the server has made it, as one step that Ctrl-Z takes back. Where
// there is no answer, the plain text stays. Ctrl-Shift-V brings no HTML, and what holds no text (a picture) is left alone.

const field = document.getElementById("body");
const form = field.form;
const said = form.querySelector("[data-pasted]");
const PATIENCE_MS = 10_000;

// Typing, as far as the browser can tell: it can be undone, and is heard as input.
function type(text) {
  if (!document.execCommand("insertText", false, text)) field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
}

async function markdownOf(html) {
  const asked = new FormData();
  asked.set("csrf_token", form.elements.csrf_token.value);
  asked.set("html", html);
  asked.set("labels", [...field.value.matchAll(/\[\^([\w-]{1,40})\]/g)].map((found) => found[1]).join(" "));
  const answer = await fetch("/desk/posts/pasted", { method: "POST", body: asked, signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  return (await answer.text()).trim();
}

field.addEventListener("paste", async (event) => {
  const { types } = event.clipboardData;
  const html = event.clipboardData.getData("text/html");
  const plain = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
  if (event.defaultPrevented || !html || !plain.trim() || types.includes("vscode-editor-data")) return;
  event.preventDefault();
  said.hidden = true;
  const start = field.selectionStart;
  const asked = markdownOf(html);
  type(plain);
  try {
    const text = await asked;
    const end = start + plain.length;
    // Whoever changed it meanwhile has decided.
    if (!text || text === plain || field.value.slice(start, end) !== plain) return;
    const caret = [field.selectionStart, field.selectionEnd].map((place) => (place >= end ? place - plain.length + text.length : Math.min(place, start + text.length)));
    const elsewhere = document.activeElement === field ? null : document.activeElement;
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, end);
    type(text);
    field.setSelectionRange(...caret);
    elsewhere?.focus({ preventScroll: true });
    said.hidden = false;
  } catch { /* offline, signed out, too much: the plain text is there */ }
});
