/**
 * Checks a picture's file before the browser decodes it.
 *
 * A file of a megabyte can keep a browser busy for hours, without a way to stop it, and a truncated one is
 * shown as far as it goes. The file is read in pieces, so that a long one takes little memory.
 */

/** Phone cameras make pictures of up to 200 million pixels. */
export const MOST_DOTS = 250e6;
/** A progressive JPEG can repeat all its pixels in many scans; a camera's has ten. */
export const MOST_SCANS = 100;
export const MOST_SCANNED = 2.5e9;
export const LARGEST_FILE = 100e6;
const PIECE_BYTES = 1 << 20;
const MARK = 0xff;
const [SCAN, END] = [0xda, 0xd9];

/** @typedef {''|'no_picture'|'too_large'} Fault */

/** Random access to a file, reading a piece at a time. */
class Pieces {
  /** @param {Blob} file */
  constructor(file) {
    this.file = file;
    this.start = 0;
    this.piece = new Uint8Array();
  }

  /** @param {number} at @param {number} count @returns {Promise<Uint8Array>} fewer at the end of the file */
  async read(at, count) {
    const isHere = at >= this.start && at + count <= this.start + this.piece.length;
    if (!isHere) {
      this.start = at;
      this.piece = new Uint8Array(await this.file.slice(at, at + Math.max(count, PIECE_BYTES)).arrayBuffer());
    }
    return this.piece.subarray(at - this.start, at - this.start + count);
  }

  /** @param {number} at @param {number} count @returns {Promise<DataView>} rejects with `Ended` if the file is too short */
  async view(at, count) {
    const bytes = await this.read(at, count);
    if (bytes.length < count) throw new Ended();
    return new DataView(bytes.buffer, bytes.byteOffset, count);
  }
}

class Ended extends Error {}

/**
 * Returns why a picture must not be opened; '' if it may be.
 * @param {Blob} file @returns {Promise<Fault>} rejects if the file cannot be read
 */
export async function faultOf(file) {
  if (file.size > LARGEST_FILE) return 'too_large';
  const pieces = new Pieces(file);
  const head = await pieces.read(0, 32);
  const letters = String.fromCharCode(...head);
  try {
    if (letters.startsWith('\x89PNG\r\n')) return await ofPng(pieces);
    if (letters.startsWith('\xff\xd8\xff')) return await ofJpeg(pieces);
    if (letters.startsWith('RIFF') && letters.slice(8, 12) === 'WEBP') return await ofWebp(pieces, letters);
    if (letters.startsWith('GIF8')) return ofSize(await pieces.view(6, 4), 0, 2);
    if (letters.startsWith('BM')) return ofBmp(await pieces.view(18, 8));
  } catch (error) {
    if (error instanceof Ended) return 'no_picture';
    throw error;
  }
  // AVIF and HEIC: the browser reports itself whether it can open them.
  return letters.slice(4, 8) === 'ftyp' ? '' : 'no_picture';
}

/** @param {number} width @param {number} height @param {number} [scans] @returns {Fault} */
function ofDots(width, height, scans = 1) {
  const dots = Math.abs(width * height);
  return dots > MOST_DOTS || scans > MOST_SCANS || dots * scans > MOST_SCANNED ? 'too_large' : '';
}

/** @param {DataView} view @param {number} x @param {number} y @returns {Fault} */
const ofSize = (view, x, y) => ofDots(view.getUint16(x, true), view.getUint16(y, true));

/** The height is negative if the rows are stored top-down. @param {DataView} view @returns {Fault} */
const ofBmp = view => ofDots(view.getInt32(0, true), view.getInt32(4, true));

/** @param {Pieces} pieces @returns {Promise<Fault>} */
async function ofPng(pieces) {
  const size = await pieces.view(16, 8);
  const fault = ofDots(size.getUint32(0), size.getUint32(4));
  if (fault) return fault;
  let at = 8;
  for (;;) {
    const part = await pieces.view(at, 8);
    const [end, kind] = [at + 8 + part.getUint32(0), part.getUint32(4)];
    if (kind === 0x49454e44) return '';
    // A browser would show what comes before a damaged chunk, without an error.
    if (kind === 0x49444154 && (await sumOf(pieces, at + 4, end)) !== (await pieces.view(end, 4)).getUint32(0))
      return 'no_picture';
    at = end + 4;
  }
}

/** The CRC-32 of a PNG chunk. @param {Pieces} pieces @param {number} at @param {number} end */
async function sumOf(pieces, at, end) {
  let sum = -1;
  for (; at < end; at += PIECE_BYTES) {
    const bytes = await pieces.read(at, Math.min(PIECE_BYTES, end - at));
    for (let i = 0; i < bytes.length; i++) sum = SUMS[(sum ^ bytes[i]) & 255] ^ (sum >>> 8);
  }
  return ~sum >>> 0;
}

const SUMS = Int32Array.from({ length: 256 }, (_, number) => {
  for (let bit = 0; bit < 8; bit++) number = number & 1 ? (number >>> 1) ^ 0xedb88320 : number >>> 1;
  return number;
});

/** @param {Pieces} pieces @returns {Promise<Fault>} */
async function ofJpeg(pieces) {
  let [at, width, height] = [2, 0, 0];
  for (;;) {
    const mark = await pieces.view(at, 2);
    const kind = mark.getUint8(1);
    // Any number of fill bytes may precede a marker.
    if (mark.getUint8(0) !== MARK || kind === MARK || kind === 0) at += 1;
    else if (kind === SCAN) break;
    else if (kind === 1 || (kind >= 0xd0 && kind <= 0xd8)) at += 2;
    else {
      const part = await pieces.view(at + 2, 2);
      // The frame header with the size is one of these markers, except three that are tables.
      if (kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind)) {
        const size = await pieces.view(at + 5, 4);
        [height, width] = [size.getUint16(0), size.getUint16(2)];
      }
      at += 2 + part.getUint16(0);
    }
  }
  if (!width || !height) return 'no_picture';
  return countScans(pieces, at, (/** @type {number} */ scans) => ofDots(width, height, scans));
}

/**
 * Counts scans: markers cannot occur within a scan, so each one found starts a scan or ends the picture.
 * @param {Pieces} pieces @param {number} at @param {(scans: number) => Fault} judge @returns {Promise<Fault>}
 */
async function countScans(pieces, at, judge) {
  let [scans, hasEnd] = [0, false];
  for (;;) {
    const bytes = await pieces.read(at, PIECE_BYTES);
    for (let i = bytes.indexOf(MARK); i >= 0 && i + 1 < bytes.length; i = bytes.indexOf(MARK, i + 1)) {
      if (bytes[i + 1] === SCAN) scans += 1;
      if (bytes[i + 1] === END) hasEnd = true;
    }
    const fault = judge(scans);
    if (fault) return fault;
    if (bytes.length < PIECE_BYTES) return hasEnd ? '' : 'no_picture';
    at += PIECE_BYTES - 1; // a marker may be split between two pieces
  }
}

/** @param {Pieces} pieces @param {string} letters @returns {Promise<Fault>} */
async function ofWebp(pieces, letters) {
  const view = await pieces.view(0, 30);
  if (pieces.file.size < 8 + view.getUint32(4, true)) return 'no_picture';
  const kind = letters.slice(12, 16);
  const of24 = (/** @type {number} */ at) => (view.getUint32(at, true) & 0xffffff) + 1;
  const bits = view.getUint32(21, true);
  if (kind === 'VP8X') return ofDots(of24(24), (view.getUint32(26, true) >>> 8) + 1);
  if (kind === 'VP8L') return ofDots((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  return ofDots(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
}
