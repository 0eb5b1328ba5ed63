import { expect, type Page } from "@playwright/test";

/** The password of everybody in the demo agency. */
export const demoPassword = "kabinet-demo";

/** The address of somebody in the demo agency: "owner", "specialist", "lead", "owner.dentavia"… */
export const address = (person: string): string => `${person}@demo.example`;

/** Logs in without the form, for journeys that are about something else. The form has a journey of its own. */
export async function signIn(page: Page, person: string, house = ""): Promise<void> {
  const answer = await page.request.post(`${house}/api/log_in`, { data: { email: address(person), password: demoPassword } });
  expect(answer.status(), `${person} logs in`).toBe(200);
}
