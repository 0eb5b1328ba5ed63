// A number for a whole answer. `bench/src/checksum.rs` makes the same one inside WebAssembly.

/** Sixteen hexadecimal digits that see every bit of every sum and its place. Sums are whole numbers below 2^53. */
export function checksum(sums) {
  let low = 1;
  let high = 2;
  for (const sum of sums) {
    low = Math.imul(low ^ (sum >>> 0), 0x9e3779b1);
    low ^= low >>> 15;
    high = Math.imul((high + Math.floor(sum / 2 ** 32)) ^ low, 0x85ebca6b);
    high ^= high >>> 13;
  }
  return digits(high) + digits(low);
}

const digits = (half) => (half >>> 0).toString(16).padStart(8, "0");
