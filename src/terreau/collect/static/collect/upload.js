// Sends files one by one as soon as they are dropped or chosen, each with its path and its progress.
// Without this script the form sends them all at once.

const form = document.getElementById("depot");
const zone = document.getElementById("zone");
const list = document.getElementById("liste");
const said = document.getElementById("envoi");
const sending = form.querySelector(".sending");
const gauge = sending.querySelector("progress");
const refusals = form.querySelector(".refusals");
const tally = document.getElementById("bilan");
const number = new Intl.NumberFormat("fr-FR");
const limit = Number(form.dataset.limit);

let received = Number(tally.dataset.count);
let waiting = [];
let asked = 0;
let done = 0;
let busy = false;

form.classList.add("is-live");
for (const label of form.querySelectorAll(".drop-fields label")) label.classList.add("button");
form.querySelector(".drop-send").hidden = true;
form.querySelector(".drop-call").hidden = false;
form.querySelector(".drop-folder").hidden = false;

for (const input of form.querySelectorAll("input[type=file]")) {
  input.addEventListener("change", () => {
    add(Array.from(input.files, (file) => ({ file, folder: folderOf(file.webkitRelativePath) })));
    input.value = "";
  });
}

for (const name of ["dragenter", "dragover"]) {
  zone.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  });
}

zone.addEventListener("dragleave", (event) => {
  if (!zone.contains(event.relatedTarget)) zone.classList.remove("is-over");
});

zone.addEventListener("drop", async (event) => {
  event.preventDefault();
  zone.classList.remove("is-over");
  // Entries are gone once the event is over: they are taken first, walked through afterwards.
  const entries = Array.from(event.dataTransfer.items, (item) => item.webkitGetAsEntry?.());
  const files = Array.from(event.dataTransfer.files, (file) => ({ file, folder: "" }));
  const found = entries.some(Boolean) ? await walk(entries.filter(Boolean)) : files;
  add(found);
});

// A page that is left while files are on their way would lose them.
window.addEventListener("beforeunload", (event) => {
  if (waiting.length) event.preventDefault();
});

function folderOf(path) {
  return path ? path.split("/").slice(0, -1).join("/") : "";
}

async function walk(entries, folder = "") {
  const found = [];
  for (const entry of entries) {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      found.push({ file, folder });
    } else {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      found.push(...(await walk(await inside(entry), path)));
    }
  }
  return found;
}

async function inside(directory) {
  const reader = directory.createReader();
  const all = [];
  // A reader gives a hundred entries at a time, then none.
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return all;
    all.push(...some);
  }
}

function add(files) {
  // What a system writes by itself in its folders is nobody's file.
  const own = files.filter(({ file }) => !file.name.startsWith(".") && file.name !== "Thumbs.db");
  for (const { file } of own.filter(({ file }) => file.size > limit)) {
    refuse(`« ${file.name} » dépasse ${form.dataset.limitWords} : il n’a pas été envoyé.`);
  }
  const sent = own.filter(({ file }) => file.size <= limit);
  waiting.push(...sent);
  asked += sent.length;
  if (!busy) next();
}

async function next() {
  busy = true;
  sending.hidden = false;
  sending.classList.remove("is-done");
  while (waiting.length) {
    const { file, folder } = waiting.shift();
    said.textContent = `Envoi de ${file.name} (${number.format(done + 1)} sur ${number.format(asked)})`;
    gauge.value = 0;
    try {
      const answer = await send(file, folder);
      // The session is over: the page asks for a sign-in, then comes back.
      if (answer.responseURL !== form.action) return location.reload();
      if (answer.status === 201) keep(answer.responseText);
      else refuse(answer.status === 422 ? answer.responseText : unsent(file));
    } catch {
      refuse(unsent(file));
    }
    done += 1;
  }
  busy = false;
  said.textContent = asked > 1 ? `${number.format(asked)} fichiers envoyés.` : "Fichier envoyé.";
  sending.classList.add("is-done");
  gauge.value = 100;
  asked = done = 0;
}

function send(file, folder) {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.append("fragment", "1");
  data.append("folder", folder);
  data.append("files", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) gauge.value = (100 * event.loaded) / event.total;
    });
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", reject);
    request.open("POST", form.action);
    request.send(data);
  });
}

function keep(row) {
  list.insertAdjacentHTML("beforeend", row);
  received += 1;
  tally.textContent = `${number.format(received)} ${received > 1 ? "fichiers" : "fichier"}`;
  tally.hidden = false;
  document.getElementById("lire").hidden = false;
  document.getElementById("aucun")?.remove();
}

function refuse(sentence) {
  const line = document.createElement("li");
  line.textContent = sentence;
  refusals.append(line);
}

function unsent(file) {
  return `« ${file.name} » n’a pas pu être envoyé. Vérifiez la connexion, puis redéposez-le.`;
}
