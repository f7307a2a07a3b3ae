// Independent clients of our provider, against a demonstration of its own: registers their applications as an operator does,
// and runs each with its own signs of a citizen. On PostgreSQL with BALAI_TEST_DEMO_DATABASE, as the browser tests.
//
// Usage: node clients.js. BALAI_TEST_PYTHON is the interpreter that has the packages of requirements.txt.
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { exportJWK, generateKeyPair } from "jose";

import start from "../browser/demo.js";

const here = dirname(fileURLToPath(import.meta.url));
const binary = process.env.BALAI_TEST_BINARY ?? join(here, "../../target/debug/balai");
const redirect = "https://aplikasi.contoh.test/kembali";

function register(data, name, ...more) {
  const database = process.env.BALAI_TEST_DEMO_DATABASE;
  const place = database ? ["--database-url", database, "--data", data] : ["--data", data];
  const asked = ["client", "create", ...place, "--json", "--domain", "33.14", "--redirect", redirect, "--post-logout", redirect];
  // the program's own login, as scripts/lib/servers.sh makes it beside the owner's
  const app = database?.replace("//balai_owner:uji-owner@", "//balai_app:uji-app@");
  const env = { ...process.env, ...(app && { BALAI__DATABASE__APP_URL: app }) };
  const told = execFileSync(binary, [...asked, "--name", name, "--claim", "name=Menyapa Anda", ...more], { encoding: "utf8", env });
  return JSON.parse(told);
}

const stop = await start();
let failed = false;
try {
  const data = process.env.BALAI_TEST_DEMO_DATA;
  const demo = JSON.parse(process.env.BALAI_TEST_DEMO);
  const { email, password, totp_secret } = demo.accounts.find((account) => account.role === "citizen");
  const pair = await generateKeyPair("ES256", { extractable: true });
  const named = { kid: "satu", alg: "ES256", use: "sig" };
  writeFileSync(join(data, "jwks.json"), JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), ...named }] }));
  const keyed = register(data, "Aplikasi kunci", "--auth", "private_key_jwt", "--jwks", join(data, "jwks.json"));
  const given = {
    citizen: { email, password, totp_secret },
    redirect,
    clients: {
      basic: register(data, "Aplikasi dasar"),
      rs256: register(data, "Aplikasi RS256", "--alg", "RS256", "--auth", "client_secret_post"),
      keyed: { ...keyed, private_jwk: { ...(await exportJWK(pair.privateKey)), ...named } },
    },
  };
  const file = join(data, "peers.json");
  writeFileSync(file, JSON.stringify(given));
  const issuer = `http://${demo.hosts.account}`;
  const python = process.env.BALAI_TEST_PYTHON ?? "python3";
  for (const [program, ...rest] of [
    [process.execPath, join(here, "openid-client.js")],
    [python, join(here, "authlib_client.py")],
  ]) {
    console.log(`-- ${rest[0].split("/").pop()}`);
    failed ||= spawnSync(program, [...rest, issuer, file], { stdio: "inherit" }).status !== 0;
  }
} finally {
  await stop();
}
process.exit(failed ? 1 : 0);
