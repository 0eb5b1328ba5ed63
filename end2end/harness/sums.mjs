// Prints the sums of Playwright's JSON report in one line. A test that passes only at the second try has failed once.
import { readFileSync } from "node:fs";

const { stats } = JSON.parse(readFileSync(process.argv[2], "utf8"));
console.log(`${stats.expected} passed, ${stats.unexpected + stats.flaky} failed`);
