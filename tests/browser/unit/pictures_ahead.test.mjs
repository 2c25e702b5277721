/** When the picture of the next step is fetched. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { FakeClock } from './surroundings.mjs';
import { PicturesAhead } from '../../../resources/student/pictures_ahead.js';

let clock, fetched, ended, ahead, fail;

beforeEach(() => {
  clock = new FakeClock();
  fetched = [];
  ended = [];
  ahead = new PicturesAhead({
    clock,
    random: () => 0.5,
    fetch: (url, failed) => {
      fetched.push(url);
      fail = failed;
      return () => ended.push(url);
    },
  });
});

test('a picture is fetched once, at a random part of the time that the class takes', () => {
  ahead.want('/pictures/a', 20);
  clock.advance(9_999);
  assert.deepEqual(fetched, []);
  clock.advance(1);
  assert.deepEqual(fetched, ['/pictures/a']);
  ahead.want('/pictures/a', 20);
  clock.advance(60_000);
  assert.deepEqual(fetched, ['/pictures/a']);
});

test('words from the class in between do not put it off', () => {
  ahead.want('/pictures/a', 20);
  clock.advance(6_000);
  ahead.want('/pictures/a', 20);
  clock.advance(4_000);
  assert.deepEqual(fetched, ['/pictures/a']);
});

test('what is not wanted any more is not fetched, or no further', () => {
  ahead.want('/pictures/a', 20);
  ahead.want('/pictures/b', 20);
  clock.advance(20_000);
  assert.deepEqual(fetched, ['/pictures/b']);
  ahead.want('', 20);
  assert.deepEqual(ended, ['/pictures/b']);
  clock.advance(20_000);
  assert.deepEqual(fetched, ['/pictures/b']);
});

test('one that could not be had is fetched when it is wanted again', () => {
  ahead.want('/pictures/a', 2);
  clock.advance(1_000);
  fail();
  clock.advance(10_000);
  assert.equal(fetched.length, 1, 'a server that is away is not asked again and again');
  ahead.want('/pictures/a', 2);
  clock.advance(1_000);
  assert.equal(fetched.length, 2);
});

test('a failure of what is not wanted any more changes nothing', () => {
  ahead.want('/pictures/a', 2);
  clock.advance(1_000);
  const failOfA = fail;
  ahead.want('/pictures/b', 2);
  failOfA();
  ahead.want('/pictures/b', 2);
  clock.advance(1_000);
  assert.deepEqual(fetched, ['/pictures/a', '/pictures/b']);
});
