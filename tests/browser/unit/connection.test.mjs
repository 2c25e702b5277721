import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { Connection } from '../../../resources/student/connection.js';
import { FakeClock, FakeSocket, settled, SNAPSHOT } from './surroundings.mjs';

let clock, sockets, verdict, probes, messages, connection;

beforeEach(() => {
  clock = new FakeClock();
  sockets = [];
  messages = [];
  verdict = 'here';
  probes = 0;
  connection = new Connection({
    clock,
    random: () => 0.5,
    isDark: () => false,
    openSocket: () => (sockets.push(new FakeSocket()), sockets.at(-1)),
    probe: async () => (probes++, verdict),
    joinWith: () => ({}),
    onMessage: message => messages.push(message),
    onChange: () => {},
  });
});

const socket = () => sockets.at(-1);

function goLive() {
  connection.start();
  socket().open();
  socket().receive(SNAPSHOT);
}

test('joins without presence, and is live once confirmed', () => {
  connection.start();
  assert.equal(connection.phase, 'connecting');
  socket().open();
  assert.equal(connection.phase, 'joining');
  assert.deepEqual(socket().sent, [{ type: 'join', data: { presence: false } }]);
  socket().receive(SNAPSHOT);
  assert.equal(connection.phase, 'live');
  assert.equal(connection.downSince, null);
  assert.deepEqual(messages, [SNAPSHOT]);
});

test('sends only while live', () => {
  assert.equal(connection.send({ type: 'x' }), false);
  goLive();
  assert.equal(connection.send({ type: 'x' }), true);
  assert.equal(socket().sent.at(-1).type, 'x');
});

for (const code of [1001, 1006, 1011, 1013]) {
  test(`${code} on a live line comes back within 0.3 s, without asking`, () => {
    goLive();
    socket().drop(code);
    assert.equal(connection.phase, 'waiting');
    assert.equal(connection.downSince, 0);
    clock.advance(150);
    assert.equal(sockets.length, 2);
    assert.equal(probes, 0);
  });
}

test('tries for ever, ever more slowly, and starts afresh once live', async () => {
  goLive();
  socket().drop();
  verdict = 'unreachable';
  for (const wait of [150, 250, 500, 1000, 2000, 4000, 4000, 4000]) {
    const before = sockets.length;
    clock.advance(wait - 1);
    assert.equal(sockets.length, before);
    clock.advance(1);
    assert.equal(sockets.length, before + 1);
    socket().drop();
    await settled();
  }
  clock.advance(4000);
  socket().open();
  socket().receive(SNAPSHOT);
  assert.equal(connection.attempt, 0);
});

for (const [said, reason] of [
  ['ended', 'ended'],
  ['unknown', 'unknown'],
  ['void', 'void'],
]) {
  test(`a refused upgrade and the verdict "${said}" stop it`, async () => {
    verdict = said;
    connection.start();
    socket().drop();
    await settled();
    assert.equal(connection.phase, 'stopped');
    assert.equal(connection.reason, reason);
    clock.advance(600000);
    assert.equal(sockets.length, 1);
  });
}

test('4001 stops without fighting back; "use it here" starts again', () => {
  goLive();
  socket().drop(4001);
  assert.equal(connection.reason, 'elsewhere');
  connection.wake();
  clock.advance(600000);
  assert.equal(sockets.length, 1);
  goLive();
  assert.equal(connection.phase, 'live');
  assert.equal(connection.reason, null);
});

test('4003 means removed', () => {
  goLive();
  socket().drop(4003);
  assert.equal(connection.reason, 'removed');
});

test('1000 is asked about: over, or only a server that changed its mind', async () => {
  goLive();
  verdict = 'ended';
  socket().drop(1000);
  await settled();
  assert.equal(connection.reason, 'ended');

  verdict = 'here';
  goLive();
  socket().drop(1000);
  await settled();
  assert.equal(connection.phase, 'waiting');
});

test('waking tries at once, even while the server is being asked', async () => {
  verdict = 'void';
  connection.start();
  socket().drop();
  connection.wake();
  assert.equal(sockets.length, 2);
  await settled();
  assert.equal(connection.phase, 'connecting', 'the late verdict is not listened to');
});

test('waking starts over with quick tries: the Wi-Fi may need a second more', async () => {
  goLive();
  verdict = 'unreachable';
  for (let failed = 0; failed < 8; failed++) {
    socket().drop();
    await settled();
    clock.advance(4000);
  }
  connection.wake();
  const tries = sockets.length;
  socket().drop();
  await settled();
  clock.advance(150);
  assert.equal(sockets.length, tries + 1);
});

test('waking a live line asks for a sign of life, and gives up on silence', () => {
  goLive();
  connection.wake();
  connection.wake();
  assert.deepEqual(
    socket().sent.map(each => each.type),
    ['join', 'heartbeat'],
  );
  clock.advance(1999);
  assert.equal(connection.phase, 'live');
  clock.advance(1);
  assert.equal(connection.phase, 'waiting');
  assert.equal(sockets[0].closed, true);
});

/** Goes live where the server wants to hear from each phone so often. */
function goLiveWith(heartbeat_s) {
  connection.start();
  socket().open();
  socket().receive({ ...SNAPSHOT, heartbeat_s });
}

const ack = () => socket().receive({ type: 'heartbeat_ack', timestamp: 0 });
const beats = () => socket().sent.filter(each => each.type === 'heartbeat').length;

test('beats as often as the server says, and knows within 5 s that the line is dead', () => {
  for (const silentAfter of [0, 1, 1000, 2499]) {
    goLiveWith(2.5);
    for (let beat = 0; beat < 4; beat++) {
      clock.advance(2500);
      ack();
    }
    assert.equal(beats(), 4);
    clock.advance(silentAfter);
    const silentSince = clock.now();
    while (connection.phase === 'live') clock.advance(1);
    assert.ok(clock.now() - silentSince <= 4500);
    assert.equal(clock.now() - connection.downSince, 2000, 'down since it was asked');
    connection.stop('ended');
    connection.slowestMs = 0;
  }
});

test('on a dark screen it beats every 30 s, and at once when it is lit', () => {
  let dark = true;
  connection.around.isDark = () => dark;
  goLiveWith(2.5);
  clock.advance(29999);
  assert.equal(beats(), 0);
  dark = false;
  connection.wake();
  assert.equal(beats(), 1);
  ack();
  clock.advance(2500);
  assert.equal(beats(), 2);
});

test('a slow line is given longer, and is not dropped again and again', () => {
  goLiveWith(2.5);
  let losses = 0;
  for (let beat = 0; beat < 20; beat++) {
    connection.check();
    clock.advance(3000);
    if (connection.phase === 'live') ack();
    else {
      losses += 1;
      while (connection.phase !== 'connecting') clock.advance(50);
      socket().open();
      socket().receive({ ...SNAPSHOT, heartbeat_s: 2.5 });
    }
  }
  assert.equal(losses, 1);
});

test('a line that has become quick again is watched as closely as before', () => {
  goLiveWith(2.5);
  connection.slowestMs = 3000;
  for (let beat = 0; beat < 40; beat++) {
    clock.advance(2500);
    ack();
  }
  connection.check();
  clock.advance(2000);
  assert.notEqual(connection.phase, 'live');
});

test('what is large, or has to be stored, may take longer', () => {
  goLiveWith(2.5);
  connection.check(true);
  clock.advance(3999);
  assert.equal(connection.phase, 'live');
  ack();
  connection.send({ type: 'request_help', data: { screenshot: 'x'.repeat(200000) } });
  connection.check();
  clock.advance(9999);
  assert.equal(connection.phase, 'live');
  clock.advance(1);
  assert.notEqual(connection.phase, 'live');
});

test('any message is a sign of life; acknowledgements are kept from the page', () => {
  goLive();
  connection.check();
  socket().receive({ type: 'heartbeat_ack', timestamp: 0 });
  clock.advance(20000);
  assert.equal(connection.phase, 'live');
  assert.equal(messages.length, 1);
});

test('a picture that is still leaving is not taken for silence; a stuck one is', () => {
  goLive();
  socket().bufferedAmount = 500;
  connection.check();
  clock.advance(2000);
  socket().bufferedAmount = 300;
  clock.advance(2000);
  assert.equal(connection.phase, 'live');
  clock.advance(2000);
  assert.equal(connection.phase, 'waiting');
});

test('beats every 30 s', () => {
  goLive();
  for (let beat = 0; beat < 3; beat++) {
    clock.advance(30000);
    socket().receive({ type: 'heartbeat_ack', timestamp: clock.now() });
  }
  assert.deepEqual(
    socket()
      .sent.filter(each => each.type === 'heartbeat')
      .map(each => each.data.timestamp),
    [30000, 60000, 90000],
  );
});

test('an upgrade that never answers is given up after 8 s', () => {
  connection.start();
  clock.advance(8000);
  assert.equal(sockets[0].closed, true);
  assert.equal(connection.phase, 'waiting');
});

test('a refused join: over stops, anything else tries again', () => {
  connection.start();
  socket().open();
  socket().receive({ type: 'error', ref: 'join', code: 'session_ended' });
  assert.equal(connection.reason, 'ended');
  connection.start();
  socket().open();
  socket().receive({ type: 'error', ref: 'join', code: 'storage_failed' });
  assert.equal(connection.phase, 'waiting');
});

test('what is no message is ignored', () => {
  goLive();
  for (const text of ['', 'nonsense', '[]', 'null', '{"a":1}', '{"type":5}']) socket().receive(text);
  assert.equal(messages.length, 1);
});
