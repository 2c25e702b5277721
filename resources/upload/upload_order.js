/** The order in which pictures were taken, and fingerprints to recognize files. Pure. */

/** The time in the names that Android gives, such as Screenshot_20240131-093015_Settings.png. */
const TAKEN =
  /((?:19|20)\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)[-_. T]*([0-2]\d)[-_.:h]?([0-5]\d)[-_.:m]?([0-5]\d)[-_.]?(\d{3})?(?!\d)/;

/** @param {string} name @returns {string} digits that sort by time, '' if the name has none */
export function timeInName(name) {
  const match = TAKEN.exec(name);
  return match ? match.slice(1, 7).join('') + (match[7] || '000') : '';
}

/** @typedef {{name: string, lastModified: number}} Named */

/**
 * Sorts files, the oldest first: by the times in their names if all names have one, since a gallery may hand
 * over copies made today; then by the file's time, then by name, with numbers in numeric order.
 * @template {Named} T @param {readonly T[]} files @returns {T[]}
 */
export function inOrderTaken(files) {
  const names = files.every(file => timeInName(file.name));
  const time = (/** @type {Named} */ file) => (names ? Number(timeInName(file.name)) : file.lastModified);
  const byName = new Intl.Collator(undefined, { numeric: true }).compare;
  return [...files].sort((a, b) => time(a) - time(b) || a.lastModified - b.lastModified || byName(a.name, b.name));
}

/**
 * A hash of a file's content, twice 53 bits (cyrb53), to recognize a file that is chosen again. It need not be
 * secure; the browser's own digests are not available over plain HTTP.
 * @param {Uint8Array} bytes
 */
export function fingerprint(bytes) {
  return hash53(bytes, 0) + hash53(bytes, 0x5bd1e995);
}

/** @param {Uint8Array} bytes @param {number} seed */
function hash53(bytes, seed) {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < bytes.length; i++) {
    a = Math.imul(a ^ bytes[i], 2654435761);
    b = Math.imul(b ^ bytes[i], 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(16).padStart(14, '0');
}

/** @template T @param {readonly T[]} list @param {number} from @param {number} to @returns {T[]} */
export function moved(list, from, to) {
  const rest = [...list];
  const [item] = rest.splice(from, 1);
  rest.splice(Math.max(0, Math.min(to, rest.length)), 0, item);
  return rest;
}

const HEIC = ['hei', 'hev', 'mif1', 'msf1'];

/** Whether it is a HEIC picture, as iPhones and newer Galaxy phones make them; few browsers open these. @param {Uint8Array} bytes */
export function isHeic(bytes) {
  const brands = String.fromCharCode(...bytes.slice(4, 64));
  return brands.startsWith('ftyp') && !brands.includes('avif') && HEIC.some(brand => brands.includes(brand));
}
