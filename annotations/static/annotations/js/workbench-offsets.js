// Owns the one conversion between the browser's UTF-16 units and the code points that everything else counts,
// and the edges (of characters, words, sentences) at which a text may be cut. Pure: knows no page.

const segmenters = new Map();

/** Code points before the UTF-16 unit `units`; a cut inside a pair counts as after it. */
export function toCodePoints(text, units) {
  let points = 0;
  for (let at = 0; at < units; at += 1) {
    const isSecondHalf = at > 0 && isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1));
    if (!isSecondHalf) points += 1;
  }
  return points;
}

/** UTF-16 units before the code point `points`; the text's length when it is shorter. */
export function toUnits(text, points) {
  let at = 0;
  for (let left = points; left > 0 && at < text.length; left -= 1) {
    at += isHigh(text.charCodeAt(at)) && isLow(text.charCodeAt(at + 1)) ? 2 : 1;
  }
  return at;
}

/**
 * Ascending UTF-16 offsets at which a unit begins (for "word-end": ends), with 0 and the text's length.
 * `unit` is grapheme, word, word-end or sentence.
 */
export function edges(text, unit, language) {
  const found = [];
  const [kind, end] = unit.split("-");
  for (const part of segmenter(kind, language).segment(text)) {
    if (kind !== "word" || part.isWordLike) found.push(part.index + (end ? part.segment.length : 0));
  }
  return [...new Set([0, ...found, text.length])];
}

/** The range grown to whole characters (grapheme clusters) and shrunk past white space at both ends. */
export function tidied(text, start, end) {
  while (start < end && /\s/u.test(text[start])) start += 1;
  while (end > start && /\s/u.test(text[end - 1])) end -= 1;
  if (start === end) return [start, end];
  const cuts = edges(text, "grapheme");
  return [cuts.findLast((cut) => cut <= start), cuts.find((cut) => cut >= end)];
}

/** The range grown to whole words at both ends; an end between words stays. */
export function snapped(text, start, end, language) {
  const words = [...segmenter("word", language).segment(text)].filter((part) => part.isWordLike);
  const holding = (offset) => words.find((part) => part.index < offset && offset < part.index + part.segment.length);
  const [first, last] = [holding(start), holding(end)];
  return [first ? first.index : start, last ? last.index + last.segment.length : end];
}

/** The edge after (`step` 1) or before (`step` -1) an offset. */
export function neighbour(text, offset, unit, step, language) {
  const cuts = edges(text, unit, language);
  if (step > 0) return cuts.find((cut) => cut > offset) ?? text.length;
  return cuts.findLast((cut) => cut < offset) ?? 0;
}

function segmenter(unit, language) {
  const name = `${unit} ${language}`;
  if (!segmenters.has(name)) {
    let made;
    try {
      made = new Intl.Segmenter(language || undefined, { granularity: unit });
    } catch {
      made = new Intl.Segmenter(undefined, { granularity: unit }); // A language tag that is none.
    }
    segmenters.set(name, made);
  }
  return segmenters.get(name);
}

const isHigh = (code) => code >= 0xd800 && code <= 0xdbff;
const isLow = (code) => code >= 0xdc00 && code <= 0xdfff;
