// Which piece of the client comes after which. A room's piece comes after the common one, and the parts of a room, whose names begin with the
// room's and an underscore (`report_days`), come after the room: a part is only ever opened from within its room.

/** The room that is opened most, by most people: nobody waits in it for what only others use. */
export const FIRST = "report";

/** What several rooms use and the first one does not: it comes together with each of them. */
export const SHARED = "shared";

/** The piece that has come before this one, of those there are; `null` when that is the common one. */
export function pieceBefore(name, names) {
  const before = names.filter((other) => name.startsWith(`${other}_`));
  return before.reduce((longest, other) => (longest !== null && longest.length > other.length ? longest : other), null);
}

/** Where to put what these pieces use: `null` is the common one. */
export function home(pieces, names) {
  const last = meeting(pieces, names);
  return last === null && !pieces.includes(FIRST) ? SHARED : last;
}

// The last piece that all of these come after, or are; `null` for the common one.
function meeting(pieces, names) {
  const way = (name) => (name === null ? [] : [...way(pieceBefore(name, names)), name]);
  const [first, ...others] = pieces.map(way);
  return first.filter((name, at) => others.every((other) => other[at] === name)).at(-1) ?? null;
}

/** Whether a piece is that of a room (or of the entrance), and no part of one. */
export const isRoom = (name) => !name.includes("_") && name !== SHARED;
