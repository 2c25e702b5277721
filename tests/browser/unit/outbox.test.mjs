import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { Outbox } from '../../../resources/student/outbox.js';
import { openStorage } from '../../../resources/student/storage.js';
import { FakeBacking } from './surroundings.mjs';

let backing, storage, outbox;

beforeEach(() => {
  backing = new FakeBacking();
  storage = openStorage(() => backing);
  outbox = new Outbox(storage);
  outbox.claim('c1 9');
});

const types = () => outbox.items.map(item => item.type);
const OPEN = { completed_subtasks: [], open_help_request: 7 };
const NOTHING = { completed_subtasks: [], open_help_request: null };

test('one at a time, in order, forgotten when confirmed', () => {
  outbox.done(1);
  outbox.done(2);
  assert.equal(outbox.next().data.subtask_id, 1);
  assert.equal(outbox.next(), null);
  outbox.settle('step_complete');
  assert.equal(outbox.next().data.subtask_id, 2);
  outbox.settle('step_complete');
  assert.equal(outbox.next(), null);
  assert.deepEqual(outbox.items, []);
});

test('a step is done once', () => {
  outbox.done(1);
  outbox.done(1);
  assert.equal(outbox.items.length, 1);
});

test('survives a reload', () => {
  outbox.done(1);
  outbox.help({ message: 'x' });
  outbox.next();
  const reloaded = new Outbox(storage);
  assert.equal(reloaded.next().data.subtask_id, 1);
  assert.equal(reloaded.items.length, 2);
});

test("another participant's presses are not sent for him", () => {
  outbox.done(1);
  outbox.claim('c1 10');
  assert.deepEqual(new Outbox(storage).items, []);
});

test("another class's presses are not sent to this one, whatever its numbers", () => {
  outbox.done(1);
  outbox.claim('c2 9');
  assert.deepEqual(new Outbox(storage).items, []);
});

test('presses of a time when only numbers were kept are not sent', () => {
  storage.set('outbox', { owner: 9, items: [{ type: 'step_complete', data: { subtask_id: 1 } }] });
  const kept = new Outbox(storage);
  kept.claim('c1 9');
  assert.deepEqual(kept.items, []);
});

test('what is pressed where nothing was kept belongs to the seat that was known', () => {
  outbox.clear();
  outbox.load('c1 9');
  outbox.done(1);
  outbox.claim('c1 9');
  assert.equal(outbox.items.length, 1);
  outbox.claim('c2 9');
  assert.equal(outbox.items.length, 0);
});

test('an answer to something else settles nothing', () => {
  outbox.done(1);
  assert.equal(outbox.settle('step_complete'), null, 'nothing is on its way');
  outbox.next();
  assert.equal(outbox.settle('request_help'), null);
  assert.equal(outbox.settle('step_complete').data.subtask_id, 1);
});

test('words are added to a call that still waits', () => {
  outbox.help({ subtask_id: 1 });
  outbox.help({ message: 'm' });
  assert.deepEqual(
    outbox.items.map(item => item.data),
    [{ subtask_id: 1, message: 'm' }],
  );
});

test('words follow a call that is on its way', () => {
  outbox.help({ subtask_id: 1 });
  outbox.next();
  outbox.help({ message: 'm' });
  assert.deepEqual(types(), ['request_help', 'request_help']);
});

test('a call taken back before it left leaves nothing', () => {
  outbox.help({});
  outbox.cancelHelp(false);
  assert.deepEqual(types(), []);
  assert.equal(outbox.wantsHelp(), null);
});

test('a call taken back after it left is cancelled, and can be made again', () => {
  outbox.help({});
  outbox.next();
  outbox.cancelHelp(false);
  assert.deepEqual(types(), ['request_help', 'cancel_help']);
  assert.equal(outbox.wantsHelp(), false);
  outbox.help({});
  assert.deepEqual(types(), ['request_help', 'request_help']);
  assert.equal(outbox.wantsHelp(), true);
});

test('an open request is cancelled once', () => {
  outbox.cancelHelp(true);
  outbox.cancelHelp(true);
  assert.deepEqual(types(), ['cancel_help']);
});

test('the snapshot tells what arrived before the line broke', () => {
  outbox.done(1);
  outbox.done(2);
  outbox.help({});
  outbox.next();
  outbox.reconcile({ completed_subtasks: [1], open_help_request: null });
  assert.deepEqual(
    outbox.items.map(item => item.data.subtask_id),
    [2, undefined],
  );
});

test('an answer is sent again though its step is known as done: it may be another one', () => {
  outbox.push({ type: 'step_complete', data: { subtask_id: 1, answer: 0 } });
  outbox.reconcile({ completed_subtasks: [1], open_help_request: null });
  assert.deepEqual(
    outbox.items.map(item => item.data.answer),
    [0],
  );
});

test('a call that arrived is not repeated; one with words is', () => {
  outbox.help({});
  outbox.next();
  outbox.reconcile(OPEN);
  assert.deepEqual(types(), []);
  outbox.help({ message: 'm' });
  outbox.next();
  outbox.reconcile(OPEN);
  assert.deepEqual(types(), ['request_help']);
});

test('a cancel without anything to cancel is dropped', () => {
  outbox.cancelHelp(true);
  outbox.reconcile(NOTHING);
  assert.deepEqual(types(), []);
  outbox.cancelHelp(true);
  outbox.reconcile(OPEN);
  assert.deepEqual(types(), ['cancel_help']);
});

test('a picture that does not fit the storage is kept in the page, the wish on the phone', () => {
  backing.limit = 500;
  outbox.help({ message: 'm', screenshot: 'x'.repeat(1000) });
  assert.equal(outbox.next().data.screenshot.length, 1000);
  assert.deepEqual(new Outbox(openStorage(() => backing)).items[0].data, { message: 'm' });
});

test('works where nothing can be stored', () => {
  const broken = openStorage(() => new FakeBacking({ broken: true }));
  const kept = new Outbox(broken);
  kept.done(1);
  assert.equal(kept.next().data.subtask_id, 1);
  kept.clear();
  assert.deepEqual(new Outbox(broken).items, []);
});
