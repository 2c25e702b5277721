/** Where marks are drawn, and what is said of them: as everywhere else, see tests/fixtures/marks.json. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { hiddenTop, lineOf, markShapes, ringNumbers, sizeOf, UNITS } from '../../../resources/student/marks.js';
import { markWords } from '../../../resources/student/mark_words.js';

const read = path => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const FIXTURE = JSON.parse(read('tests/fixtures/marks.json'));
const tap = { kind: 'tap', x: 0.5, y: 0.1 };
const hold = { kind: 'long_press', x: 0.9, y: 0.9 };
const swipe = { kind: 'swipe', x: 0.5, y: 0.9, to_x: 0.5, to_y: 0.2 };
const box = { kind: 'type', x: 0.1, y: 0.4, width: 0.8, height: 0.1 };

/** What is drawn, as the fixture has it: in pixels of the picture. */
function drawn(shapes, scale) {
  const numbersIn = text => text.match(/-?[\d.]+(e-?\d+)?/g).map(each => Number(each) * scale);
  const found = {};
  for (const { tag, attributes, isFilled, text } of shapes) {
    const sized = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, value * scale]));
    const circle = { x: sized.cx, y: sized.cy, radius: sized.r };
    if (tag === 'circle' && !isFilled) (found.rings ??= []).push(circle);
    else if (tag === 'circle') found[shapes[0].tag === 'path' ? 'dot' : 'badge'] = circle;
    else if (tag === 'text') found.number = Number(text);
    else if (tag === 'rect')
      found.box = { x: sized.x, y: sized.y, width: sized.width, height: sized.height, corner: sized.rx };
    else {
      const points = attributes.d
        .split('M')
        .slice(1)
        .map(line => line.split('L').map(numbersIn));
      found.lines = points.map(line => line.map(([x, y]) => ({ x, y })));
    }
  }
  return found;
}

/** Rounded as the fixture is. */
const rounded = value =>
  JSON.parse(JSON.stringify(value), (_, each) => (typeof each === 'number' ? Math.round(each * 1000) / 1000 : each));

for (const { name, picture, marks, words, drawing } of FIXTURE.cases) {
  test(`marks are drawn as everywhere: ${name}`, () => {
    const scale = picture.width / UNITS;
    const ratio = picture.height / picture.width;
    const shapes = markShapes(marks, ratio);
    assert.deepEqual(rounded(shapes.map(each => drawn(each, scale))), rounded(drawing.shapes));
    assert.ok(Math.abs(lineOf(picture.width, sizeOf(ratio)) * scale - drawing.line) < 1e-9);
  });

  test(`marks are told as everywhere: ${name}`, () => {
    for (const language of ['ko', 'en']) assert.deepEqual(markWords(marks, language), words[language]);
  });
}

test('marks have the colour that they have everywhere, and the outline', () => {
  const css = read('resources/student/lesson_picture.css');
  assert.ok(css.includes(`stroke: ${FIXTURE.colour};`));
  assert.ok(css.includes('stroke: #fff;') && FIXTURE.outline_colour === '#ffffff');
});

test('rings are numbered in their order, and only where there are several', () => {
  assert.deepEqual(ringNumbers([tap]), [0]);
  assert.deepEqual(ringNumbers([tap, swipe, box]), [0, 0, 0]);
  assert.deepEqual(ringNumbers([tap, swipe, hold, box, tap]), [1, 0, 2, 0, 3]);
});

test('a kind that is not known is passed over', () => {
  for (const kind of ['shake', 'constructor']) {
    const marks = [{ kind, x: 0, y: 0 }, tap];
    assert.deepEqual(markShapes(marks, 1)[0], []);
    assert.deepEqual(markWords(marks, 'ko'), ['', '위쪽 가운데를 누르세요.']);
  }
});

test('a language that the page does not speak is told in English', () => {
  assert.deepEqual(markWords([tap], 'de'), markWords([tap], 'en'));
});

test('each part of the picture has a name', () => {
  for (const language of ['ko', 'en']) {
    const places = [0, 0.5, 1].flatMap(y => [0, 0.5, 1].map(x => ({ kind: 'tap', x, y })));
    assert.equal(new Set(places.map(mark => markWords([mark], language)[0])).size, 9);
  }
});

test('the first mark is in the middle of what is in sight of a picture, if it is not in sight anyway', () => {
  const picture = { width: 200, height: 400 };
  const inSight = (mark, room) => {
    const hidden = hiddenTop([mark, tap], picture, room);
    return { hidden, middle: mark.y * picture.height - hidden };
  };
  assert.equal(hiddenTop([], picture, 100), 0);
  assert.equal(hiddenTop([tap], picture, 100), 0);
  assert.deepEqual(inSight(hold, 100), { hidden: 310, middle: 50 });
  assert.deepEqual(inSight(hold, 60), { hidden: 330, middle: 30 });
  // The whole picture, or no room for a ring.
  for (const room of [400, 30, 0, -80]) assert.equal(hiddenTop([hold], picture, room), 0, room);
  // A box's middle; the upper end of a long arrow.
  assert.equal(hiddenTop([box], picture, 100), 130);
  assert.equal(hiddenTop([swipe], picture, 150), 64);
  // Near the top: nothing is left out below nought.
  assert.equal(hiddenTop([{ ...tap, y: 0.2 }], picture, 90), 35);
});
