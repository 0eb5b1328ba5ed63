import { readdirSync, readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { Language } from "./houses";

const locales = "../app/locales";

/** A sentence of the house: where it stands and how it begins to be recognised on a page. */
type Sentence = { key: string; text: string };

function sentences(language: Language): Sentence[] {
  return readdirSync(`${locales}/${language}`).flatMap((file) => {
    const words = JSON.parse(readFileSync(`${locales}/${language}/${file}`, "utf8")) as Record<string, string>;
    return Object.entries(words).map(([key, text]) => ({ key: `${file.replace(".json", "")}.${key}`, text }));
  });
}

// What stands for a value may be anything; the words around it must be there.
const pattern = (text: string): RegExp =>
  new RegExp(`^${text.split(/\{\{.*?\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+")}$`, "s");

/** The English sentences that another language says otherwise, and no text of that language says the same. */
export function english(language: Language): { key: string; pattern: RegExp }[] {
  const theirs = new Set(sentences(language).map(({ text }) => text));
  const own = sentences("en").filter(({ text }) => !theirs.has(text) && /[a-z]{2}/i.test(text.replace(/\{\{.*?\}\}/g, "")));
  return own.map(({ key, text }) => ({ key, pattern: pattern(text) }));
}

/** Everything that a page says: the text of each part, and the words that are only read aloud or shown at a touch. */
export function said(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>([document.title]);
    const add = (text: string | null): void => void (text?.trim() && found.add(text.trim()));
    for (const element of document.body.querySelectorAll("*:not(script, style, noscript, noscript *)")) {
      for (const name of ["aria-label", "title", "placeholder", "data-tip"]) add(element.getAttribute(name));
      const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
      if (texts.length > 0) add(texts.map((node) => node.textContent).join(""));
      for (const node of texts) add(node.textContent);
    }
    return [...found];
  });
}
