// Shows how far the work is, asked every second; leads on by itself when a person is needed.

const part = document.getElementById("avancement");
const EVERY_MS = 1000;

async function ask() {
  try {
    const answer = await fetch(part.dataset.follow, { headers: { Accept: "text/html" } });
    if (answer.redirected) return location.reload();
    const onward = answer.headers.get("X-Terreau-Next");
    if (onward) return location.replace(onward);
    // What the keyboard is on is not taken away from under it.
    if (answer.ok && !part.contains(document.activeElement)) part.innerHTML = await answer.text();
  } catch {
    // The network is away for a moment: the next question will tell.
  }
  setTimeout(ask, EVERY_MS);
}

setTimeout(ask, EVERY_MS);
