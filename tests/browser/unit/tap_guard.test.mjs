import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { AIM_MS, LayoutHistory, SECOND_TAP_MS } from '../../../resources/student/tap_guard.js';

const HELP = 'help';
const CANCEL = 'cancel';
const DONE = 'done';
const UPPER = { left: 0, top: 100, right: 300, bottom: 160 };
const LOWER = { left: 0, top: 200, right: 300, bottom: 260 };
const inUpper = time => ({ x: 150, y: 130, time });
const inLower = time => ({ x: 150, y: 230, time });

/** @type {LayoutHistory} */
let history;

beforeEach(() => {
  history = new LayoutHistory();
});

const note = (time, entries) => history.note(new Map(entries), time);

test('a press of what has stood still is taken, at once and again', () => {
  note(0, [[HELP, UPPER]]);
  assert.ok(history.takes(HELP, inUpper(5000)));
  assert.ok(history.takes(HELP, inUpper(5200)), 'nothing has changed under the finger');
});

test('what is new on the page can be pressed at once', () => {
  note(0, []);
  note(5000, [[DONE, UPPER]]);
  assert.ok(history.takes(DONE, inUpper(5010)));
});

for (const gap of [60, 200, 350, 480]) {
  test(`a second tap after ${gap} ms does not press what has come under the finger`, () => {
    note(0, [[HELP, UPPER]]);
    assert.ok(history.takes(HELP, inUpper(5000)));
    note(5030, [[CANCEL, UPPER]]);
    assert.ok(!history.takes(CANCEL, inUpper(5000 + gap)));
  });
}

test('nor does a third one', () => {
  note(0, [[HELP, UPPER]]);
  history.takes(HELP, inUpper(5000));
  note(5030, [[CANCEL, UPPER]]);
  assert.ok(!history.takes(CANCEL, inUpper(5250)));
  assert.ok(!history.takes(CANCEL, inUpper(5450)));
});

test('what has come under the finger can be pressed once the taps are over', () => {
  note(0, [[HELP, UPPER]]);
  history.takes(HELP, inUpper(5000));
  note(5030, [[CANCEL, UPPER]]);
  assert.ok(history.takes(CANCEL, inUpper(5000 + SECOND_TAP_MS + 50)));
});

test('a button that was away in between is another one', () => {
  note(0, [[DONE, UPPER]]);
  history.takes(DONE, inUpper(5000));
  note(5020, []);
  note(5200, [[DONE, UPPER]]);
  assert.ok(!history.takes(DONE, inUpper(5300)));
});

test('a quick press elsewhere is another press', () => {
  note(0, [
    [DONE, UPPER],
    [HELP, LOWER],
  ]);
  history.takes(DONE, inUpper(5000));
  note(5020, [[HELP, LOWER]]);
  assert.ok(history.takes(HELP, inLower(5300)));
});

test('what has just moved under the finger, or from under it, is not pressed', () => {
  note(0, [
    [DONE, UPPER],
    [HELP, LOWER],
  ]);
  note(5000, [[HELP, UPPER]]);
  assert.ok(!history.takes(HELP, inUpper(5000 + AIM_MS - 50)));
  assert.ok(history.takes(HELP, inUpper(5000 + SECOND_TAP_MS + AIM_MS)));
});

test('what moved a little is still the same place', () => {
  note(0, [[DONE, UPPER]]);
  note(5000, [[DONE, { ...UPPER, top: 120, bottom: 180 }]]);
  assert.ok(history.takes(DONE, inUpper(5100)));
});

test('after a scroll of the finger, what is seen can be pressed', () => {
  note(0, [
    [DONE, LOWER],
    [HELP, UPPER],
  ]);
  history.scrolled(new Map([[DONE, UPPER]]), 5000);
  assert.ok(history.takes(DONE, inUpper(5050)));
});

test('a scroll of the page itself is no choice of the finger', () => {
  note(0, [
    [DONE, LOWER],
    [HELP, UPPER],
  ]);
  note(5000, [[DONE, UPPER]]);
  history.scrolled(new Map([[DONE, UPPER]]), 5010);
  assert.ok(!history.takes(DONE, inUpper(5050)));
});

test('a second tap is held back across a scroll too', () => {
  note(0, [[HELP, UPPER]]);
  history.takes(HELP, inUpper(5000));
  history.scrolled(new Map([[DONE, UPPER]]), 5100);
  assert.ok(!history.takes(DONE, inUpper(5200)));
});

test('only the last moments are kept', () => {
  for (let time = 0; time < 100_000; time += 10) note(time, [[DONE, UPPER]]);
  assert.ok(history.layouts.length < 100);
});
