import { defineConfig } from "@playwright/test";

/** Every worker starts a Kabinet of its own (harness/fixtures.ts), so files may run side by side. */
export default defineConfig({
  // With KABINET_GALLERY=1 nothing is tested: every screen is photographed for those who judge its looks.
  testDir: process.env.KABINET_GALLERY === "1" ? "gallery" : "tests",
  outputDir: "results",
  globalSetup: "./harness/setup.ts",
  workers: 2,
  retries: 0,
  forbidOnly: !!process.env.CI,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "report/journeys.json" }]],
  use: {
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "Europe/Kyiv",
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    // Recording would make everything slower; `--trace on` records when something is to be found out.
    trace: "off",
    launchOptions: {
      executablePath: process.env.KABINET_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
      ],
    },
  },
});
