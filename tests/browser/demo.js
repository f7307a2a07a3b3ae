// Starts the demonstration in a directory of its own on a free port and stops it when all tests are done. With
// BALAI_TEST_DEMO_DATABASE=postgres://OWNER... it stands on PostgreSQL, in a database that `balai db bootstrap` prepared.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const patience = 600_000;

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

async function answers(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

export default async function start() {
  const dir = mkdtempSync(join(tmpdir(), "balai-browser-"));
  const log = join(dir, "log");
  const port = await freePort();
  const dns = await freePort();
  const binary = process.env.BALAI_TEST_BINARY ?? join(root, "target/debug/balai");
  const out = openSync(log, "w");
  const data = join(dir, "data");
  const database = process.env.BALAI_TEST_DEMO_DATABASE;
  const place = database ? ["--data", data, "--database-url", database] : ["--data", data];
  const demo = spawn(binary, ["demo", ...place, "--listen", `127.0.0.1:${port}`], {
    cwd: root,
    env: { ...process.env, BALAI__DNS__RESOLVER: `127.0.0.1:${dns}` },
    stdio: ["ignore", out, out],
  });
  const ended = new Promise((done) => demo.once("exit", done));
  const stop = async () => {
    demo.kill("SIGTERM");
    await ended;
    rmSync(dir, { recursive: true, force: true });
  };
  const from = Date.now();
  while (!existsSync(join(data, "demo.json")) || !(await answers(port))) {
    if (demo.exitCode !== null || Date.now() - from > patience) {
      const words = readFileSync(log, "utf8");
      await stop();
      throw new Error(`the demonstration did not start:\n${words}`);
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  process.env.BALAI_TEST_DEMO_DATA = data;
  process.env.BALAI_TEST_DNS = String(dns);
  process.env.BALAI_TEST_DEMO = readFileSync(join(data, "demo.json"), "utf8");
  return stop;
}
