import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { HelperClient, REST_MS, SLOW_MS } from '../../../resources/helper/helper_client.js';
import { openStorage } from '../../../resources/student/storage.js';
import { FakeBacking, FakeClock, FakeSocket, settled, SNAPSHOT } from './surroundings.mjs';

const MINJI = { role: 'HELPER', name: '민지' };
const SUJI = { role: 'HELPER', name: '수지' };

let clock, sockets, client, server, backing;

const call = (id, more = {}) => ({ help_request_id: id, user_id: 50 + id, going: [], is_mine: false, ...more });

function board(help, more = {}) {
  return { class_id: 'c', helper_id: 9, written: 0, help, solved: [], students: [], status: 'IN_PROGRESS', ...more };
}

/** The page is opened, or opened again: what was kept is there. */
async function open() {
  sockets = [];
  client = new HelperClient({
    clock,
    storage: openStorage(() => backing),
    random: () => 0.5,
    isDark: () => false,
    openSocket: () => (sockets.push(new FakeSocket()), sockets[sockets.length - 1]),
    probe: async () => 'here',
    fetchBoard: async () => server,
    onChange: () => {},
  });
  client.start();
  await goLive();
}

const socket = () => sockets[sockets.length - 1];
const sent = () => socket().sent.filter(({ type }) => type !== 'heartbeat' && type !== 'join');

async function goLive() {
  socket().open();
  socket().receive({ ...SNAPSHOT, participant_id: null });
  await settled();
}

/** The class is as it is now, and says so. */
async function changed(help, more) {
  server = board(help, more);
  socket().receive({ type: 'help_updated' });
  await settled();
}

beforeEach(async () => {
  clock = new FakeClock();
  backing = new FakeBacking();
  server = board([call(1), call(2)]);
  await open();
});

test('a class that comes in is read now and then, not for each who comes', async () => {
  let reads = 0;
  client.around.fetchBoard = async () => (reads++, server);
  for (let n = 0; n < 50; n++) {
    socket().receive({ type: 'participant_joined' });
    await settled();
  }
  assert.equal(reads, 0);
  clock.advance(REST_MS);
  await settled();
  assert.equal(reads, 1);
});

test('what all phones are told at once is read twice', async () => {
  let reads = 0;
  client.around.fetchBoard = async () => (reads++, server);
  for (let n = 0; n < 50; n++) socket().receive({ type: 'comfort_updated' });
  await settled();
  assert.equal(reads, 1);
  clock.advance(REST_MS);
  await settled();
  assert.equal(reads, 2, 'the last of them is not missed');
});

test('a press says that nobody else should be on the way', async () => {
  client.go(1);
  assert.deepEqual(sent(), [{ type: 'resolve_help', data: { help_request_id: 1, status: 'ON_THE_WAY', too: false } }]);
  await changed([call(1, { going: [MINJI], is_mine: true }), call(2)]);
  assert.equal(client.wishes.items.length, 0);
});

test('presses go one at a time, in order', async () => {
  client.go(1);
  client.press('solve', 2);
  assert.equal(sent().length, 1);
  await changed([call(1, { going: [MINJI], is_mine: true }), call(2)]);
  assert.deepEqual(sent()[1].data, { help_request_id: 2, status: 'RESOLVED' });
});

test('the second is told who goes, and may go too', async () => {
  client.go(1);
  server = board([call(1, { going: [SUJI] }), call(2)]);
  socket().receive({ type: 'error', code: 'already_going', ref: 'resolve_help', going: [SUJI] });
  await settled();
  assert.deepEqual(client.question, { id: 1, going: [SUJI] });
  assert.equal(client.fault, '');
  client.go(1, true);
  assert.equal(client.question, null);
  assert.equal(sent()[1].data.too, true);
});

test('the second may leave it to the first', async () => {
  client.go(1);
  server = board([call(1, { going: [SUJI] }), call(2)]);
  socket().receive({ type: 'error', code: 'already_going', ref: 'resolve_help', going: [SUJI] });
  await settled();
  client.leave();
  assert.equal(client.question, null);
  assert.equal(sent().length, 1);
});

test('there is nothing to choose once nobody goes, or the call is closed', async () => {
  for (const help of [[call(1)], []]) {
    client.question = { id: 1, going: [SUJI] };
    await changed(help);
    assert.equal(client.question, null);
  }
});

test('presses survive a dead line', async () => {
  socket().drop();
  client.press('solve', 1);
  client.reply(52, '곧 갈게요');
  assert.equal(client.wishes.items.length, 2);
  clock.advance(1000);
  await goLive();
  assert.equal(sent()[0].data.status, 'RESOLVED');
  await changed([call(2)]);
  assert.deepEqual(sent()[1], { type: 'instructor_message', data: { user_id: 52, message: '곧 갈게요' } });
  await changed([call(2)], { written: 1 });
  assert.equal(client.wishes.items.length, 0);
});

test('presses survive an empty battery', async () => {
  socket().drop();
  client.press('solve', 1);
  await open();
  assert.equal(sent()[0].data.help_request_id, 1);
});

test('what the class had before the line was lost is not sent twice', async () => {
  client.reply(52, '곧 갈게요');
  socket().drop();
  server = board([call(1), call(2)], { written: 1 });
  clock.advance(1000);
  await goLive();
  assert.deepEqual(sent(), []);
});

test('a press without an answer is tried again', async () => {
  client.go(1);
  assert.equal(client.isSlow, false);
  clock.advance(SLOW_MS);
  assert.equal(client.isSlow, true);
  clock.advance(2000);
  await settled();
  assert.equal(sent().length, 2);
});

test('the disk is full: the press is kept, and tried again', async () => {
  client.go(1);
  socket().receive({ type: 'error', code: 'storage_failed', ref: 'resolve_help' });
  await settled();
  assert.equal(client.wishes.items.length, 1);
  clock.advance(2000);
  await settled();
  assert.equal(sent().length, 2);
});

test('what nobody can have any more is given up and said', async () => {
  await changed([], { solved: [call(1)] });
  client.press('reopen', 1);
  await changed([], { solved: [] });
  assert.equal(client.fault, 'changed');
  assert.equal(client.wishes.items.length, 0);
});

test('presses of one class are not sent to another', async () => {
  socket().drop();
  client.press('solve', 1);
  server = board([call(1)], { class_id: 'other' });
  await open();
  assert.deepEqual(sent(), []);
});

test('when the part is ended nothing is kept', () => {
  client.press('solve', 1);
  socket().drop(4003);
  assert.equal(client.connection.reason, 'removed');
  assert.equal(client.wishes.items.length, 0);
});

test('a wait goes on between two looks', () => {
  clock.advance(65000);
  assert.equal(client.waited({ waited_s: 60 }) >= 115, true);
});

test('how students get on is looked at again and again', async () => {
  server = board([call(3)]);
  clock.advance(10000);
  await settled();
  assert.equal(client.board.help[0].help_request_id, 3);
});

test('a visit is noted once, seen at once, and undone', async () => {
  const kim = more => ({ students: [{ participant_id: 1, user_id: 51, user_name: 'Kim', is_here: true, ...more }] });
  await changed([call(1)], kim({ unvisited_min: 31 }));
  const [student] = client.board.students;
  assert.ok(!client.hasVisited(student));
  client.visit(1, true);
  assert.ok(client.hasVisited(student), 'before the class has it');
  client.go(1);
  assert.deepEqual(sent(), [{ type: 'mark_visited', data: { participant_id: 1 } }], 'a call has a number of its own');
  await changed([call(1)], kim({ visited_by_me_s: 0 }));
  assert.equal(client.wishes.items.length, 1, 'the call is the next');
  await changed([call(1, { going: [MINJI], is_mine: true })], kim({ visited_by_me_s: 20 }));
  client.visit(1, false);
  assert.ok(!client.hasVisited(client.board.students[0]));
  assert.deepEqual(sent().pop(), { type: 'undo_visit', data: { participant_id: 1 } });
  await changed([], kim({ unvisited_min: 31 }));
  assert.equal(client.wishes.items.length, 0);
  await changed([], kim({ visited_by_me_s: 600 }));
  assert.ok(!client.hasVisited(client.board.students[0]), 'a visit of earlier is no reason against another');
});

test('comfort is set for one or for all, each thing by itself', async () => {
  const looks = (...all) => ({
    students: all.map((comfort, index) => ({ participant_id: index + 1, is_here: true, ...(comfort && { comfort }) })),
  });
  const large = { larger_text: true, read_aloud: null, high_contrast: null };
  await changed([], looks(null, null));
  client.setComfort(1, 'larger_text', true);
  client.setComfort(null, 'high_contrast', true);
  assert.equal(client.wishedComfort(1, 'larger_text'), true);
  assert.equal(client.wishedComfort(1, 'read_aloud'), undefined);
  assert.deepEqual(sent(), [{ type: 'set_comfort', data: { participant_id: 1, larger_text: true } }]);
  await changed([], looks(large, null));
  assert.deepEqual(sent()[1], { type: 'set_comfort', data: { high_contrast: true } });
  await changed([], looks({ ...large, high_contrast: true }, { ...large, high_contrast: true }));
  assert.equal(client.wishes.items.length, 0);
  socket().drop();
  client.setComfort(2, 'larger_text', false);
  client.setComfort(2, 'read_aloud', true);
  client.setComfort(2, 'larger_text', true);
  assert.deepEqual(
    client.wishes.items.map(({ thing, on }) => [thing, on]),
    [
      ['read_aloud', true],
      ['larger_text', true],
    ],
    'the last word on each waits for the line',
  );
});
