// One key per answer while the case has the focus, and the next case put in place without a
// reload. Without this script the same buttons and links lead from page to page.

const post = document.getElementById("poste");
const announced = document.getElementById("annonce");
const FRAGMENT = "X-Terreau-Fragment";
const SWITCH = "terreau-touches";
let busy = false;

const keysOn = () => localStorage.getItem(SWITCH) !== "non";

function dress() {
  document.documentElement.dataset.keys = keysOn() ? "on" : "off";
  for (const one of post.querySelectorAll(".keys-switch")) {
    one.hidden = false;
    one.setAttribute("aria-pressed", String(keysOn()));
    one.textContent = keysOn() ? "Touches du clavier\u00a0: activées" : "Touches du clavier\u00a0: coupées";
  }
  for (const one of post.querySelectorAll(".keys-hint")) one.hidden = !keysOn();
}

function focusCase() {
  const found = document.getElementById("cas");
  if (!found) return;
  found.focus({ preventScroll: true });
  if (found.getBoundingClientRect().top < 0) post.scrollIntoView();
}

async function swap(request, address, kind = "page") {
  busy = true;
  post.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { ...request, headers: { [FRAGMENT]: kind } });
    // Anything but a case (a sign-in, an error) is a page of its own.
    if (!answer.headers.has(FRAGMENT)) return location.assign(answer.url);
    post.innerHTML = await answer.text();
    const top = post.querySelector(".desk-top");
    document.title = top.dataset.title;
    if (answer.url !== location.href) history.pushState(null, "", answer.url);
    dress();
    focusCase();
    announced.textContent = top.dataset.said;
  } catch {
    announced.textContent = "";
    location.reload();
  } finally {
    busy = false;
    post.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!post.contains(form) || form.method !== "post") return;
  event.preventDefault();
  if (busy) return;
  const body = new URLSearchParams(new FormData(form, event.submitter));
  swap({ method: "POST", body }, form.action, form.matches(".answers") ? "answer" : "page");
});

post.addEventListener("click", (event) => {
  if (event.target.closest(".keys-switch")) {
    localStorage.setItem(SWITCH, keysOn() ? "non" : "oui");
    dress();
    return;
  }
  const skip = event.target.closest(".skip-case");
  if (!skip || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!busy) swap({}, skip.href);
});

// Digits by their place: on a French keyboard they are written with the shift key.
function pressed(event) {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  if (digit) return digit[1];
  return event.key === "ArrowRight" ? "s" : event.key.toLowerCase();
}

document.addEventListener("keydown", (event) => {
  const found = document.getElementById("cas");
  if (!found?.contains(document.activeElement) || !keysOn() || busy) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
  if (event.target.closest("input:not([type=radio]), select, textarea")) return;
  // On a choice of role the arrows choose.
  if (event.key === "ArrowRight" && event.target.matches("[type=radio]")) return;
  const wanted = post.querySelector(`[data-key="${CSS.escape(pressed(event))}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
});

window.addEventListener("popstate", () => location.reload());

dress();
focusCase();
