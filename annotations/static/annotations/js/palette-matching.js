// Owns how well a line fits what is typed: whole words first, then parts of words, then letters in their order.
// Pure and predictable: every typed word must be found, and lines that fit alike keep their order.

const NEVER = Infinity;

/** Without case and accents, as both sides are compared. */
export const folded = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();

/** How far a folded line is from the folded words that were typed: 0 is best, Infinity is not at all. */
export function distance(line, typed) {
  const words = typed.split(/\s+/u).filter(Boolean);
  if (line.startsWith(typed)) return 0;
  let worst = 0;
  for (const word of words) {
    const at = line.indexOf(word);
    if (at < 0) return isScattered(line, words.join("")) ? 3 : NEVER;
    worst = Math.max(worst, startsWord(line, word) ? 1 : 2);
  }
  return worst;
}

/** Those that fit, the best first: at most `most` of [{line, ...}]. */
export function best(lines, typed, most) {
  const wanted = folded(typed).trim();
  const ranked = lines.map((each) => [wanted ? distance(each.line, wanted) : 1, each]).filter(([far]) => far < NEVER);
  return ranked
    .sort(([one], [other]) => one - other)
    .slice(0, most)
    .map(([, each]) => each);
}

function startsWord(line, word) {
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(line[at - 1])) return true;
  }
  return false;
}

/** Only for short lines: in a sentence any few letters are found. */
function isScattered(line, letters) {
  if (line.length > 60 || letters.length < 2) return false;
  let at = -1;
  for (const letter of letters) {
    at = line.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}
