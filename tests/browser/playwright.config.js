import { defineConfig } from "@playwright/test";
import { narrow, wide } from "./windows.js";

const walks = "**/specs/walks/*.spec.js";

export default defineConfig({
  testDir: "specs",
  // Of two runs beside each other, neither may clear what the other writes.
  outputDir: process.env.BALAI_TEST_DEMO_DATABASE ? "../../target/browser-postgres" : "../../target/browser",
  globalSetup: "./demo.js",
  fullyParallel: true,
  workers: 2,
  // A walk fails by what it waits for, on a machine that does much else besides.
  timeout: 600_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [["list"]],
  use: {
    locale: "id-ID",
    actionTimeout: 30_000,
    timezoneId: "Asia/Jakarta",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.BALAI_TEST_CHROMIUM ?? "/usr/bin/chromium",
      // Chromium's sandbox does not start as root.
      // The domain of its own that a region proves in a walk leads to this machine.
      args: [
        "--host-resolver-rules=MAP mpp.sragenkab.test 127.0.0.1",
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ],
    },
  },
  projects: [
    // Each is walked once and looks at its screens in both windows itself; one after the other, as the posts of one
    // network address are counted.
    { name: "walks", testMatch: walks, workers: 1, use: { viewport: wide, colorScheme: "light" } },
    { name: "narrow, light", testIgnore: walks, use: { viewport: narrow, colorScheme: "light" } },
    { name: "narrow, dark", testIgnore: walks, use: { viewport: narrow, colorScheme: "dark" } },
    { name: "wide, light", testIgnore: walks, use: { viewport: wide, colorScheme: "light" } },
    { name: "wide, dark", testIgnore: walks, use: { viewport: wide, colorScheme: "dark" } },
  ],
});
