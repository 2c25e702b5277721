import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fingerprint, inOrderTaken, isHeic, moved, timeInName } from '../../../resources/upload/upload_order.js';
import { smallSize } from '../../../resources/upload/upload_shrink.js';
import { EN, fillIn, KO } from '../../../resources/upload/upload_words.js';

const file = (name, lastModified = 0) => ({ name, lastModified });
const order = (...files) => inOrderTaken(files).map(each => each.name);

test('names of screenshots and photos tell when they were taken', () => {
  for (const [name, time] of [
    ['Screenshot_20240131-093015_Settings.png', '20240131093015000'],
    ['Screenshot_20240131_093015.jpg', '20240131093015000'],
    ['20240131_093015.jpg', '20240131093015000'],
    ['PXL_20240131_093015123.jpg', '20240131093015123'],
    ['Screenshot 2024-01-31 at 09.30.15.png', ''],
    ['Screenshot_2024-01-31-09-30-15-77_abc.jpg', '20240131093015000'],
    ['IMG_0001.PNG', ''],
    ['1000012345.png', ''],
  ])
    assert.equal(timeInName(name), time, name);
});

test('the oldest first: by their names, if all tell, else by their time, then by numbers', () => {
  const early = file('Screenshot_20240131-093015.png', 900);
  const late = file('Screenshot_20240131-093016.png', 100);
  assert.deepEqual(order(late, early), [early.name, late.name]);
  assert.deepEqual(order(file('b.png', 2), early, file('a.png', 3)), ['b.png', 'a.png', early.name]);
  assert.deepEqual(order(file('10.png'), file('9.png')), ['9.png', '10.png']);
  assert.deepEqual(order(), []);
});

test('a fingerprint is of the content, and fit for the wire', () => {
  const one = new Uint8Array([1, 2, 3]);
  assert.match(fingerprint(one), /^[0-9a-f]{28}$/);
  assert.equal(fingerprint(one), fingerprint(Uint8Array.from(one)));
  const all = new Set();
  for (let n = 0; n < 5000; n++) all.add(fingerprint(new Uint8Array([n & 255, n >> 8, 9])));
  assert.equal(all.size, 5000);
  assert.match(fingerprint(new Uint8Array()), /^[0-9a-f]{28}$/);
});

test('a step is moved', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 0, 2), ['b', 'c', 'a']);
  assert.deepEqual(moved(['a', 'b', 'c'], 2, -5), ['c', 'a', 'b']);
});

test('HEIC is known by its brands, and AVIF is none', () => {
  const box = brands => new Uint8Array([0, 0, 0, 24, ...new TextEncoder().encode(`ftyp${brands}`)]);
  assert.ok(isHeic(box('heic\0\0\0\0mif1heic')));
  assert.ok(isHeic(box('mif1\0\0\0\0')));
  assert.ok(!isHeic(box('avif\0\0\0\0mif1avif')));
  assert.ok(!isHeic(box('isom\0\0\0\0mp42')));
  assert.ok(!isHeic(new Uint8Array()));
});

test('a screen keeps twice the dots of a phone, what is very long stays wide enough to be read', () => {
  assert.deepEqual(smallSize(1080, 2400), { width: 720, height: 1600 });
  assert.deepEqual(smallSize(2400, 1080), { width: 1600, height: 720 });
  assert.deepEqual(smallSize(360, 640), { width: 360, height: 640 });
  assert.deepEqual(smallSize(1080, 6000), { width: 600, height: 3333 });
  assert.deepEqual(smallSize(1080, 40000), { width: 108, height: 4000 });
  assert.deepEqual(smallSize(1, 1), { width: 1, height: 1 });
});

test('Korean and English say the same things with the same blanks', () => {
  const blanks = text => (text.match(/\{\w+\}/g) || []).sort().join();
  assert.deepEqual(Object.keys(EN), Object.keys(KO));
  for (const [key, text] of Object.entries(KO)) assert.equal(blanks(EN[key]), blanks(text), key);
  assert.equal(fillIn(EN.send, { n: 8 }), 'Send 8');
});
