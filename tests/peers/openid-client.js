// An independent client of our provider: npm openid-client, over real HTTP, for a citizen who goes through the real pages.
//
// Usage: node openid-client.js ISSUER FILE. FILE holds {citizen: {email, password, totp_secret}, redirect, clients: {basic, keyed, rs256}},
// each client with client_id and client_secret, or for `keyed` a private JWK. Prints one line for each thing that holds and
// ends with 1 at the first that does not.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { importJWK } from "jose";
import * as client from "openid-client";

import { Person, wire } from "./person.js";

const [issuer, file] = process.argv.slice(2);
const { citizen, redirect, clients } = JSON.parse(readFileSync(file, "utf8"));
const options = { execute: [client.allowInsecureRequests], [client.customFetch]: wire };
const said = (what) => console.log(`ok  ${what}`);

async function discovered(id, metadata, authentication) {
  return client.discovery(new URL(issuer), id, metadata, authentication, options);
}

/** One sign-in, as far as the tokens. */
async function signedIn(config, person, { scope = "openid", pushed = false, ...more } = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const asked = {
    redirect_uri: redirect,
    scope,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...more,
  };
  const address = pushed
    ? await client.buildAuthorizationUrlWithPAR(config, asked)
    : client.buildAuthorizationUrl(config, asked);
  const back = await person.agrees(address, citizen);
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
  return { back, checks, tokens: await client.authorizationCodeGrant(config, back, checks) };
}

async function refused(what, error, promise) {
  await assert.rejects(promise, (thrown) => thrown.error === error || thrown.cause?.error === error, what);
  said(what);
}

const basic = await discovered(clients.basic.client_id, clients.basic.client_secret, client.ClientSecretBasic());
assert.equal(basic.serverMetadata().issuer, issuer);
said("discovery");

const person = new Person();
const first = await signedIn(basic, person, { scope: "openid profile email" });
assert.equal(first.back.searchParams.get("iss"), issuer);
const { sub } = first.tokens.claims();
said("code, PKCE, state, nonce, iss, ID token by ES256");
const told = await client.fetchUserInfo(basic, first.tokens.access_token, sub);
assert.equal(told.sub, sub);
said("UserInfo with the same subject");
await refused("a code gives nothing twice", "invalid_grant", client.authorizationCodeGrant(basic, first.back, first.checks));

const second = await signedIn(basic, person, { scope: "openid profile email" });
assert.equal(second.tokens.claims().sub, sub);
said("a second sign-in asks nothing and knows the same subject");
const offline = await signedIn(basic, person, { scope: "openid offline_access", prompt: "consent" });
const fresh = await client.refreshTokenGrant(basic, offline.tokens.refresh_token);
assert.notEqual(fresh.refresh_token, offline.tokens.refresh_token);
said("refresh gives another token");
await refused("a refresh token is used once", "invalid_grant", client.refreshTokenGrant(basic, offline.tokens.refresh_token));
await refused("and its use ends the family", "invalid_grant", client.refreshTokenGrant(basic, fresh.refresh_token));

const rs256 = await discovered(
  clients.rs256.client_id,
  { client_secret: clients.rs256.client_secret, id_token_signed_response_alg: "RS256" },
  client.ClientSecretPost(clients.rs256.client_secret),
);
const other = await signedIn(rs256, person, { pushed: true });
assert.ok(other.tokens.claims().sub);
said("PAR, client_secret_post, ID token by RS256");

const key = await importJWK(clients.keyed.private_jwk, clients.keyed.private_jwk.alg);
const keyed = await discovered(
  clients.keyed.client_id,
  {},
  client.PrivateKeyJwt({ key, kid: clients.keyed.private_jwk.kid }),
);
assert.ok((await signedIn(keyed, person)).tokens.claims().sub);
said("private_key_jwt");

const leaving = client.buildEndSessionUrl(basic, { id_token_hint: first.tokens.id_token, post_logout_redirect_uri: redirect });
const page = await person.go(leaving);
if (!page.left) await person.fill(page, "/", {});
const asked = client.buildAuthorizationUrl(basic, {
  redirect_uri: redirect,
  scope: "openid",
  state: "x",
  prompt: "none",
  code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
  code_challenge_method: "S256",
});
const after = await person.go(asked);
assert.equal(after.left && after.url.searchParams.get("error"), "login_required");
said("after RP-initiated logout prompt=none finds nobody");
