/**
 * A student on Node's `ws`: signs in over HTTP, then opens the socket with the cookie.
 *
 * What happens is one JSON line each on stdout; each line on stdin is a frame to send, or
 * `{"split": text}` for a message in three fragments, or `{"binary": text}`.
 */
import process from 'node:process';
import { createInterface } from 'node:readline';
import WebSocket from 'ws';

const LOST = 1006;
const RETRY_MS = 200;

const [baseUrl, code, name] = process.argv.slice(2);

const lines = createInterface({ input: process.stdin });
const tell = (event, what) => process.stdout.write(`${JSON.stringify({ event, what })}\n`);

const query = new URLSearchParams({ name });
const answer = await fetch(`${baseUrl}/api/sessions/${code}/join?${query}`, { method: 'POST' });
tell('joined', { ...(await answer.json()), httpStatus: answer.status });

const [cookie] = answer.headers.get('set-cookie').split(';');
let socket;
let leaving = false;

/** Opens the socket; a line that is lost without a word is opened again, with the same cookie. */
function open() {
  socket = new WebSocket(`${baseUrl.replace('http', 'ws')}/ws/sessions/${code}/`, {
    headers: { cookie },
  });
  let opened = false;
  socket.on('open', () => {
    opened = true;
    tell('opened', { extensions: socket.extensions });
  });
  socket.on('message', (data, isBinary) => {
    const { type, data: fields } = JSON.parse(data.toString());
    tell('message', { type, data: fields, isBinary });
  });
  socket.on('ping', () => tell('pinged', {}));
  socket.on('error', () => {}); // a 'close' follows
  socket.on('close', closeCode => {
    if (closeCode === LOST && !leaving) {
      if (opened) tell('lost', {});
      setTimeout(open, RETRY_MS);
      return;
    }
    tell('closed', { code: closeCode });
    lines.close();
  });
}

open();
for await (const line of lines) {
  const { split, binary } = JSON.parse(line);
  if (split) {
    const middle = split.length >> 1;
    socket.send(split.slice(0, 1), { fin: false });
    socket.send(split.slice(1, middle), { fin: false });
    socket.send(split.slice(middle), { fin: true });
  } else if (binary) {
    socket.send(new TextEncoder().encode(binary), { binary: true });
  } else {
    socket.send(line);
  }
}
leaving = true;
socket.close(1000);
