/** The instructor's phone sends pictures over a line that is lost now and then. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { AGAIN_MS, PATIENCE_MS, PIECE_BYTES, UploadClient } from '../../../resources/upload/upload_client.js';
import { FakeClock, settled } from './surroundings.mjs';

class Socket {
  sent = [];
  closed = false;

  send(data) {
    this.sent.push(typeof data === 'string' ? JSON.parse(data) : data);
  }

  close() {
    this.closed = true;
  }

  say(type, data) {
    this.onmessage({ data: JSON.stringify({ type, data }) });
  }

  drop(code = 1006) {
    this.onclose({ code });
  }
}

let clock, sockets, client, verdict;

beforeEach(() => {
  clock = new FakeClock();
  sockets = [];
  verdict = 'unreachable';
  client = new UploadClient({
    openSocket: () => sockets[sockets.push(new Socket()) - 1],
    probe: async () => verdict,
    clock,
    random: () => 0.5,
    onChange: () => {},
  });
  client.start();
});

const last = () => sockets[sockets.length - 1];
const ready = (most = 60, stored = []) => last().say('upload_ready', { most, stored });
const picture = (id, size = 10) => ({ id, name: `${id}.png`, bytes: new Uint8Array(size).fill(7), url: '' });
const states = () => client.items.map(item => item.state).join(' ');
const ids = () => client.items.map(item => item.id).join('');

/** The computer asks for a picture from an offset, and takes it to its end. */
function takeFrom(id, offset, size) {
  const socket = last();
  socket.say('send_picture', { id, offset });
  for (let got = offset; got < size;) {
    const piece = socket.sent[socket.sent.length - 1];
    got += piece.length;
    if (got < size) socket.say('picture_received', { id, bytes: got });
  }
  socket.say('picture_stored', { id, was_known: false });
}

test('pictures go one by one, each after the one before is on the disk', () => {
  ready();
  ['a', 'b'].forEach(id => client.add(picture(id)));
  assert.deepEqual(last().sent, [], 'nothing before Send');
  client.send();
  assert.deepEqual(last().sent, [
    { type: 'offer_picture', data: { id: 'a', name: 'a.png', bytes: 10, place: 1, total: 2 } },
  ]);
  takeFrom('a', 0, 10);
  assert.equal(states(), 'stored sending');
  takeFrom('b', 0, 10);
  assert.equal(states(), 'stored stored');
  assert.equal(client.share, 1);
  assert.equal(client.free, 58);
});

test('a picture goes in pieces, each after the answer to the one before', () => {
  ready();
  client.add(picture('a', 2.5 * PIECE_BYTES));
  client.send();
  last().say('send_picture', { id: 'a', offset: 0 });
  assert.deepEqual(
    last()
      .sent.slice(1)
      .map(piece => piece.length),
    [PIECE_BYTES],
  );
  assert.equal(client.share, 0);
  last().say('picture_received', { id: 'a', bytes: PIECE_BYTES });
  last().say('picture_received', { id: 'a', bytes: 2 * PIECE_BYTES });
  assert.equal(last().sent[3].length, PIECE_BYTES / 2);
  assert.equal(client.share, 0.8);
});

test('after a lost line it goes on where it stopped', () => {
  ready();
  client.add(picture('a', 2 * PIECE_BYTES));
  client.send();
  last().say('send_picture', { id: 'a', offset: 0 });
  last().say('picture_received', { id: 'a', bytes: PIECE_BYTES });
  last().drop();
  assert.equal(client.phase, 'down');
  assert.equal(states(), 'queued');
  clock.advance(10000);
  assert.equal(sockets.length, 2);
  ready();
  assert.equal(last().sent[0].data.id, 'a');
  takeFrom('a', PIECE_BYTES, 2 * PIECE_BYTES);
  assert.equal(last().sent.length, 2, 'half of it, once');
  assert.equal(states(), 'stored');
});

test('what was stored while the line was lost is not sent again', () => {
  ready();
  ['a', 'b'].forEach(id => client.add(picture(id)));
  client.send();
  last().say('send_picture', { id: 'a', offset: 0 });
  last().drop();
  clock.advance(10000);
  ready(59, ['a']);
  assert.equal(states(), 'stored sending');
  assert.equal(last().sent[0].data.id, 'b');
});

test('a line that does not answer is given up', () => {
  ready();
  client.add(picture('a'));
  client.send();
  clock.advance(PATIENCE_MS + 10000);
  assert.ok(sockets[0].closed);
  assert.equal(sockets.length, 2);
  sockets[0].drop();
  assert.equal(sockets.length, 2, 'the end of the old one means nothing');
});

test('a line that cannot be opened is tried again, unless the pass is no good', async () => {
  last().drop();
  await settled();
  assert.equal(client.phase, 'down');
  clock.advance(10000);
  assert.equal(sockets.length, 2);
  verdict = 'void';
  last().drop();
  await settled();
  assert.equal(client.phase, 'void');
  clock.advance(60000);
  assert.equal(sockets.length, 2);
});

test('whoever comes back to the phone does not wait', async () => {
  last().drop();
  await settled();
  client.wake();
  assert.equal(sockets.length, 2);
  clock.advance(0);
  client.wake();
  assert.equal(sockets.length, 2, 'one line at a time');
});

for (const [code, phase] of [
  [1000, 'over'],
  [1008, 'fault'],
  [4001, 'replaced'],
]) {
  test(`${code} is the end`, () => {
    ready();
    last().drop(code);
    assert.equal(client.phase, phase);
    assert.ok(client.isOver);
    clock.advance(60000);
    assert.equal(sockets.length, 1);
  });
}

test('a refused picture is named, and the next one goes', () => {
  ready();
  ['a', 'b'].forEach(id => client.add(picture(id)));
  client.send();
  last().say('picture_refused', { id: 'a', reason: 'no_picture' });
  assert.equal(states(), 'refused sending');
  assert.equal(client.items[0].reason, 'no_picture');
  assert.equal(client.add(picture('a')), 'added', 'once more, if a person asks for it');
});

test('a disk that takes nothing is tried again a little later', () => {
  ready();
  client.add(picture('a'));
  client.send();
  last().say('picture_refused', { id: 'a', reason: 'storage_failed' });
  assert.equal(states(), 'queued');
  assert.ok(client.isDiskFull);
  clock.advance(AGAIN_MS);
  assert.equal(last().sent.length, 2);
  last().say('picture_stored', { id: 'a', was_known: true });
  assert.ok(!client.isDiskFull);
  assert.ok(client.items[0].wasKnown);
  assert.equal(client.free, 60, 'what was known takes no room');
});

test('the same file is one picture, and no more than have room', () => {
  ready(2, ['z']);
  assert.equal(client.add(picture('a')), 'added');
  assert.equal(client.add(picture('a')), 'twice');
  assert.equal(client.add(picture('z')), 'added', 'the computer has it: it takes no room');
  assert.equal(client.items[1].state, 'stored');
  assert.equal(client.add(picture('b')), 'added');
  assert.equal(client.add(picture('c')), 'full');
});

test('the order can be changed until it is sent', () => {
  ready();
  ['a', 'b', 'c'].forEach(id => client.add(picture(id)));
  assert.equal(client.move('c', -1), 1);
  assert.equal(ids(), 'acb');
  assert.equal(client.move('a', -1), -1);
  assert.equal(client.move('b', 1), -1);
  client.remove('c');
  assert.equal(ids(), 'ab');
  client.send();
  assert.equal(client.move('b', -1), -1, 'it is on its way');
  client.remove('b');
  assert.equal(ids(), 'ab');
  ['d', 'e'].forEach(id => client.add(picture(id)));
  assert.equal(client.move('e', -1), 0);
  assert.equal(ids(), 'abed');
});
