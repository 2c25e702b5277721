import assert from 'node:assert/strict';
import { test } from 'node:test';

import { retryDelay, troubleLevel } from '../../../resources/student/retry.js';

const almostOne = () => 0.999999;

test('the ceiling is 0.3 s, then 0.5 s doubling to 8 s, without an end', () => {
  const ceilings = [0, 1, 2, 3, 4, 5, 6, 50].map(attempt => retryDelay(attempt, almostOne));
  assert.deepEqual(ceilings, [300, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
});

test('the jitter is full: a class spreads over the whole interval', () => {
  assert.equal(
    retryDelay(5, () => 0),
    0,
  );
  assert.equal(
    retryDelay(5, () => 0.5),
    4000,
  );
});

test('trouble grows from nothing over a sign and words to a call for help', () => {
  assert.deepEqual([0, 2999, 3000, 14999, 15000, 59999, 60000].map(troubleLevel), [0, 0, 1, 1, 2, 2, 3]);
});
