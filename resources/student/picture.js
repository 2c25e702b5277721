/** Shrinks a photo on the phone before it is sent. Loaded only to add one to a help request. */
import { faultOf } from './picture_fault.js';
import { drawTurned, turnsLeft } from './picture_turn.js';

const LONGEST = 1280;
const MOST_BYTES = 1400000;

/** @param {number} width @param {number} height @param {number} longest */
export function fit(width, height, longest) {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The number of bytes that a base64 text encodes. @param {string} base64 */
export const decodedBytes = base64 => Math.floor((base64.length * 3) / 4);

/** @param {File} file @returns {Promise<string>} a JPEG as a data URL; rejects if it is no picture */
export async function shrink(file) {
  if (await faultOf(file)) throw new Error('not a picture to be opened');
  const url = URL.createObjectURL(file);
  try {
    const image = await load(url);
    const turns = await turnsLeft(file, image);
    const { naturalWidth, naturalHeight } = image;
    const [width, height] = turns ? [naturalHeight, naturalWidth] : [naturalWidth, naturalHeight];
    for (let longest = LONGEST; ; longest /= 2) {
      const jpeg = draw(image, fit(width, height, longest), turns);
      if (decodedBytes(jpeg.slice(jpeg.indexOf(','))) <= MOST_BYTES) return jpeg;
    }
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** @param {string} url @returns {Promise<HTMLImageElement>} */
function load(url) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('not a picture'));
    image.src = url;
  });
}

/** @param {HTMLImageElement} image @param {{width: number, height: number}} size @param {number} turns */
function draw(image, size, turns) {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, size);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size.width, size.height);
  drawTurned(context, image, turns);
  return canvas.toDataURL('image/jpeg', 0.8);
}
