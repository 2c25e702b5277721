/** What speaks against opening a picture, read from its bytes alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { faultOf, LARGEST_FILE, MOST_SCANS } from '../../../resources/student/picture_fault.js';

const fault = (...parts) => faultOf(new Blob(parts.map(each => Uint8Array.from(each))));
const word = (size, number, little = false) => {
  const bytes = Array.from({ length: size }, (_, place) => Math.floor(number / 256 ** place) & 255);
  return little ? bytes : bytes.reverse();
};
/** As PNG sums up its parts, bit by bit. */
const sum = bytes => {
  let rest = -1;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
};
const chunk = (name, content) => {
  const named = [...Buffer.from(name), ...content];
  return [...word(4, content.length), ...named, ...word(4, sum(named))];
};
const png = (width, height) => [
  ...[0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10],
  ...chunk('IHDR', [...word(4, width), ...word(4, height), 8, 2, 0, 0, 0]),
  ...chunk('IDAT', Array(40).fill(0x49)),
  ...chunk('IEND', []),
];
const segment = (kind, content) => [0xff, kind, ...word(2, content.length + 2), ...content];
const SCAN = [...segment(0xda, [1, 2]), 0xff, 0, 8, 0xff, 0xd0, 9];
const jpegHead = (width, height) => [
  ...[0xff, 0xd8],
  // A small picture, as cameras put it into the head, with a size, a scan and an end of its own.
  ...segment(0xe1, [0xff, 0xd8, ...segment(0xc0, [8, ...word(2, 9), ...word(2, 9)]), ...SCAN, 0xff, 0xd9]),
  ...[0xff, 0xff],
  ...segment(0xc2, [8, ...word(2, height), ...word(2, width), 1]),
  ...segment(0xc4, [0, 0xff, 0xda]),
];
const END = [0xff, 0xd9];
const webp = (kind, content) => {
  const body = [...Buffer.from(`WEBP${kind}`), ...word(4, content.length, true), ...content];
  return [...Buffer.from('RIFF'), ...word(4, body.length, true), ...body];
};

test('usual pictures are opened, and whatever a phone writes behind them', async () => {
  const lossy = [0, 0, 0, 0x9d, 1, 0x2a, ...word(2, 720, true), ...word(2, 1600, true), 0, 0];
  for (const whole of [
    png(1080, 2400),
    [...jpegHead(4000, 3000), ...SCAN, ...SCAN, ...END],
    webp('VP8 ', lossy),
    webp('VP8L', [0x2f, ...word(4, (719 | (1599 << 14)) >>> 0, true), ...Array(12).fill(0)]),
    webp('VP8X', [0, 0, 0, 0, ...word(3, 719, true), ...word(3, 1599, true), ...Array(9).fill(0)]),
    [...Buffer.from('GIF89a'), ...word(2, 720, true), ...word(2, 1600, true), 0],
    [...Buffer.from('BM'), ...Array(16).fill(0), ...word(4, 720, true), ...word(4, 2 ** 32 - 1600, true), 1],
    [0, 0, 0, 24, ...Buffer.from('ftypavif')],
  ]) {
    assert.equal(await fault(whole), '', Buffer.from(whole.slice(0, 16)).toString('latin1'));
    assert.equal(await fault(whole, [...END, 1, 2, 3]), '');
  }
});

test('a size that would take all of a memory is refused, whatever the file weighs', async () => {
  const huge = [...word(2, 65535, true), ...word(2, 65535, true)];
  for (const each of [
    png(30000, 30000),
    [...jpegHead(65000, 65000), ...SCAN, ...END],
    webp('VP8L', [0x2f, ...word(4, 0x0fffffff, true), ...Array(12).fill(0)]),
    webp('VP8X', [0, 0, 0, 0, ...word(3, 0xffffff, true), ...word(3, 0xffffff, true), ...Array(9).fill(0)]),
    [...Buffer.from('GIF89a'), ...huge],
    [...Buffer.from('BM'), ...Array(16).fill(0), ...word(4, 90000, true), ...word(4, 90000, true)],
  ])
    assert.equal(await fault(each), 'too_large');
  assert.equal(await faultOf(/** @type {any} */ ({ size: LARGEST_FILE + 1 })), 'too_large');
});

test('a picture that is gone over again and again is refused, however its scans lie in the file', async () => {
  const scans = count => Array(count).fill(SCAN).flat();
  const head = jpegHead(100, 100);
  assert.equal(await fault(head, scans(MOST_SCANS), END), '');
  assert.equal(await fault(head, scans(MOST_SCANS + 1), END), 'too_large');
  assert.equal(await fault(jpegHead(20000, 10000), scans(13), END), 'too_large', 'large and often');
  for (let gap = (1 << 20) - 3; gap <= (1 << 20) + 1; gap++) {
    const filler = Array(gap - SCAN.length).fill(7);
    assert.equal(await fault(head, SCAN, filler, scans(MOST_SCANS - 1), END), '');
    assert.equal(await fault(head, SCAN, filler, scans(MOST_SCANS), END), 'too_large', 'across a border');
  }
});

test('a picture that ends too early is known, wherever it ends', async () => {
  const jpeg = [...jpegHead(40, 80), ...SCAN, ...SCAN, ...END];
  const whole = png(40, 80);
  const lossless = webp('VP8L', [0x2f, ...word(4, 0, true), ...Array(30).fill(5)]);
  for (const [content, end] of [
    [whole, whole.length - 8],
    [jpeg, jpeg.length],
    [lossless, lossless.length],
  ])
    for (let length = 4; length < end; length++)
      assert.equal(await fault(content.slice(0, length)), 'no_picture', String(length));
});

test('a PNG that is damaged in the middle is known, however long its parts are', async () => {
  const dots = Array.from({ length: 1500000 }, (_, place) => (place * 7919) & 255);
  const head = png(40, 80).slice(0, 33);
  const whole = [head, chunk('IDAT', dots), chunk('IDAT', dots.slice(9)), chunk('IEND', [])].flat();
  assert.equal(await fault(whole), '');
  for (const place of [60, 1100000, whole.length - 50]) {
    const spoiled = Uint8Array.from(whole);
    spoiled[place] ^= 1;
    assert.equal(await fault(spoiled), 'no_picture', String(place));
  }
});

test('what is no picture is not opened', async () => {
  for (const content of [
    '',
    '<!DOCTYPE html>',
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'MZ',
    'BM',
    'GIF89a',
    '\xff\xd8\xff',
  ])
    assert.equal(await fault(Buffer.from(content, 'latin1')), 'no_picture', content);
  // No size in front of the dots; a part that has no length.
  assert.equal(await fault([0xff, 0xd8, ...SCAN, ...END]), 'no_picture');
  assert.equal(await fault([0xff, 0xd8, 0xff, 0xe0, 0, 0]), 'no_picture');
});

test('a file that cannot be read is told by whoever reads it', async () => {
  const gone = { size: 9, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) };
  await assert.rejects(faultOf(/** @type {any} */ (gone)));
});
