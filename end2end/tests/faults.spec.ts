import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../harness/fixtures";
import { Report } from "../pages/report";

const project = "kaminhaus-ppc";
const path = `/p/${project}/report`;

/** Lets the next facts arrive changed. */
async function spoil(page: Page, change: (bytes: Buffer) => Buffer): Promise<void> {
  await page.route("**/api/facts/*", async (route) => {
    const answer = await route.fetch();
    const headers = { ...answer.headers(), "content-encoding": "identity" };
    await route.fulfill({ status: 200, headers, body: change(await answer.body()) });
  });
}

const damages: [string, (bytes: Buffer) => Buffer][] = [
  ["cut off in the middle", (bytes) => bytes.subarray(0, bytes.length >> 1)],
  ["without an end", (bytes) => bytes.subarray(0, bytes.length - 1)],
  ["with a flipped bit at its beginning", (bytes) => flipped(bytes, 9)],
  ["with a flipped bit in its rows", (bytes) => flipped(bytes, bytes.length - 999)],
  ["empty", () => Buffer.alloc(0)],
  ["of something else", (bytes) => Buffer.from("<!doctype html>".repeat(bytes.length >> 5))],
];

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] ^= 0x10;
  return copy;
}

for (const [name, change] of damages) {
  test(`facts that arrive ${name} are an error with a way out, and no fault`, async ({ page, kabinet }) => {
    await signIn(page, "owner");
    await spoil(page, change);
    await page.goto(path);
    const again = page.getByRole("main").getByRole("button", { name: "Try again" });
    await expect(again).toBeVisible();
    await expect(page.locator(".boot-fault")).toBeHidden();
    await page.unroute("**/api/facts/*");
    await again.click();
    await new Report(page).ready();
    expect(kabinet.output()).not.toContain("a client broke");
  });
}

test("a client that breaks says so, and tells the server without a word about who was there", async ({ browser, kabinet }) => {
  // A page of its own that nobody watches: it is meant to be at fault.
  const page = await browser.newPage({ baseURL: kabinet.url });
  await signIn(page, "owner", kabinet.url);
  const report = new Report(page);
  await report.open(`${path}?category=Fireplaces`);
  const told = page.waitForRequest("**/api/fault");
  await page.evaluate(() => {
    Node.prototype.cloneNode = () => {
      throw new Error("olga@kaminhaus.example");
    };
    Document.prototype.createElement = Node.prototype.cloneNode as never;
    Document.prototype.createElementNS = Node.prototype.cloneNode as never;
  });
  await page.getByRole("button", { name: "Show as a table" }).click();
  const request = await told;
  await expect(page.getByRole("alert").filter({ hasText: "Something broke in the page" })).toBeVisible();
  expect(await request.headerValue("cookie"), "the session stays at home").toBeNull();
  expect((await request.response())?.status()).toBe(204);
  expect(request.postDataJSON()).toMatchObject({ page: "/p/:any/report" });

  await expect.poll(() => kabinet.output()).toContain("a client broke");
  const line = kabinet.output().split("\n").find((line) => line.includes("a client broke")) ?? "";
  expect(line).toMatch(/WARN.*\.rs:\d+:\d+.*\/p\/:any\/report.*Chrome \d+/);
  for (const secret of ["olga", "kaminhaus", "Fireplaces", "Linux"]) expect(line).not.toContain(secret);
  await page.getByRole("alert").getByRole("link").click();
  await report.ready();
  await page.context().close();
});
