// Passkeys (W3C Web Authentication). What a page offers of them stays hidden without this module, and where a browser knows
// none. A box begins a ceremony at `data-begin`; the authenticator's answer goes to the server with the box's own form.

const box = document.querySelector("[data-passkey]");
const form = box?.querySelector("form");
let waiting = new AbortController();

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** What the server asks of the authenticator. */
async function asked() {
  const answer = await fetch(box.dataset.begin, { method: "POST", redirect: "manual" });
  // the proof of who is there has grown old: the page itself leads to a new one
  if (answer.type === "opaqueredirect") location.reload();
  if (!answer.ok) throw new Error(answer.status);
  const { publicKey } = await answer.json();
  publicKey.challenge = bytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
  for (const known of publicKey.excludeCredentials ?? []) known.id = bytes(known.id);
  return publicKey;
}

/** The answer in the form that the server reads. */
function told({ id, rawId, type, response }) {
  const said = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) said[part] = text(response[part]);
  }
  return JSON.stringify({ id, rawId: text(rawId), type, response: said });
}

async function ceremony(mediation) {
  waiting.abort();
  waiting = new AbortController();
  const options = { publicKey: await asked(), signal: waiting.signal };
  if (mediation) options.mediation = mediation;
  const made = "make" in box.dataset;
  const credential = await (made ? navigator.credentials.create(options) : navigator.credentials.get(options));
  form.elements.kunci.value = told(credential);
  form.submit();
}

async function begin() {
  box.hidden = false;
  for (const without of document.querySelectorAll("[data-without]")) without.hidden = true;
  form?.addEventListener("submit", (event) => {
    // what is missing the server says, before a key is made in vain
    if (form.elements.nama?.value.trim() === "") return;
    event.preventDefault();
    const complaint = box.querySelector("[role=alert]");
    complaint.hidden = true;
    ceremony().catch(() => (complaint.hidden = false));
  });
  // the browser offers a passkey where it fills in addresses, if it has one
  if (!("autofill" in box.dataset)) return;
  if (await PublicKeyCredential.isConditionalMediationAvailable?.()) await ceremony("conditional");
}

// nobody asked for it aloud: what fails here leaves the page as it was
if (box && window.PublicKeyCredential) begin().catch(() => {});
