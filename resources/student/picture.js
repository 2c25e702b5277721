/** A photo made small on the phone, before it travels. */

const LONGEST = 1280;
const MOST_BYTES = 1400000;

/** @param {number} width @param {number} height @param {number} longest */
export function fit(width, height, longest) {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** @param {string} dataUrl */
export const base64Of = dataUrl => dataUrl.slice(dataUrl.indexOf(',') + 1);

/** @param {string} base64 how many bytes it stands for */
export const decodedBytes = base64 => Math.floor((base64.length * 3) / 4);

/** @param {File} file @returns {Promise<string>} a JPEG as a data URL; rejects what is no picture */
export async function shrink(file) {
  const url = URL.createObjectURL(file);
  try {
    const image = await load(url);
    for (let longest = LONGEST; ; longest /= 2) {
      const jpeg = draw(image, fit(image.naturalWidth, image.naturalHeight, longest));
      if (decodedBytes(base64Of(jpeg)) <= MOST_BYTES) return jpeg;
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

/** @param {HTMLImageElement} image @param {{width: number, height: number}} size */
function draw(image, size) {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, size);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size.width, size.height);
  context.drawImage(image, 0, 0, size.width, size.height);
  return canvas.toDataURL('image/jpeg', 0.8);
}
