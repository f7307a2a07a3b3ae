// A citizen before a browser of her own, and the wire to a demonstration: Node does not resolve *.localhost, so every name
// under it leads to this machine here.
import { request } from "node:http";

import { code } from "../browser/totp.js";

/** `fetch` for hosts under localhost. It follows no redirect. */
export function wire(input, { method = "GET", headers = {}, body } = {}) {
  const url = new URL(input);
  const sent = Object.fromEntries(new Headers(headers));
  return new Promise((done, failed) => {
    const asked = request(
      { host: "127.0.0.1", port: url.port, path: url.pathname + url.search, method, headers: { ...sent, host: url.host } },
      (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("end", () => {
          const told = new Headers();
          for (let i = 0; i < answer.rawHeaders.length; i += 2) told.append(answer.rawHeaders[i], answer.rawHeaders[i + 1]);
          const empty = [204, 205, 304].includes(answer.statusCode);
          done(new Response(empty ? null : Buffer.concat(parts), { status: answer.statusCode, headers: told }));
        });
      },
    );
    asked.on("error", failed);
    asked.end(body === undefined || body === null ? undefined : String(body));
  });
}

const SIGNS = { "&#38;": "&", "&#34;": '"', "&#60;": "<", "&#62;": ">", "&#39;": "'" };
const unescaped = (text) => text.replace(/&#\d\d;/g, (sign) => SIGNS[sign] ?? sign);
const attribute = (tag, name) => unescaped(tag.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? "");

/** Somebody with cookies of her own, one jar for each host. */
export class Person {
  constructor() {
    this.jars = new Map();
  }

  async send(url, options = {}) {
    const jar = this.jars.get(url.host) ?? this.jars.set(url.host, new Map()).get(url.host);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { accept: "text/html", "sec-fetch-site": "same-origin", ...options.headers, ...(cookie && { cookie }) };
    const answer = await wire(url, { ...options, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }

  /** Goes to an address and along redirects, until a page is there or the way leaves the demonstration's hosts. */
  async go(address, options) {
    let url = new URL(address);
    let answer = await this.send(url, options);
    for (let steps = 0; answer.headers.get("location"); steps++) {
      if (steps > 12) throw new Error(`too many redirects, the last to ${url}`);
      url = new URL(answer.headers.get("location"), url);
      if (!url.hostname.endsWith(".localhost")) return { url, left: true };
      answer = await this.send(url);
    }
    return { url, status: answer.status, text: await answer.text(), left: false };
  }

  /** Sends the form of a page that goes to an address beginning so, with what is typed; `press` is a button's name and value. */
  async fill(page, action, typed, press = {}) {
    const forms = page.text.match(/<form\b[\s\S]*?<\/form>/g) ?? [];
    const form = forms.find((form) => attribute(form.match(/<form[^>]*>/)[0], "action").startsWith(action));
    if (!form) throw new Error(`${page.url}: no form to ${action}: ${page.status}\n${page.text}`);
    const fields = new URLSearchParams();
    for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
      if (attribute(tag, "type") === "hidden") fields.append(attribute(tag, "name"), attribute(tag, "value"));
    }
    for (const [name, value] of Object.entries({ ...typed, ...press })) fields.set(name, value);
    const url = new URL(attribute(form.match(/<form[^>]*>/)[0], "action"), page.url);
    const headers = { "content-type": "application/x-www-form-urlencoded", origin: url.origin };
    return this.go(url, { method: "POST", headers, body: fields.toString() });
  }

  /** Signs in where she is asked to, with the code of her app, says yes where she is asked, and returns where the way out of the demonstration leads. */
  async agrees(address, { email, password, totp_secret: secret }) {
    let page = await this.go(address);
    if (!page.left && page.url.pathname === "/masuk") {
      page = await this.fill(page, "/masuk", { surel: email, sandi: password });
    }
    if (!page.left && page.url.pathname === "/masuk/kode") {
      page = await this.fill(page, "/masuk/kode", { kode: code(secret) });
    }
    if (!page.left && page.url.pathname === "/izin") page = await this.fill(page, "/", {}, { jawab: "ya" });
    if (!page.left) throw new Error(`${page.url} did not lead back to the application: ${page.status}\n${page.text}`);
    return page.url;
  }
}
