/** Shrinks a picture on the phone, so that the words of a menu can still be read. */
import { faultOf } from '../student/picture_fault.js';
import { drawTurned, turnsLeft } from '../student/picture_turn.js';
import { fingerprint, isHeic } from './upload_order.js';

export const MOST_BYTES = 500000;
/** A screen of 1080 × 2400 becomes 720 × 1600, twice the pixels of the page that shows it. */
const LONGEST = 1600;
/** A picture much longer than a screen, such as a whole page, stays wide enough to be read. */
const NARROWEST = 600;
const LONGEST_OF_ALL = 4000;
/** Up to this size in bytes a picture is kept as a lossless PNG, which suits few colors and sharp edges. */
const MOST_EXACT = 150000;
const QUALITIES = [0.9, 0.8, 0.65];

/** @typedef {{id: string, name: string, bytes: Uint8Array, url: string}} Small */
/** @typedef {'no_picture'|'heic'|'too_large'} Fault */

export class Unreadable extends Error {
  /** @param {Fault} fault */
  constructor(fault) {
    super(fault);
    this.fault = fault;
  }
}

/** @param {number} width @param {number} height */
export function smallSize(width, height) {
  let scale = Math.min(1, LONGEST / Math.max(width, height));
  if (Math.min(width, height) * scale < NARROWEST) {
    scale = Math.min(1, NARROWEST / Math.min(width, height), LONGEST_OF_ALL / Math.max(width, height));
  }
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** @param {File} file @returns {Promise<Small>} rejects with `Unreadable` */
export async function shrink(file) {
  const fault = await faultOf(file).catch(() => /** @type {const} */ ('no_picture'));
  if (fault) throw new Unreadable(fault);
  const whole = await bytesOf(file);
  const url = URL.createObjectURL(file);
  try {
    const image = await load(url);
    if (!image.naturalWidth || !image.naturalHeight) throw new Unreadable('no_picture');
    const small = await encode(image, await turnsLeft(file, image));
    const bytes = await bytesOf(small);
    return { id: fingerprint(whole), name: file.name, bytes, url: URL.createObjectURL(small) };
  } catch (error) {
    if (error instanceof Unreadable && error.fault === 'no_picture' && isHeic(whole)) throw new Unreadable('heic');
    throw error;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** @param {Blob} blob */
async function bytesOf(blob) {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    throw new Unreadable('no_picture'); // deleted meanwhile, or in a cloud that cannot be reached
  }
}

/** @param {string} url @returns {Promise<HTMLImageElement>} */
function load(url) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Unreadable('no_picture'));
    image.src = url;
  });
}

/** @param {HTMLImageElement} image @param {number} turns @returns {Promise<Blob>} */
async function encode(image, turns) {
  const { naturalWidth, naturalHeight } = image;
  let { width, height } = turns ? smallSize(naturalHeight, naturalWidth) : smallSize(naturalWidth, naturalHeight);
  for (;;) {
    const canvas = draw(image, width, height, turns);
    const exact = await blobOf(canvas, 'image/png');
    if (exact && exact.size <= MOST_EXACT) return exact;
    for (const quality of QUALITIES) {
      for (const type of ['image/webp', 'image/jpeg']) {
        const blob = await blobOf(canvas, type, quality);
        if (blob && blob.size <= MOST_BYTES) return blob;
      }
    }
    if (exact && exact.size <= MOST_BYTES) return exact;
    if (width * height < 10000) throw new Unreadable('too_large');
    width = Math.max(1, Math.round(width * 0.75));
    height = Math.max(1, Math.round(height * 0.75));
  }
}

/** @param {HTMLImageElement} image @param {number} width @param {number} height @param {number} turns */
function draw(image, width, height, turns) {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Unreadable('too_large');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  drawTurned(context, image, turns);
  return canvas;
}

/** Encodes a canvas; null if the browser does not support the type, as it then writes a PNG. @param {HTMLCanvasElement} canvas @param {string} type @param {number} [quality] @returns {Promise<Blob|null>} */
function blobOf(canvas, type, quality) {
  return new Promise(resolve => {
    canvas.toBlob(blob => resolve(blob && blob.type === type ? blob : null), type, quality);
  });
}
