// A video's player comes when a reader asks for it, in the place of its card's picture and words. Until then nothing on
// the page asks another site for anything.

for (const button of document.querySelectorAll("button[data-player]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const card = button.closest(".video");
    const player = document.createElement("iframe");
    player.className = "video__player";
    player.title = button.dataset.title;
    // Scripts of its own, full screen, and the way to the service in a window of its own: nothing of this page.
    player.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups allow-popups-to-escape-sandbox");
    player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    player.referrerPolicy = "tellsOrigin" in button.dataset ? "strict-origin" : "no-referrer";
    player.src = button.dataset.player;
    card.querySelector("picture, img")?.remove();
    card.prepend(player);
    button.remove();
    card.querySelector(".video__says").remove();
    // Not into the player: there the keys would be another site's, and Escape twice leads nowhere.
    card.focus({ preventScroll: true });
  });
}
