import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../harness/fixtures";
import { Board } from "../pages/board";
import { Frame } from "../pages/frame";

const path = "/p/kaminhaus-ppc/board";

/** How soon another browser has to know. */
const soon = { timeout: 2_000 };

/** Cards of one journey are not those of another. */
let count = 0;
const title = (words: string): string => `${words} ${test.info().workerIndex}-${++count}`;

async function boardOf(page: Page, person: string): Promise<Board> {
  await signIn(page, person);
  const board = new Board(page);
  await board.open(path);
  return board;
}

/** The titles of a column, from top to bottom. */
const titles = (board: Board, column: string): Promise<string[]> => board.cards(column).locator(".board-card-title").allTextContents();

test("a card is written where it will stand, opened by its address and edited in place", async ({ page }) => {
  const board = await boardOf(page, "lead");
  const first = title("Count the calls of the fair");
  await page.keyboard.press("c");
  await expect(board.composer, "the key C writes something to do").toBeFocused();
  await board.composer.fill(`${first}\nBoth halls, all three days.`);
  await board.composer.press("Enter");
  await expect(board.cards("To do").first()).toContainText(first);
  await expect(board.composer, "the next one can be written at once").toHaveValue("");
  await board.composer.press("Enter");
  await expect(page.getByRole("alert")).toHaveText("Fill this in.");
  await board.composer.press("Escape");
  await expect(board.composer).toHaveCount(0);

  await board.link(first).click();
  await expect(page).toHaveURL(/\?card=KAM-\d+$/);
  const { dialog } = board;
  await expect(dialog.getByRole("textbox", { name: "Description" })).toHaveValue("Both halls, all three days.");
  const second = title("Count the calls of both fairs");
  await dialog.getByRole("textbox", { name: "Title" }).fill(second);
  await dialog.getByRole("textbox", { name: "Tag" }).fill("calls");
  await expect(dialog.getByRole("status")).toHaveText("Saved");
  await dialog.getByRole("combobox", { name: "Assignee" }).selectOption({ label: "Paul Kim" });
  await dialog.getByRole("textbox", { name: "Estimate, h" }).fill("a lot");
  await dialog.getByRole("textbox", { name: "Comment" }).fill("Agreed with the fair.");
  await expect(dialog.getByRole("alert"), "what is wrong is said").toHaveText("Write hours as 4.5 or 4:30.");
  await dialog.getByRole("textbox", { name: "Estimate, h" }).fill("4:30");
  await dialog.getByLabel("Due").fill("2031-03-05");
  await dialog.getByLabel("Hours you worked today").fill("1.5");
  await dialog.getByLabel("Hours you worked today").press("Enter");
  await expect(dialog.getByText("1.5 / 4.5 h")).toBeVisible();
  await dialog.getByRole("checkbox", { name: "Agency only" }).check();
  await dialog.getByRole("button", { name: "Comment" }).click();
  await expect(dialog.getByRole("article")).toContainText("Agreed with the fair.");

  await page.reload();
  await expect(dialog.getByRole("textbox", { name: "Title" }), "an open card has an address").toHaveValue(second);
  await expect(dialog.getByRole("textbox", { name: "Tag" })).toHaveValue("calls");
  await expect(dialog.getByRole("combobox", { name: "Assignee" }).locator("option:checked")).toHaveText("Paul Kim");
  await expect(dialog.getByLabel("Due")).toHaveValue("2031-03-05");
  await expect(dialog.getByRole("article")).toContainText("Agency only");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(path);
  await expect(board.link(second), "the focus is back where it was, or nowhere wrong").toBeVisible();
  await expect(board.card(second)).toContainText("due 5 Mar 2031");
  await expect(board.card(second).getByRole("img", { name: "Paul Kim" })).toBeVisible();
});

test("a card is carried with the mouse, moves in another browser too, and stays after a reload", async ({ page, visitor }) => {
  const board = await boardOf(page, "lead");
  const theirs = await boardOf(await visitor(), "owner");
  const card = title("Order the winter banners");
  await board.write("To do", card);
  await expect(theirs.card(card), "a new card is seen elsewhere").toBeVisible(soon);

  await board.carry(card, "Review");
  await expect(theirs.card(card), "nobody else sees it in the air").toBeVisible();
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect(board.slot).toHaveCount(0);
  expect(await titles(board, "To do"), "Escape puts it back").toContain(card);

  await board.drag(card, "Review");
  await expect(board.column("Review").getByRole("link", { name: card })).toBeVisible();
  await expect(theirs.column("Review").getByRole("link", { name: card })).toBeVisible(soon);
  await expect(board.dialog, "letting go opens nothing").toHaveCount(0);
  const toast = new Frame(page).toasts.filter({ hasText: "is in “Review” now" });
  await toast.getByRole("button", { name: "Undo" }).click();
  await expect(theirs.column("To do").getByRole("link", { name: card })).toBeVisible(soon);

  await board.drag(card, "In progress");
  await expect(theirs.column("In progress").getByRole("link", { name: card })).toBeVisible(soon);
  const order = await titles(board, "In progress");
  await page.reload();
  await expect(board.column("In progress").getByRole("link", { name: card })).toBeVisible();
  expect(await titles(board, "In progress")).toEqual(order);
  await expect.poll(() => titles(theirs, "In progress"), "both see the same order").toEqual(order);
});

test("a card moves by its menu, and by the keyboard alone", async ({ page, visitor }) => {
  const board = await boardOf(page, "lead");
  const theirs = await boardOf(await visitor(), "marketer");
  const [one, two] = [title("Write the spring plan"), title("Weigh the spring plan")];
  await board.write("To do", one);
  await board.write("To do", two);
  await board.composer.press("Escape");
  const frame = new Frame(page);

  await board.card(one).hover();
  await board.menu(one).click();
  await expect(frame.line("To do"), "the menu tells where it is").toHaveAttribute("aria-checked", "true");
  await frame.line("Done").click();
  await expect(theirs.column("Done").getByRole("link", { name: one })).toBeVisible(soon);
  expect((await titles(board, "Done"))[0], "it comes to the top").toBe(one);

  await board.link(two).focus();
  await page.keyboard.press("Tab");
  await expect(board.menu(two)).toBeFocused();
  await expect(board.menu(two).locator(".."), "who tabs to it sees it").toHaveCSS("opacity", "1");
  await page.keyboard.press("Enter");
  await expect(frame.line("Requests")).toBeFocused();
  await page.keyboard.press("r");
  await expect(frame.line("Review"), "a letter goes to the line that begins with it").toBeFocused();
  await page.keyboard.press("Enter");
  await expect(board.link(two), "the focus goes along").toBeFocused();
  await expect(theirs.column("Review").getByRole("link", { name: two })).toBeVisible(soon);

  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(frame.line("Requests")).toBeFocused();
  await page.keyboard.press("End");
  await expect(frame.line("Down")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await titles(board, "Review")).indexOf(two)).toBe(1);
  await page.keyboard.press("ArrowUp");
  await expect(board.cards("Review").first().getByRole("link"), "arrows walk over the board").toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(board.cards("Done").first().getByRole("link")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(board.dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(board.cards("Done").first().getByRole("link"), "the focus comes back").toBeFocused();
});

test("a client writes into Requests only, and moves nothing", async ({ page, visitor }) => {
  const board = await boardOf(page, "owner");
  const agency = await boardOf(await visitor(), "lead");
  await expect(page.getByRole("button", { name: /^New / }), "one in the header, one at the column").toHaveCount(2);
  await expect(board.column("Requests").getByRole("button", { name: "New request" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Move / })).toHaveCount(0);

  const card = title("May we have a figure for calls?");
  await page.keyboard.press("c");
  await expect(board.column("Requests").getByRole("textbox")).toBeFocused();
  await board.composer.fill(card);
  await page.reload();
  await expect(board.column("Requests")).toBeVisible();
  await page.keyboard.press("c");
  await expect(board.composer, "what was written survives a reload").toHaveValue(card);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(board.cards("Requests").first()).toContainText(card);
  await expect(board.card(card), "whose move it is").toContainText("new");
  await expect(agency.card(card)).toBeVisible(soon);

  await board.link(card).click();
  await expect(board.dialog.getByRole("heading", { name: card })).toBeVisible();
  await expect(board.dialog.getByRole("combobox"), "a client reads a card").toHaveCount(0);
  await expect(board.dialog.getByRole("checkbox"), "and has no secrets with the agency").toHaveCount(0);
  await board.dialog.getByRole("textbox", { name: "Write a comment" }).fill("By Friday, please.");
  await board.dialog.getByRole("button", { name: "Comment" }).click();
  await expect(board.dialog.getByRole("article")).toContainText("By Friday, please.");
  await agency.link(card).click();
  await expect(agency.dialog.getByRole("article")).toContainText("By Friday, please.");
});

test("Client tasks take a card only with a person of the client", async ({ page, visitor }) => {
  const board = await boardOf(page, "lead");
  const theirs = await boardOf(await visitor(), "owner");
  const card = title("Approve the texts");
  await board.write("To do", card);
  await board.composer.press("Escape");
  await board.drag(card, "Client tasks");
  const sentence = "A card in Client tasks needs a person of the client as its assignee.";
  await expect(new Frame(page).toasts).toContainText([sentence]);
  await expect(board.column("To do").getByRole("link", { name: card }), "it goes back home").toBeVisible();
  await expect(board.column("Client tasks").getByRole("link", { name: card })).toHaveCount(0);
  await page.reload();
  await expect(board.column("To do").getByRole("link", { name: card })).toBeVisible();

  await board.link(card).click();
  await board.dialog.getByRole("combobox", { name: "Column" }).selectOption("Client tasks");
  await expect(new Frame(page).toasts).toContainText([sentence]);
  await expect(board.dialog.getByRole("combobox", { name: "Column" }).locator("option:checked")).toHaveText("To do");
  await board.dialog.getByRole("combobox", { name: "Assignee" }).selectOption({ label: "Olivia Lambert · client" });
  await expect(board.dialog.getByRole("status")).toHaveText("Saved");
  await page.keyboard.press("Escape");
  await board.drag(card, "Client tasks");
  await expect(board.column("Client tasks").getByRole("link", { name: card })).toBeVisible();
  await expect(board.card(card).getByRole("img", { name: "Olivia Lambert" }), "whose it is").toBeVisible();
  await expect(theirs.column("Client tasks").getByRole("link", { name: card })).toBeVisible(soon);

  const direct = title("Send the certificate");
  await board.column("Client tasks").getByRole("button", { name: "New card in “Client tasks”" }).click();
  await board.composer.fill(direct);
  await board.column("Client tasks").getByRole("combobox", { name: "Who has to do it" }).selectOption({ label: "Mark Kerr" });
  await board.composer.press("Enter");
  await expect(theirs.column("Client tasks").getByRole("link", { name: direct })).toBeVisible(soon);
});

test("what two people write at the same time is not lost", async ({ page, visitor }) => {
  const board = await boardOf(page, "lead");
  const theirs = await boardOf(await visitor(), "specialist");
  const card = title("Choose the bids");
  await board.write("To do", card);
  await board.composer.press("Escape");
  await board.link(card).click();
  await expect(theirs.card(card)).toBeVisible(soon);
  await theirs.link(card).click();
  const body = board.dialog.getByRole("textbox", { name: "Description" });
  const their = theirs.dialog.getByRole("textbox", { name: "Description" });
  await expect(their).toBeVisible();
  await body.fill("By hand.");
  await their.fill("By the machine.");
  await theirs.dialog.getByRole("textbox", { name: "Tag" }).focus();
  await expect(theirs.dialog.getByRole("status")).toHaveText("Saved");
  await board.dialog.getByRole("textbox", { name: "Tag" }).focus();
  await expect(board.dialog.getByRole("alert")).toContainText("Somebody changed this card while you were writing.");
  await expect(body).toHaveValue("By hand.");
  await board.dialog.getByRole("button", { name: "Save mine" }).click();
  await expect(their, "who is not writing sees it come").toHaveValue("By hand.");
});

test("the header tells the iteration: its number, its end and what is left of it", async ({ page }) => {
  await boardOf(page, "owner");
  const text = (await new Frame(page).iteration.textContent()) ?? "";
  const [, end, left] = /^Iteration 8 · ends (\d+\s\w+?)(\d+)\sdays left$/.exec(text) ?? [];
  const today = Date.parse(new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" }).format(new Date()));
  const last = new Date(today + (Number(left) - 1) * 86_400_000);
  expect(end?.replace(/\s/, " "), text).toBe(new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "long" }).format(last));
  // The demonstration was made for a day of UTC, which ends a little earlier or later than the client's.
  expect(Math.abs(Number(left) - 10), "the demonstration is in the twentieth day of thirty").toBeLessThanOrEqual(1);
  const passed = String(Math.floor(((30 - Number(left)) * 100) / 30));
  await expect(page.getByRole("progressbar", { name: "Part of the iteration that has passed" })).toHaveAttribute("aria-valuenow", passed);
});

test("a card that does not exist says so", async ({ page }) => {
  await signIn(page, "lead");
  await page.goto(`${path}?card=KAM-99999`);
  await expect(page.getByRole("dialog", { name: "No such card" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(path);
});
