/** Where a picture lies on the screen when it is made larger. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bounded, MOST, whole, zoomed } from '../../../resources/student/zoom.js';

const FRAME = { width: 360, height: 560 };
const SHEET = whole({ width: 591, height: 1280 }, FRAME);

test('a picture is seen whole at first, as large as it can be', () => {
  assert.equal(SHEET.height, 560);
  assert.ok(SHEET.width < 360);
  assert.equal(whole({ width: 1280, height: 591 }, FRAME).width, 360);
  const view = bounded({ scale: 1, x: 0, y: 0 }, SHEET, FRAME);
  assert.deepEqual([view.x, view.y], [(360 - SHEET.width) / 2, 0]);
});

test('what lies under the finger stays there', () => {
  const at = { x: 200, y: 300 };
  const before = bounded({ scale: 1, x: 0, y: 0 }, SHEET, FRAME);
  const after = zoomed(before, 2.5, at);
  assert.equal(after.scale, 2.5);
  for (const axis of ['x', 'y'])
    assert.ok(Math.abs((at[axis] - before[axis]) / before.scale - (at[axis] - after[axis]) / after.scale) < 1e-9);
});

test('it is never smaller than whole, nor larger than can be of use', () => {
  const view = { scale: 1, x: 0, y: 0 };
  assert.equal(zoomed(view, 0.1, { x: 9, y: 9 }).scale, 1);
  assert.equal(zoomed(view, 100, { x: 9, y: 9 }).scale, MOST);
  assert.equal(bounded({ scale: 0.2, x: 0, y: 0 }, SHEET, FRAME).scale, 1);
});

test('it cannot be lost from the screen', () => {
  for (const scale of [1, 1.3, 2, MOST]) {
    for (const far of [-1e6, 1e6]) {
      const { x, y } = bounded({ scale, x: far, y: far }, SHEET, FRAME);
      for (const [at, sheet, frame] of [
        [x, SHEET.width * scale, FRAME.width],
        [y, SHEET.height * scale, FRAME.height],
      ]) {
        if (sheet <= frame) assert.ok(Math.abs(at - (frame - sheet) / 2) < 1e-9, 'in the middle');
        else assert.ok(at <= 1e-9 && at + sheet >= frame - 1e-9, 'no gap at the edge');
      }
    }
  }
});
