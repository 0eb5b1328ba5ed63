import { expect } from "@playwright/test";
import type { Answer } from "./kabinet";

/** What a row of the report comes to. Money is written with two decimals; "no value" is `null`. */
export type Figures = {
  impressions: number;
  clicks: number;
  cost: string;
  leads: number;
  cost_per_lead: string | null;
  sales: number;
  revenue: string;
};

/** A report, as the command line prints it. */
export type Sheet = { by: string; rows: (Figures & { key: string })[]; total: Figures };

type House = { run: (...args: string[]) => Promise<Answer> };

/** The report of a project by its command line: `report(kabinet, "kaminhaus-ppc", "--by", "channel")`. */
export async function report(house: House, project: string, ...args: string[]): Promise<Sheet> {
  const answer = await house.run("report", "--project", project, "--format", "json", ...args);
  expect(answer, `report ${args.join(" ")}`).toMatchObject({ code: 0 });
  return JSON.parse(answer.stdout) as Sheet;
}

/** A number as the page writes it, in plain digits: "£1,234.50" is "1234.50", "—" is "". */
export const digits = (text: string): string => text.replace(/−/g, "-").replace(/[^\d.-]/g, "");

/** An amount without its minor units, as sums are written on the page. */
export const whole = (amount: string): string => String(Math.round(Number(amount)));
