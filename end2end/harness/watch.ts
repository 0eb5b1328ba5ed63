import type { BrowserContext, ConsoleMessage } from "@playwright/test";

/** Everything that no page may do: errors in the console, refused by the page's policy or otherwise, and errors nobody caught. */
export function watch(context: BrowserContext): string[] {
  const faults: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error" && !isAnswer(message)) faults.push(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => faults.push(String(error.error().stack ?? error.error())));
  return faults;
}

// The browser writes every refusal of the server down as an error. To the page it is an answer like any other: who is not
// logged in gets 401, and a rule of the house says 403.
function isAnswer(message: ConsoleMessage): boolean {
  const refused = /^Failed to load resource: the server responded with a status of (401|403|404|409|413|422|429) /;
  return new URL(message.location().url || "about:blank").pathname.startsWith("/api/") && refused.test(message.text());
}
