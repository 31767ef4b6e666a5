// Works the preview out again as soon as a field, the call or the year is changed.

const form = document.getElementById("colonnes");
const part = document.getElementById("apercu");
let last = 0;

form.querySelector("[value=preview]").hidden = true;

form.addEventListener("change", async () => {
  const mine = ++last;
  const data = new FormData(form);
  data.append("act", "preview");
  data.append("fragment", "1");
  part.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: data });
    // An answer that comes after a later one is of no use.
    if (answer.ok && mine === last) part.innerHTML = await answer.text();
  } finally {
    if (mine === last) part.removeAttribute("aria-busy");
  }
});
