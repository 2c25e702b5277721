/** When to reconnect, and how urgently to show the trouble meanwhile. Pure. */

const FIRST_MS = 300;
const BASE_MS = 500;
const CAP_MS = 8000;

/**
 * The delay in ms, with full jitter, so that a class does not reconnect all at once; the first is short.
 * @param {number} attempt how many tries have failed since the last good connection
 * @param {() => number} random in [0, 1)
 */
export function retryDelay(attempt, random) {
  const ceiling = attempt === 0 ? FIRST_MS : Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
  return Math.round(random() * ceiling);
}

/** The time offline from which each level of trouble is shown: a sign, words, what to do. */
export const TROUBLE_MS = [3000, 15000, 60000];

/** @param {number} downMs how long the phone has been offline */
export function troubleLevel(downMs) {
  return TROUBLE_MS.filter(limit => downMs >= limit).length;
}
