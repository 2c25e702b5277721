import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openStorage } from '../../../resources/student/storage.js';
import { FakeBacking } from './surroundings.mjs';

test('keeps values under its own prefix', () => {
  const backing = new FakeBacking();
  const storage = openStorage(() => backing);
  assert.equal(storage.set('name', '김영희'), true);
  assert.equal(storage.get('name'), '김영희');
  assert.equal(backing.values.get('classroom.name'), '"김영희"');
  storage.remove('name');
  assert.equal(storage.get('name'), null);
});

test('lasts as long as the page where the browser keeps nothing', () => {
  for (const backing of [
    () => new FakeBacking({ broken: true }),
    () => {
      throw new Error('SecurityError');
    },
  ]) {
    const storage = openStorage(backing);
    assert.equal(storage.get('name'), null);
    assert.equal(storage.set('name', 'a'), false);
    assert.equal(storage.get('name'), 'a');
    storage.remove('name');
    assert.equal(storage.get('name'), null);
  }
});

test('what is not ours to read is nothing', () => {
  const backing = new FakeBacking();
  backing.setItem('classroom.name', '{broken');
  assert.equal(openStorage(() => backing).get('name'), null);
});

test('a value that fits again replaces the one in memory', () => {
  const backing = new FakeBacking({ limit: 10 });
  const storage = openStorage(() => backing);
  storage.set('a', 'x'.repeat(20));
  storage.set('a', 'y');
  assert.equal(storage.get('a'), 'y');
});

test('outlives a reload in the name of the tab where the browser keeps nothing', () => {
  const broken = () => new FakeBacking({ broken: true });
  const tab = { name: '' };
  const before = openStorage(broken, tab);
  before.set('name', '김영희');
  before.set('seat', '482913');
  before.remove('seat');
  const after = openStorage(broken, tab);
  assert.equal(after.get('name'), '김영희');
  assert.equal(after.get('seat'), null);
  after.remove('name');
  assert.equal(openStorage(broken, tab).get('name'), null);
});

test('what another page wrote into the name of the tab is left alone', () => {
  for (const name of ['', 'frame', 'classroom.', 'classroom.{broken', 'classroom.7']) {
    const tab = { name };
    assert.equal(openStorage(() => new FakeBacking(), tab).get('name'), null);
    assert.equal(tab.name, name);
  }
});
