// A little work before a comment is sent, asked only while a flood comes in (comments/defence/work.py).
// Throws where the browser keeps its digests to secure pages.
const AT_ONCE = 64;
const encoder = new TextEncoder();

async function solve(begin, bits) {
  for (let first = 0; ; first += AT_ONCE) {
    const tries = Array.from({ length: AT_ONCE }, (_, at) =>
      crypto.subtle.digest("SHA-256", encoder.encode(begin + (first + at))),
    );
    const hashes = await Promise.all(tries);
    const found = hashes.findIndex((hash) => new DataView(hash).getUint32(0) >>> (32 - bits) === 0);
    if (found >= 0) return first + found;
  }
}

export async function work(ticket, puzzles, bits) {
  const numbers = [];
  for (let puzzle = 0; puzzle < puzzles; puzzle++) numbers.push(await solve(`${ticket}:${puzzle}:`, bits));
  return numbers.join(".");
}
