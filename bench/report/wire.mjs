// What a browser receives before it can click: the facts of a report, as the server compresses them.
import { once } from "node:events";
import { get } from "node:http";
import { House } from "../house.mjs";

const SLUG = "large";

/** How many bytes the facts of the large project take on their way. */
export async function factsOverTheWire(kept) {
  const house = await House.open(kept);
  try {
    const send = async (door, body, cookie = "") => {
      const headers = { "content-type": "application/json", origin: house.origin, cookie };
      const answer = await fetch(`${house.origin}/api/${door}`, { method: "POST", headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${door}: ${answer.status}`);
      return answer;
    };
    const login = await send("log_in", house.login("admin"));
    const cookie = login.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
    const { projects } = await (await send("open_home", {}, cookie)).json();
    const { id } = projects.find(({ slug }) => slug === SLUG);
    const headers = { cookie, "accept-encoding": "br" };
    const newest = await received(`${house.origin}/api/facts/${id}`, headers);
    // The earlier days are of the version that stands in the tag between the project and the time of the last import.
    const version = newest.tag.split("-").at(-2);
    return newest.bytes + (await received(`${house.origin}/api/facts/${id}/older/${version}`, headers)).bytes;
  } finally {
    await house.close();
  }
}

// fetch would unpack what comes.
async function received(address, headers) {
  const [answer] = await once(get(address, { headers }), "response");
  if (answer.statusCode !== 200 || answer.headers["content-encoding"] !== "br") throw new Error(`${address}: ${answer.statusCode}`);
  let bytes = 0;
  for await (const part of answer) bytes += part.length;
  return { bytes, tag: answer.headers.etag };
}
