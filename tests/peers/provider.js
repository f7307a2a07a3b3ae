// An independent OpenID provider for tests, from oidc-provider: as many as are asked for, each on a port of its own, each
// with the faults that a test gives it.
//
// Usage: node provider.js FILE. Writes how to reach it into FILE, as a shell assignment, when it is ready. Tests speak with
// it in JSON:
//
//   POST /open {redirect_uri, alg}    a new provider: {id, issuer, client_id, client_secret}
//   POST /ID/person {sub, ...claims}  who sits at its keyboard and says yes to everything
//   POST /ID/faults {...}             what it does wrong from now on; see `faults` below
//   POST /ID/rotate                   signs with another key from now on; the one before stays on show
//   POST /ID/close, POST /ID/reopen   goes down, and comes back at the same port

import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { randomBytes } from "node:crypto";

import { SignJWT, base64url, decodeJwt, exportJWK, generateKeyPair } from "jose";
import Provider from "oidc-provider";

const GRANTED = ["authorization_code"];
const opened = new Map();

/** A key pair with its private half as JWK. */
async function makeKey(alg) {
  const options = { extractable: true, ...(alg === "EdDSA" ? { crv: "Ed25519" } : {}) };
  const { privateKey } = await generateKeyPair(alg, options);
  const jwk = await exportJWK(privateKey);
  return { privateKey, jwk: { ...jwk, alg, use: "sig", kid: randomBytes(6).toString("hex") } };
}

class Peer {
  constructor(redirect, alg) {
    Object.assign(this, { redirect, alg, id: randomBytes(8).toString("hex"), keys: [], person: { sub: "w-1" } });
    this.secret = randomBytes(24).toString("base64url");
    // claims: put into the ID token, or taken out where null; sign: "other" key or "none"; ask: parameters of the request
    // as this provider reads them; answer: parameters of the way back; declines: says no; raw: by path, "garbage",
    // "huge" or a document; slow: by path, milliseconds; person: what UserInfo says instead
    this.faults = {};
    this.asked = {};
  }

  async open(port = 0) {
    this.server = createServer((req, res) => this.answer(req, res));
    await new Promise((done) => this.server.listen(port, "127.0.0.1", done));
    this.port = this.server.address().port;
    this.issuer = `http://127.0.0.1:${this.port}`;
    if (!this.provider) await this.rotate();
  }

  close() {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(done));
  }

  async rotate() {
    this.keys = [await makeKey(this.alg), ...this.keys].slice(0, 2);
    this.begin();
  }

  /** Begins anew with its keys; whoever was signed in is so no more. */
  begin() {
    this.provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: "balai",
          client_secret: this.secret,
          redirect_uris: [this.redirect],
          grant_types: GRANTED,
          response_types: ["code"],
          id_token_signed_response_alg: this.alg,
        },
      ],
      jwks: { keys: this.keys.map((key) => key.jwk) },
      enabledJWA: { idTokenSigningAlgValues: ["ES256", "RS256", "PS256", "EdDSA"] },
      claims: { openid: ["sub"], profile: ["name", "nik"], email: ["email", "email_verified"] },
      findAccount: (_, accountId) => ({ accountId, claims: () => ({ ...this.person, sub: accountId }) }),
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, interaction) => `/keyboard/${interaction.uid}` },
      pkce: { required: () => true },
      cookies: { keys: [randomBytes(24).toString("hex")] },
    });
    this.provider.use(async (ctx, next) => {
      await next();
      await this.spoil(ctx);
    });
    this.callback = this.provider.callback();
  }

  async answer(req, res) {
    const path = req.url.split("?")[0];
    this.asked[path] = (this.asked[path] ?? 0) + 1;
    const { raw = {}, slow = {}, ask } = this.faults;
    if (slow[path]) await new Promise((done) => setTimeout(done, slow[path]));
    if (path in raw) return send(res, raw[path]);
    if (path.startsWith("/keyboard/")) return this.sayYes(req, res);
    if (path === "/auth" && ask) {
      const url = new URL(req.url, this.issuer);
      Object.entries(ask).forEach(([name, value]) => url.searchParams.set(name, value));
      req.url = url.pathname + url.search;
    }
    return this.callback(req, res);
  }

  async sayYes(req, res) {
    const { params } = await this.provider.interactionDetails(req, res);
    if (this.faults.declines) {
      return this.provider.interactionFinished(req, res, { error: "access_denied", error_description: "tidak" });
    }
    const accountId = this.person.sub;
    const grant = new this.provider.Grant({ accountId, clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    const grantId = await grant.save();
    const said = { login: { accountId }, consent: { grantId } };
    return this.provider.interactionFinished(req, res, said, { mergeWithLastSubmission: false });
  }

  async spoil(ctx) {
    const { claims, sign, answer, person } = this.faults;
    if (ctx.oidc?.route === "token" && ctx.body?.id_token && (claims || sign)) {
      ctx.body.id_token = await this.forge(ctx.body.id_token, claims ?? {}, sign);
    }
    if (ctx.oidc?.route === "userinfo" && person) ctx.body = { ...ctx.body, ...person };
    const location = ctx.response.get("location") || "";
    if (answer && location.startsWith(this.redirect)) {
      const url = new URL(location);
      for (const [name, value] of Object.entries(answer)) {
        if (value === null) url.searchParams.delete(name);
        else url.searchParams.set(name, value);
      }
      ctx.set("location", url.href);
    }
  }

  async forge(token, changes, sign) {
    const claims = { ...decodeJwt(token), ...changes };
    for (const [name, value] of Object.entries(claims)) if (value === null) delete claims[name];
    const header = { alg: this.alg, kid: this.keys[0].jwk.kid };
    if (sign === "none") {
      const part = (value) => base64url.encode(JSON.stringify(value));
      return `${part({ ...header, alg: "none" })}.${part(claims)}.`;
    }
    const key = sign === "other" ? await makeKey(this.alg) : this.keys[0];
    return new SignJWT(claims).setProtectedHeader(header).sign(key.privateKey);
  }
}

function send(res, what) {
  res.setHeader("content-type", "application/json");
  if (what === "garbage") return res.end("{\"issuer\": \u0000 ini bukan");
  if (typeof what === "object") return res.end(JSON.stringify(what));
  // ten million bytes, and the beginning of more
  res.write('{"keys": ["');
  const part = "a".repeat(100_000);
  let left = 100;
  const more = () => {
    while (left-- > 0) if (!res.write(part)) return res.once("drain", more);
    return res.end('"]}');
  };
  res.on("error", () => {});
  return more();
}

async function body(req) {
  let text = "";
  for await (const part of req) text += part;
  return text ? JSON.parse(text) : {};
}

async function control(req, res) {
  const given = await body(req);
  const [, id, deed] = req.url.split("/");
  if (id === "open") {
    const peer = new Peer(given.redirect_uri, given.alg ?? "ES256");
    await peer.open();
    opened.set(peer.id, peer);
    return { id: peer.id, issuer: peer.issuer, client_id: "balai", client_secret: peer.secret };
  }
  const peer = opened.get(id);
  if (deed === "person") {
    peer.person = given;
    peer.begin();
  }
  if (deed === "faults") peer.faults = given;
  if (deed === "rotate") await peer.rotate();
  if (deed === "close") await peer.close();
  if (deed === "reopen") await peer.open(peer.port);
  return { asked: peer.asked };
}

const server = createServer((req, res) => {
  control(req, res).then(
    (told) => res.setHeader("content-type", "application/json").end(JSON.stringify(told)),
    (error) => {
      console.error(error);
      res.writeHead(500).end(String(error));
    },
  );
});
server.listen(0, "127.0.0.1", () => {
  writeFileSync(process.argv[2], `BALAI_TEST_OIDC_URL=http://127.0.0.1:${server.address().port}\n`);
});
