/** Where marks are drawn, and what is said of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import './surroundings.mjs';
import { lineOf, markShapes, markWords, ringNumbers, UNITS } from '../../../resources/student/marks.js';
import { TEXTS as EN } from '../../../resources/student/strings_en.js';
import { TEXTS as KO } from '../../../resources/student/strings_ko.js';
import { fillIn } from '../../../resources/student/texts.js';

const inWords = (texts, ...marks) => markWords(marks, (key, values = {}) => fillIn(texts[key], values));
const tap = { kind: 'tap', x: 0.5, y: 0.1 };
const hold = { kind: 'long_press', x: 0.9, y: 0.9 };
const swipe = { kind: 'swipe', x: 0.5, y: 0.9, to_x: 0.5, to_y: 0.2 };
const box = { kind: 'type', x: 0.1, y: 0.4, width: 0.8, height: 0.1 };

test('rings are numbered in their order, and only where there are several', () => {
  assert.deepEqual(ringNumbers([tap]), [0]);
  assert.deepEqual(ringNumbers([tap, swipe, box]), [0, 0, 0]);
  assert.deepEqual(ringNumbers([tap, swipe, hold, box, tap]), [1, 0, 2, 0, 3]);
});

test('a mark lies at its part of the width and of the height', () => {
  const [[ring], [outer, inner], [arrow], [rect]] = markShapes([tap, hold, swipe, box], 2).map(shapes =>
    shapes.filter(({ tag, attributes }) => tag !== 'text' && attributes.class !== 'full'),
  );
  assert.deepEqual(ring.attributes, { cx: 500, cy: 200, r: 0.07 * UNITS });
  assert.deepEqual([outer.attributes.cx, outer.attributes.cy, outer.attributes.r], [900, 1800, 70]);
  assert.ok(inner.attributes.r < outer.attributes.r, 'a double ring');
  assert.match(arrow.attributes.d, /^M500 1800L500 400M/);
  assert.deepEqual(rect.attributes, { x: 100, y: 800, width: 800, height: 200, rx: 20 });
});

test('a number stays on the picture', () => {
  for (const x of [0, 0.5, 1]) {
    const shapes = markShapes([{ kind: 'tap', x, y: 0.5 }, tap], 2)[0];
    const badge = shapes.find(({ tag }) => tag === 'text');
    assert.equal(badge.text, '1');
    assert.ok(badge.attributes.x > -1 && badge.attributes.x < UNITS, String(badge.attributes.x));
  }
});

test('a line is never thinner than two pixels', () => {
  assert.equal(lineOf(1000), 12);
  assert.equal(lineOf(100) * (100 / UNITS), 2);
});

test('a kind that is not known is passed over', () => {
  const marks = [{ kind: 'shake', x: 0, y: 0 }, tap];
  assert.deepEqual(markShapes(marks, 1)[0], []);
  assert.deepEqual(inWords(KO, ...marks), ['', '누를 곳: 위쪽']);
});

test('who cannot see a mark is told where it is, and which comes first', () => {
  assert.deepEqual(inWords(KO, tap), ['누를 곳: 위쪽']);
  assert.deepEqual(inWords(KO, hold, tap), ['1. 길게 누를 곳: 오른쪽 아래', '2. 누를 곳: 위쪽']);
  assert.deepEqual(inWords(KO, swipe, box), ['아래쪽에서 위쪽으로 밀기', '글자를 넣을 곳: 가운데']);
  assert.deepEqual(inWords(EN, hold, tap), ['1. Touch and hold at the bottom right', '2. Tap at the top']);
  assert.deepEqual(inWords(EN, swipe, box), ['Swipe from the bottom toward the top', 'Type at the middle']);
});

test('a swipe is said to go where it goes most', () => {
  const toward = (to_x, to_y) => inWords(EN, { kind: 'swipe', x: 0.5, y: 0.5, to_x, to_y })[0].split(' ').pop();
  assert.deepEqual(
    [toward(0.5, 0), toward(0.6, 1), toward(0, 0.6), toward(1, 0.4)],
    ['top', 'bottom', 'left', 'right'],
  );
});

test('each part of the picture has a name', () => {
  for (const texts of [KO, EN]) {
    const said = [0, 0.5, 1].flatMap(y => [0, 0.5, 1].map(x => inWords(texts, { kind: 'tap', x, y })[0]));
    assert.equal(new Set(said).size, 9);
  }
});
