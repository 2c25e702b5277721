/** When to try again, and how worried to look meanwhile. Pure. */

const FIRST_MS = 300;
const BASE_MS = 500;
const CAP_MS = 8000;

/**
 * Full jitter, so that a class does not come back all at once; the first try is nearly at once.
 * @param {number} attempt how many tries have failed since the line was last good
 * @param {() => number} random in [0, 1)
 */
export function retryDelay(attempt, random) {
  const ceiling = attempt === 0 ? FIRST_MS : Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
  return Math.round(random() * ceiling);
}

/** From which time without a line each level of trouble is shown: a sign, words, ask for help. */
export const TROUBLE_MS = [3000, 15000, 60000];

/** @param {number} downMs how long the line has been down */
export function troubleLevel(downMs) {
  return TROUBLE_MS.filter(limit => downMs >= limit).length;
}
