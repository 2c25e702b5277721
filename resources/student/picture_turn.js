/** Rotates WebP pictures: some browsers ignore the orientation in their Exif data. */

const TURNS = /** @type {Record<number, number>} */ ({ 6: 1, 8: 3 });
const HAS_NOTE = 8;
const MOST_NOTE_BYTES = 65536;
const ORIENTATION = 0x112;

/**
 * @param {Blob} file @param {{naturalWidth: number}} image as the browser has decoded it
 * @returns {Promise<number>} how many quarter turns clockwise the browser has left out
 */
export async function turnsLeft(file, image) {
  const head = new DataView(await file.slice(0, 30).arrayBuffer());
  if (head.byteLength < 30 || letters(head, 8, 8) !== 'WEBPVP8X' || !(head.getUint8(20) & HAS_NOTE)) return 0;
  const width = (head.getUint32(24, true) & 0xffffff) + 1;
  if (image.naturalWidth !== width) return 0; // the browser has rotated it
  for (let at = 12; at + 8 <= file.size;) {
    const part = new DataView(await file.slice(at, at + 8).arrayBuffer());
    const size = part.getUint32(4, true);
    if (letters(part, 0, 4) === 'EXIF')
      return turnIn(new DataView(await file.slice(at + 8, at + 8 + Math.min(size, MOST_NOTE_BYTES)).arrayBuffer()));
    at += 8 + size + (size % 2);
  }
  return 0;
}

/** @param {DataView} view @param {number} at @param {number} count */
function letters(view, at, count) {
  return String.fromCharCode(...new Uint8Array(view.buffer, at, count));
}

/** @param {DataView} note */
function turnIn(note) {
  try {
    const start = letters(note, 0, 4) === 'Exif' ? 6 : 0;
    const isLittle = note.getUint8(start) === 0x49;
    const first = start + note.getUint32(start + 4, isLittle);
    for (let entry = 0; entry < note.getUint16(first, isLittle); entry++) {
      const at = first + 2 + 12 * entry;
      if (note.getUint16(at, isLittle) === ORIENTATION) return TURNS[note.getUint16(at + 8, isLittle)] || 0;
    }
  } catch {
    // It is truncated: no orientation.
  }
  return 0;
}

/** Draws the whole picture upright. @param {CanvasRenderingContext2D} context @param {CanvasImageSource} image @param {number} turns */
export function drawTurned(context, image, turns) {
  const { width, height } = context.canvas;
  const [w, h] = turns % 2 ? [height, width] : [width, height];
  context.translate(width / 2, height / 2);
  context.rotate((turns * Math.PI) / 2);
  context.drawImage(image, -w / 2, -h / 2, w, h);
}
