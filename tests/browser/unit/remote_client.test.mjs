import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { LOOK_AGAIN_MS, REST_MS, RemoteClient, SLOW_MS, UNDO_MS } from '../../../resources/remote/remote_client.js';
import { FakeClock, FakeSocket, settled, SNAPSHOT } from './surroundings.mjs';

const step = n => ({ id: n, title: `S${n}`, order_index: n });

let clock, sockets, client, server, reads;

/** The class as the server has it, on step `n` of five; 0 before the first. */
function board(n, more = {}) {
  const help = [{ help_request_id: 7, user_name: 'Kim', step: n, message: null, status: 'PENDING' }];
  return {
    title: 'T',
    status: n ? 'IN_PROGRESS' : 'WAITING',
    subtask: n ? step(n) : null,
    next_subtask: n < 5 ? step(n + 1) : null,
    total_steps: 5,
    here: 2,
    done: 0,
    help,
    can_undo: n > 0,
    undo_subtask: n > 1 ? step(n - 1) : null,
    ...more,
  };
}

beforeEach(async () => {
  clock = new FakeClock();
  sockets = [];
  reads = 0;
  server = board(1);
  client = new RemoteClient({
    clock,
    random: () => 0.5,
    isDark: () => false,
    openSocket: () => (sockets.push(new FakeSocket()), sockets[sockets.length - 1]),
    probe: async () => 'here',
    fetchBoard: async () => (reads++, server),
    onChange: () => {},
  });
  client.start();
  await goLive();
});

const socket = () => sockets[sockets.length - 1];
const steps = () =>
  sockets
    .flatMap(each => each.sent)
    .filter(each => each.type === 'next_step')
    .map(each => each.data.subtask_id);

async function goLive() {
  socket().open();
  socket().receive({ ...SNAPSHOT, participant_id: null });
  await settled();
}

/** The class goes to step `n`, and its phones hear it. */
async function moveTo(n) {
  server = board(n);
  socket().receive({ type: 'step_changed', subtask: step(n) });
  await settled();
}

/** The radio is silent until the line is given up. */
function losesLine() {
  clock.advance(60_000);
  while (client.connection.phase !== 'connecting') clock.advance(100);
}

test('Next names the step that it means, and waits for its answer', async () => {
  client.next();
  client.next();
  assert.deepEqual(steps(), [2]);
  assert.ok(client.isWaiting && !client.canStartNext);
  await moveTo(2);
  assert.ok(!client.isWaiting);
});

test('Next rests after each step, wherever it was started', async () => {
  client.next();
  await moveTo(2);
  client.next();
  assert.deepEqual(steps(), [2]);
  clock.advance(REST_MS);
  client.next();
  assert.deepEqual(steps(), [2, 3]);
  await moveTo(3);
  await moveTo(4);
  assert.ok(!client.canStartNext, 'the window started one');
});

test('three presses in a dead spot start one step once the line is back', async () => {
  losesLine();
  assert.ok(!client.hasLine);
  client.next();
  client.next();
  client.next();
  assert.deepEqual(steps(), []);
  clock.advance(SLOW_MS);
  assert.ok(client.isSlow);
  clock.advance(8_000);
  await goLive();
  assert.deepEqual(steps(), [2]);
});

test('a press that arrived before the line broke is not sent again', async () => {
  client.next();
  server = board(2);
  losesLine();
  await goLive();
  assert.deepEqual(steps(), [2]);
  assert.equal(client.isWaiting, false);
  assert.equal(client.fault, '');
});

test('a press that was lost with the line is sent once more, and not a step further', async () => {
  client.next();
  losesLine();
  await goLive();
  assert.deepEqual(steps(), [2, 2]);
});

test('a press is given up when the class has gone another way meanwhile, and that is said', async () => {
  losesLine();
  client.next();
  server = board(4);
  clock.advance(8_000);
  await goLive();
  assert.deepEqual(steps(), []);
  assert.equal(client.fault, 'changed');
});

test('what waits for the line can be taken back', async () => {
  losesLine();
  client.next();
  client.forget();
  clock.advance(8_000);
  await goLive();
  assert.deepEqual(steps(), []);
  assert.ok(!client.isWaiting);
});

test('a refusal ends the waiting and is said', () => {
  client.next();
  socket().receive({ type: 'error', ref: 'next_step', code: 'storage_failed', error: '' });
  assert.equal(client.isWaiting, false);
  assert.equal(client.fault, 'storage_failed');
});

test('Undo goes back to the step before, for a while, and says that it is an undo', async () => {
  client.next();
  await moveTo(2);
  assert.equal(client.undoable?.subtask.id, 1);
  client.undo();
  assert.deepEqual(
    socket()
      .sent.filter(each => each.type === 'next_step')
      .pop()?.data,
    { subtask_id: 1, reason: 'UNDO' },
  );
  await moveTo(1);
  assert.deepEqual(client.undoable, { subtask: null }, 'one Undo after the other');
  client.undo();
  assert.equal(socket().sent.filter(each => each.type === 'undo_start').length, 1);
  await moveTo(0);
  assert.equal(client.undoable, null);
  assert.ok(!client.isWaiting);
});

test('Undo takes back what was started elsewhere, and not while the class is paused', async () => {
  await moveTo(3);
  assert.equal(client.undoable?.subtask.id, 2);
  server = board(3, { status: 'PAUSED', can_undo: false });
  socket().receive({ type: 'session_status_changed' });
  await settled();
  assert.equal(client.undoable, null);
});

test('Undo is offered no longer than in the window', async () => {
  client.next();
  await moveTo(2);
  clock.advance(UNDO_MS);
  assert.equal(client.undoable, null);
});

test('Pause and Resume each ask for one thing', async () => {
  client.pauseOrResume();
  client.pauseOrResume();
  assert.deepEqual(socket().types.slice(-1), ['pause_session']);
  server = board(1, { status: 'PAUSED' });
  socket().receive({ type: 'session_status_changed', status: 'PAUSED' });
  await settled();
  assert.ok(!client.canStartNext);
  client.pauseOrResume();
  assert.deepEqual(socket().types.slice(-1), ['resume_session']);
});

test('answers are shown and hidden, once at a time, for the step that asked', async () => {
  client.showAnswers();
  const sent = () => socket().sent.filter(each => each.type === 'show_answers');
  assert.equal(sent().length, 0, 'this step asks nothing');
  server = board(1, { answers: [2, 0], answers_shown: false });
  socket().receive({ type: 'progress_updated' });
  await settled();
  client.showAnswers();
  client.showAnswers();
  assert.deepEqual(
    sent().map(each => each.data),
    [{ subtask_id: 1, shown: true }],
  );
  server = board(1, { answers: [2, 0], answers_shown: true });
  socket().receive({ type: 'answers_shown', subtask_id: 1, shown: true });
  await settled();
  client.showAnswers();
  assert.equal(sent().pop().data.shown, false);
});

test('a ticket is answered once at a time, and not again when it is gone', async () => {
  client.answer(7, 'RESOLVED');
  client.answer(7, 'RESOLVED');
  const sent = () => sockets.flatMap(each => each.sent).filter(each => each.type === 'resolve_help').length;
  assert.equal(sent(), 1);
  server = board(1, { help: [] });
  losesLine();
  await goLive();
  assert.equal(sent(), 1);
  assert.ok(!client.isAnswering(7));
});

test('a board that cannot be had is asked for again', async () => {
  const good = server;
  server = null;
  client.next();
  socket().receive({ type: 'participant_joined' });
  await settled();
  const asked = reads;
  server = good;
  clock.advance(2_000);
  await settled();
  assert.ok(reads > asked);
});

test('a visit is noted, can be undone for a while, and is seen as minutes go by', async () => {
  const lonely = [{ participant_id: 3, user_name: 'Lee', minutes: 27 }];
  const sent = type => sockets.flatMap(each => each.sent).filter(each => each.type === type);
  server = board(1, { not_visited: lonely });
  const before = reads;
  for (let ms = 0; ms <= LOOK_AGAIN_MS; ms += 1000) {
    clock.advance(1000);
    socket().receive({ type: 'heartbeat_ack', timestamp: 1 });
  }
  await settled();
  assert.ok(reads > before, 'nothing happened in class, and yet the board is read again');
  assert.deepEqual(client.board.not_visited, lonely);

  client.visit(3, 'Lee');
  client.visit(3, 'Lee');
  assert.deepEqual(
    sent('mark_visited').map(each => each.data),
    [{ participant_id: 3 }],
  );
  assert.ok(client.isVisiting(3));
  server = board(1, { not_visited: [] });
  socket().receive({ type: 'visit_updated', participant_id: 3 });
  await settled();
  assert.ok(!client.isVisiting(3));
  assert.deepEqual(client.visited, { id: 3, name: 'Lee' });

  client.undoVisit();
  client.undoVisit();
  assert.equal(sent('undo_visit').length, 1);
  server = board(1, { not_visited: lonely });
  socket().receive({ type: 'visit_updated', participant_id: 3 });
  await settled();
  assert.ok(!client.isVisiting(3));

  client.visit(3, 'Lee');
  clock.advance(UNDO_MS);
  assert.equal(client.visited, null, 'it is too late to undo');
});

test('a visit pressed without a line is sent when there is one', async () => {
  server = board(1, { not_visited: [{ participant_id: 3, user_name: 'Lee', minutes: 27 }] });
  socket().drop();
  client.visit(3, 'Lee');
  assert.equal(sockets.flatMap(each => each.sent).filter(each => each.type === 'mark_visited').length, 0);
  clock.advance(5000);
  await goLive();
  assert.equal(sockets.flatMap(each => each.sent).filter(each => each.type === 'mark_visited').length, 1);
});
