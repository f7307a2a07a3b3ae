// A photo is scaled before it leaves the telephone, and what makes a document (a file, or photos as its pages) goes in parts
// that survive a broken line and a page that is opened anew (tus 1.0). Without this module, or where anything but the line
// fails, the form is sent as it stands.

const MOST_SIDE = 2340;
const LIGHT = 680_000;
const LARGEST = 20 * 1024 * 1024;
const MOST_PAGES = 20;
const TRIES = 12;
// uploads that a browser remembers: as many as an account may have open
const MOST_KEPT = 10;
const form = document.querySelector("form[data-vault]");
const box = form.querySelector(".b-progress");
// for whom the page was shown
const meant = new URL(form.getAttribute("action"), location).search;
const filled = new FormData(form);
const purpose = { jenis: filled.get("jenis"), ganti: filled.get("ganti") };
let going = false;

/** The line broke, or the server is out of breath: another try may mend it. */
class Line extends Error {}

/** Says where it stands. Without a part the bar stays as it is; nobody knows it where it is null. */
function say(key, part) {
  box.hidden = false;
  const line = box.querySelector("p");
  // a reader of the screen hears each sentence once
  if (line.textContent !== form.dataset[key]) line.textContent = form.dataset[key];
  const bar = box.querySelector("progress");
  if (part === null) bar.removeAttribute("value");
  else if (part !== undefined) bar.value = Math.round(part * 100);
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

const words = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const tus = { "Tus-Resumable": "1.0.0" };

/** A while, or less where the browser notices that it is connected again. */
const pause = (seconds) =>
  new Promise((done) => {
    setTimeout(done, seconds * 1000);
    addEventListener("online", done, { once: true });
  });

async function ask(address, method, headers) {
  const answer = await fetch(address, { method, headers: { ...tus, ...headers } }).catch(() => null);
  if (!answer || answer.status >= 500) throw new Line();
  return answer;
}

/** The print of an upload: its bytes, page by page, and what they are meant for. It tells nothing of either. */
async function printOf(pages) {
  const what = JSON.stringify([purpose.jenis, purpose.ganti, meant, pages.map((page) => page.size)]);
  const bytes = await new Blob([what, ...pages]).arrayBuffer();
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))));
}

/** What this browser began: print and address of each upload, the newest first. */
const kept = () => JSON.parse(localStorage.getItem("unggahan") ?? "[]");

function keep(print, address) {
  const others = kept().filter(([known]) => known !== print);
  localStorage.setItem("unggahan", JSON.stringify([[print, address], ...others].slice(0, MOST_KEPT)));
}

async function begun(pages, length) {
  const lengths = pages.map((page) => page.size).join();
  const pairs = Object.entries({ filename: pages[0].name, ...purpose, halaman: lengths }).filter(([, value]) => value);
  const said = pairs.map(([name, value]) => `${name} ${words(value)}`).join();
  const answer = await ask(`/berkas/unggahan${meant}`, "POST", { "Upload-Length": length, "Upload-Metadata": said });
  if (answer.status !== 201) throw new Error(answer.status);
  return answer.headers.get("Location");
}

/** Where an upload stands; nothing where it is over. */
async function standing(address, length) {
  const { ok, headers } = await ask(address, "HEAD");
  return ok && Number(headers.get("Upload-Length")) === length ? Number(headers.get("Upload-Offset")) : undefined;
}

/** Sends the rest from where the server stands; fails when the line breaks. */
function rest(address, whole, offset) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("PATCH", address);
    const headers = { ...tus, "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => say("sending", (offset + event.loaded) / whole.size);
    request.onerror = () => failed(new Line());
    request.onload = () => {
      // 409: it stands elsewhere, which is asked next
      if ([204, 409].includes(request.status)) done();
      else failed(request.status < 500 ? new Error(request.status) : new Line());
    };
    request.send(whole.slice(offset));
  });
}

/** Sends pages as one upload; resolves with its address once all is there. */
async function sent(pages) {
  const whole = new Blob(pages);
  if (whole.size > LARGEST || pages.length > MOST_PAGES) throw new Error("too much");
  const print = await printOf(pages);
  let address = kept().find(([known]) => known === print)?.[1];
  for (let tries = 0, before = 0; ; ) {
    try {
      let offset = address && (await standing(address, whole.size));
      if (offset === undefined) {
        address = await begun(pages, whole.size);
        keep(print, address);
        offset = 0;
      }
      if (offset === whole.size) return address;
      if (offset > before) tries = 0;
      before = offset;
      say("sending", offset / whole.size);
      await rest(address, whole, offset);
    } catch (failed) {
      if (!(failed instanceof Line) || ++tries > TRIES) throw failed;
      say("broken");
      await pause(Math.min(2 ** tries, 30));
    }
  }
}

function finish(address) {
  const last = document.createElement("form");
  last.method = "post";
  last.action = `${address}/selesai${meant}`;
  document.body.append(last);
  last.submit();
}

/** Sends the form as it stands, with the light photos. */
function plainly(pages) {
  const files = new DataTransfer();
  for (const page of pages) files.items.add(page);
  form.elements.foto.value = "";
  form.elements.berkas.files = files.files;
  say("sending", null);
  form.submit();
}

form.addEventListener("submit", async (event) => {
  const chosen = [...form.querySelectorAll("input[type=file]")].flatMap((field) => [...field.files]);
  if (!chosen.length) return;
  event.preventDefault();
  if (going) return;
  going = true;
  say("preparing", null);
  const pages = [];
  for (const file of chosen) pages.push(await scaled(file).catch(() => file));
  try {
    finish(await sent(pages));
  } catch (failed) {
    if (!(failed instanceof Line)) return plainly(pages);
    say("paused");
    going = false;
  }
});

// whoever comes back to the page may send again
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  going = false;
  box.hidden = true;
});
