import { defineConfig } from "@playwright/test";

const wide = { width: 1280, height: 900 };
const narrow = { width: 360, height: 740 };

export default defineConfig({
  testDir: "specs",
  outputDir: "../../target/browser",
  globalSetup: "./demo.js",
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [["list"]],
  use: {
    locale: "id-ID",
    timezoneId: "Asia/Jakarta",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.BALAI_TEST_CHROMIUM ?? "/usr/bin/chromium",
      // Chromium's sandbox does not start as root.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
  projects: [
    { name: "narrow, light", use: { viewport: narrow, colorScheme: "light" } },
    { name: "narrow, dark", use: { viewport: narrow, colorScheme: "dark" } },
    { name: "wide, light", use: { viewport: wide, colorScheme: "light" } },
    { name: "wide, dark", use: { viewport: wide, colorScheme: "dark" } },
  ],
});
