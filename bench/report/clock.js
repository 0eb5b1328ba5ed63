// Lets the browser do its own work: what follows `await breath()` is a task of its own.
const channel = new MessageChannel();
let next = null;
channel.port1.onmessage = () => next();

/** Waits for the next task. */
export function breath() {
  return new Promise((resolve) => {
    next = resolve;
    channel.port2.postMessage(null);
  });
}
