// The page of the search: while somebody types, its address says what is shown, so that it can be kept and gone back to.

const form = document.querySelector("form[role=search]");

document.addEventListener("htmx:after:swap", ({ detail }) => {
  if (detail?.ctx?.target?.id !== "finds") return;
  const asked = new URLSearchParams();
  for (const [name, text] of new FormData(form)) if (text.trim()) asked.set(name, text.trim());
  history.replaceState(null, "", asked.size ? `/search?${asked}` : "/search");
});
