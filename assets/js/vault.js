// A photo is scaled before it leaves the telephone, and a file goes in parts that survive a broken line (tus 1.0). Without
// this module, or where anything of it fails, the form is sent as it stands.

const MOST_SIDE = 2340;
const LIGHT = 680_000;
const TRIES = 12;
const form = document.querySelector("form[data-vault]");
const box = form.querySelector(".b-progress");
// for whom the page was shown
const meant = new URL(form.getAttribute("action"), location).search;

function say(key, part) {
  box.hidden = false;
  box.querySelector("p").textContent = form.dataset[key];
  if (part === undefined) box.querySelector("progress").removeAttribute("value");
  else box.querySelector("progress").value = Math.round(part * 100);
}

/** The photo as JPEG, upright and light; what cannot be drawn, or is light already, stays as it is. */
async function scaled(file) {
  if (!file.type.startsWith("image/") || file.size < LIGHT) return file;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  let side = MOST_SIDE;
  for (const quality of [0.82, 0.7, 0.6, 0.5, 0.5, 0.5]) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const light = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (light && light.size < LIGHT) return new File([light], file.name, { type: "image/jpeg" });
    if (quality === 0.5) side *= 0.8;
  }
  return file;
}

const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const words = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const tus = { "Tus-Resumable": "1.0.0" };

/** Sends the rest of a file from where the server stands; resolves with the offset, or rejects when the line breaks. */
function rest(address, file, offset) {
  return new Promise((done, broken) => {
    const request = new XMLHttpRequest();
    request.open("PATCH", address);
    const headers = { ...tus, "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => say("sending", (offset + event.loaded) / file.size);
    request.onerror = broken;
    request.onload = () =>
      request.status === 204 || request.status === 409
        ? done(Number(request.getResponseHeader("Upload-Offset")))
        : broken(request.status);
    request.send(file.slice(offset));
  });
}

async function begun(file) {
  const own = new FormData(form);
  const said = { filename: file.name, jenis: own.get("jenis"), ganti: own.get("ganti") };
  const pairs = Object.entries(said).filter(([, value]) => value);
  const metadata = pairs.map(([name, value]) => `${name} ${words(value)}`).join(",");
  const headers = { ...tus, "Upload-Length": file.size, "Upload-Metadata": metadata };
  const answer = await fetch(`/berkas/unggahan${meant}`, { method: "POST", headers });
  if (answer.status !== 201) throw new Error(answer.status);
  return answer.headers.get("Location");
}

/** An upload of this very file that was begun before, in this browser. */
async function known(key, length) {
  const address = localStorage.getItem(key);
  if (!address) return {};
  const answer = await fetch(address, { method: "HEAD", headers: tus });
  if (!answer.ok || Number(answer.headers.get("Upload-Length")) !== length) return {};
  return { address, offset: Number(answer.headers.get("Upload-Offset")) };
}

async function sent(file, chosen) {
  const key = `unggahan:${chosen.name}:${chosen.size}:${chosen.lastModified}`;
  let { address, offset } = await known(key, file.size);
  address ??= await begun(file);
  offset ??= 0;
  localStorage.setItem(key, address);
  for (let tries = 0; offset < file.size; ) {
    try {
      offset = await rest(address, file, offset);
    } catch (broken) {
      if (typeof broken === "number" || ++tries > TRIES) throw broken;
      say("broken", offset / file.size);
      await pause(Math.min(2 ** tries, 30));
      const answer = await fetch(address, { method: "HEAD", headers: tus }).catch(() => null);
      if (answer?.ok) offset = Number(answer.headers.get("Upload-Offset"));
    }
  }
  localStorage.removeItem(key);
  const last = document.createElement("form");
  last.method = "post";
  last.action = `${address}/selesai${meant}`;
  document.body.append(last);
  last.submit();
}

form.addEventListener("submit", async (event) => {
  const chosen = [...form.querySelectorAll("input[type=file]")].flatMap((field) => [...field.files]);
  if (!chosen.length) return;
  event.preventDefault();
  try {
    say("preparing");
    const files = [];
    for (const file of chosen) files.push(await scaled(file).catch(() => file));
    if (files.length === 1) return await sent(files[0], chosen[0]);
    const field = form.elements.berkas;
    const pages = new DataTransfer();
    for (const file of files) pages.items.add(file);
    form.elements.foto.value = "";
    field.files = pages.files;
    say("sending");
  } catch {
    say("sending");
  }
  form.submit();
});
