import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { ClassClient } from '../../../resources/student/class_client.js';
import { openStorage } from '../../../resources/student/storage.js';
import { FakeBacking, FakeClock, FakeSocket, settled, SNAPSHOT, STEPS } from './surroundings.mjs';

let clock, sockets, backing, client, changes, lesson, refusals;
/** How many of them were of a picture alone. */
let pictures;

const socket = () => sockets.at(-1);

function makeClient() {
  return new ClassClient({
    clock,
    random: () => 0.5,
    isDark: () => false,
    openSocket: () => (sockets.push(new FakeSocket()), sockets.at(-1)),
    probe: async () => 'unreachable',
    fetchSteps: async () => lesson,
    storage: openStorage(() => backing),
    onChange: message => changes.push(message && message.type),
    onRefused: isPicture => {
      refusals++;
      if (isPicture) pictures++;
    },
  });
}

function goLive(snapshot = {}) {
  if (client.connection.phase === 'waiting' && sockets.length) clock.advance(10000);
  else client.start();
  socket().open();
  socket().receive({ ...SNAPSHOT, ...snapshot });
}

beforeEach(() => {
  clock = new FakeClock();
  sockets = [];
  changes = [];
  refusals = 0;
  pictures = 0;
  backing = new FakeBacking();
  lesson = { steps: STEPS, language: 'ko' };
  client = makeClient();
});

test('Done is shown at once and confirmed later', () => {
  goLive();
  client.done(2);
  assert.equal(client.isDone(2), true);
  assert.deepEqual(socket().types, ['join', 'step_complete']);
  socket().receive({ type: 'step_complete_confirmed', subtask_id: 2 });
  assert.deepEqual(client.state.completed, [2]);
  assert.deepEqual(client.outbox.items, []);
  client.done(2);
  assert.deepEqual(socket().types, ['join', 'step_complete']);
});

test('Done and Help pressed without a line leave in order once it is back', () => {
  goLive();
  socket().drop();
  client.done(2);
  client.askHelp(2);
  assert.equal(client.isKept(2), true);
  assert.equal(client.help().stage, 'kept');
  goLive();
  assert.deepEqual(socket().types, ['join', 'step_complete']);
  socket().receive({ type: 'step_complete_confirmed', subtask_id: 2 });
  assert.deepEqual(socket().types, ['join', 'step_complete', 'request_help']);
  assert.equal(client.isKept(2), false);
  socket().receive({ type: 'request_help_confirmed', help_request_id: 7, position: 2 });
  assert.deepEqual(client.help(), { stage: 'asked', position: 2, words: '' });
});

test('pressed before an empty battery, sent after it', () => {
  goLive();
  socket().drop();
  client.done(2);
  client = makeClient();
  assert.equal(client.isDone(2), true);
  goLive();
  assert.equal(socket().sent[1].data.subtask_id, 2);
});

test('what arrived before the line broke is not sent twice', () => {
  goLive();
  client.done(2);
  socket().drop();
  goLive({ completed_subtasks: [2] });
  assert.deepEqual(socket().types, ['join']);
});

test('what did not arrive is sent again', () => {
  goLive();
  client.done(2);
  socket().drop();
  goLive();
  assert.deepEqual(socket().types, ['join', 'step_complete']);
});

test('a full disk is not the end: the same press is sent again', () => {
  goLive();
  client.done(2);
  socket().receive({ type: 'error', ref: 'step_complete', code: 'storage_failed' });
  assert.equal(client.isDone(2), true);
  clock.advance(2000);
  assert.deepEqual(socket().types, ['join', 'step_complete', 'step_complete']);
});

test('what the server cannot store now is said to be kept, until it is stored', () => {
  goLive();
  client.done(2);
  assert.equal(client.isKept(2), false);
  socket().receive({ type: 'error', ref: 'step_complete', code: 'storage_failed' });
  assert.equal(client.isKept(2), true);
  client.askHelp(2);
  assert.equal(client.help().stage, 'kept');
  clock.advance(2000);
  assert.equal(client.isKept(2), true, 'it was only sent again');
  socket().receive({ type: 'step_complete_confirmed', subtask_id: 2 });
  assert.equal(client.isKept(2), false);
  assert.equal(client.help().stage, 'asked');
});

test('what comes from others shows that the server stores again', () => {
  goLive();
  client.done(2);
  socket().receive({ type: 'error', ref: 'step_complete', code: 'storage_failed' });
  socket().receive({ type: 'participant_left', user_id: 9, user_name: 'Kim' });
  assert.equal(client.isKept(2), false);
});

test('what the server will never take is given up, and the rest goes on', () => {
  goLive();
  client.done(99);
  client.done(2);
  socket().receive({ type: 'error', ref: 'step_complete', code: 'unknown_subtask' });
  assert.equal(client.isDone(99), false);
  assert.equal(socket().sent.at(-1).data.subtask_id ?? socket().sent.at(-2).data.subtask_id, 2);
});

test('what the server cannot even read leaves, is said, and blocks nothing', () => {
  goLive({ open_help_request: 7 });
  client.askHelp(2, { message: 'half an emoji: \ud83d' });
  client.done(2);
  socket().receive({ type: 'error', ref: null, code: 'invalid_json' });
  assert.equal(refusals, 1);
  assert.deepEqual(socket().types, ['join', 'request_help', 'step_complete']);
});

test('words are not lost with their picture', () => {
  goLive({ open_help_request: 7 });
  client.askHelp(2, { message: 'x', screenshot: 'y' });
  socket().receive({ type: 'error', ref: 'request_help', code: 'invalid_field' });
  const calls = socket().sent.filter(message => message.type === 'request_help');
  assert.deepEqual(calls.at(-1).data, { subtask_id: 2, message: 'x' });
  assert.equal(refusals, 1);
});

test('a call for help is not lost with its words', () => {
  goLive();
  client.askHelp(2, { message: 'x' });
  socket().receive({ type: 'error', ref: 'request_help', code: 'invalid_field' });
  assert.equal(client.help().stage, 'asked');
  const calls = socket().sent.filter(message => message.type === 'request_help');
  assert.deepEqual(calls.at(-1).data, { subtask_id: 2 });
  socket().receive({ type: 'error', ref: 'request_help', code: 'invalid_field' });
  assert.equal(client.help().stage, 'none');
  assert.equal(refusals, 2);
});

test('a press that is too large for its name to be read is sent again when there were too many', () => {
  goLive();
  client.askHelp(2, { screenshot: 'x'.repeat(5000) });
  socket().receive({ type: 'error', ref: null, code: 'rate_limited' });
  clock.advance(2000);
  assert.deepEqual(socket().types, ['join', 'request_help', 'request_help']);
  assert.equal(refusals, 0);
});

for (const [code, times] of [
  [1009, 1],
  [1007, 1],
  [1011, 3],
]) {
  test(`what the line is closed for with ${code} is given up, and the rest goes on`, () => {
    goLive({ open_help_request: 7 });
    client.askHelp(2, { screenshot: 'x' });
    client.done(2);
    for (let n = 1; n <= times; n++) {
      assert.equal(refusals, 0);
      socket().drop(code);
      goLive({ open_help_request: 7 });
    }
    assert.equal(refusals, 1);
    assert.deepEqual(socket().types, ['join', 'step_complete']);
  });
}

test('a line that breaks a hundred times loses nothing', () => {
  goLive();
  client.done(2);
  for (let n = 0; n < 100; n++) {
    socket().drop(1006);
    goLive();
  }
  assert.deepEqual(socket().types, ['join', 'step_complete']);
});

test('an error about something else does not touch what is on its way', () => {
  goLive();
  client.done(2);
  socket().receive({ type: 'error', ref: 'heartbeat', code: 'rate_limited' });
  assert.equal(client.outbox.items.length, 1);
});

test('help can be taken back', () => {
  goLive();
  client.askHelp(2);
  socket().receive({ type: 'request_help_confirmed', help_request_id: 7, position: 1 });
  client.cancelHelp();
  assert.equal(client.help().stage, 'none');
  socket().receive({ type: 'cancel_help_confirmed', help_request_id: 7 });
  assert.equal(client.help().stage, 'none');
  assert.deepEqual(socket().types, ['join', 'request_help', 'cancel_help']);
});

test('"the instructor is coming" survives a reload', () => {
  goLive();
  client.askHelp(2);
  socket().receive({ type: 'request_help_confirmed', help_request_id: 7, position: 1 });
  socket().receive({ type: 'help_response', help_request_id: 7, status: 'ON_THE_WAY', message: '2분만요' });
  client = makeClient();
  assert.deepEqual(client.help().stage, 'coming', 'before there is a line');
  goLive({
    open_help_request: 7,
    open_help_status: 'ON_THE_WAY',
    open_help_position: 1,
    open_help_message: '2분만요',
  });
  assert.deepEqual(client.help(), { stage: 'coming', position: 1, words: '2분만요' });
});

test('the end forgets what was not sent', () => {
  goLive();
  socket().drop();
  client.done(2);
  goLive({ status: 'ENDED' });
  assert.deepEqual(client.outbox.items, []);
  assert.equal(socket().types.length, 1);
});

test('a reload shows at once what was known, before there is a line', async () => {
  goLive();
  await settled();
  socket().receive({ type: 'instructor_message', message: 'x', user_name: '강사' });
  client = makeClient();
  assert.equal(client.state.step.title, 'B');
  assert.equal(client.state.words.length, 1, 'words stay until tapped away');
  assert.deepEqual(
    client.missed().map(step => step.id),
    [1],
  );
  client.done(2);
  assert.equal(client.isKept(2), true);
});

test('help is asked for the step that is looked at', () => {
  goLive();
  client.askHelp(1);
  assert.equal(socket().sent[1].data.subtask_id, 1);
});

test('who missed the end is told what was finished before', async () => {
  goLive({ completed_subtasks: [1] });
  await settled();
  client.connection.stop('ended');
  client.done(2);
  client = makeClient();
  assert.equal(client.state.status, 'ENDED');
  assert.deepEqual(client.state.completed, [1]);
});

test('steps that cannot be had now are asked for again', async () => {
  lesson = null;
  goLive();
  await settled();
  assert.deepEqual(client.missed(), []);
  lesson = { steps: STEPS, language: 'ko' };
  clock.advance(2000);
  await settled();
  assert.deepEqual(
    client.missed().map(step => step.id),
    [1],
  );
});

test('a line that nobody wants any more is no trouble', () => {
  goLive();
  socket().drop(4001);
  clock.advance(70000);
  assert.equal(client.trouble(), 0);
});

test('steps are fetched once, and those missed are known', async () => {
  goLive();
  await settled();
  assert.deepEqual(
    client.missed().map(step => step.id),
    [1],
  );
  client.done(1);
  assert.deepEqual(client.missed(), []);
});

test('trouble is told at 3, 15 and 60 s without a line', () => {
  goLive();
  assert.equal(client.trouble(), 0);
  socket().drop();
  const levels = [];
  for (let second = 0; second <= 61; second++) {
    if (levels.at(-1)?.[1] !== client.trouble()) levels.push([second, client.trouble()]);
    clock.advance(1000);
  }
  assert.deepEqual(levels, [
    [0, 0],
    [3, 1],
    [15, 2],
    [60, 3],
  ]);
  goLive();
  assert.equal(client.trouble(), 0);
});

test("the instructor's words stay until tapped away", () => {
  goLive();
  socket().receive({ type: 'instructor_message', message: 'x', user_name: '강사' });
  assert.equal(client.state.words.length, 1);
  client.dismissWords();
  assert.equal(client.state.words.length, 0);
});

/** The page is opened anew. */
function reload(snapshot = {}) {
  client.connection.stop('elsewhere');
  client = makeClient();
  client.start();
  socket().open();
  socket().receive({ ...SNAPSHOT, ...snapshot });
}

const say = (id, text) => ({ type: 'instructor_message', message: text, user_name: '강사', message_id: id });
const joins = () => socket().sent.find(each => each.type === 'join').data;
const shown = () =>
  socket()
    .sent.filter(each => each.type === 'message_seen')
    .map(each => each.data.message_id);

test('a phone that comes back says what it has heard, also after a reload', () => {
  goLive();
  assert.equal(joins().last_message_id, 0);
  socket().receive(say(5, 'a'));
  socket().drop();
  goLive();
  assert.equal(joins().last_message_id, 5);
  reload();
  assert.equal(joins().last_message_id, 5);
});

test('what is said before the snapshot is heard after it, in order', () => {
  client.start();
  socket().open();
  socket().receive(say(7, 'b'));
  assert.deepEqual(client.state.words, []);
  socket().receive(SNAPSHOT);
  for (const each of [say(6, 'a'), say(7, 'b')]) socket().receive(each);
  assert.deepEqual(
    client.state.words.map(each => each.text),
    ['a', 'b'],
  );
  const told = changes.length;
  socket().receive(say(7, 'b'));
  assert.equal(changes.length, told, 'heard before');
});

test('the server is told once on each line what somebody looked at', () => {
  goLive();
  client.look();
  assert.deepEqual(shown(), []);
  socket().receive(say(5, 'a'));
  assert.deepEqual(shown(), [], 'the screen is dark');
  client.look();
  client.look();
  assert.deepEqual(shown(), [5]);
  socket().receive(say(6, 'b'));
  socket().drop();
  client.look();
  goLive();
  client.look();
  assert.deepEqual(shown(), [6]);
  socket().receive({ type: 'session_status_changed', status: 'ENDED' });
  socket().receive(say(7, 'c'));
  client.look();
  assert.deepEqual(shown(), [6]);
});

test('nothing of another class is kept, though its numbers are the same', async () => {
  goLive();
  await settled();
  socket().receive(say(5, 'of yesterday'));
  socket().drop();
  client.done(2);
  client.askHelp(2);
  lesson = { steps: STEPS.slice(0, 2), language: 'en' };
  reload({ class_id: 'c2' });
  await settled();
  assert.deepEqual(socket().types, ['join']);
  assert.equal(client.isDone(2), false);
  assert.equal(client.help().stage, 'none');
  assert.deepEqual(client.state.words, []);
  assert.equal(client.state.heard, 0);
  assert.equal(client.state.steps.length, 2);
});

test('another person in the same class does not get the words of the first', () => {
  goLive();
  socket().receive(say(5, 'for her'));
  reload({ participant_id: 10 });
  assert.deepEqual(client.state.words, []);
});

test('a picture that the class could not take is said, and the call for help stands', () => {
  goLive();
  client.askHelp(2, { message: 'x', screenshot: 'y' });
  socket().receive({ type: 'request_help_confirmed', help_request_id: 7, position: 1 });
  socket().receive({ type: 'help_picture_refused', help_request_id: 7, code: 'rate_limited', error: '' });
  assert.equal(pictures, 1);
  assert.equal(client.help().stage, 'asked');
  // Refused at once, together with the call: the words go on without it.
  client.askHelp(2, { message: 'z', screenshot: 'y' });
  socket().receive({ type: 'error', code: 'invalid_field', ref: 'request_help', error: '' });
  assert.equal(pictures, 2);
  client.done(2);
  socket().receive({ type: 'request_help_confirmed', help_request_id: 7, position: 1 });
  socket().receive({ type: 'error', code: 'not_started', ref: 'step_complete', error: '' });
  assert.deepEqual([refusals, pictures], [3, 2]);
});
