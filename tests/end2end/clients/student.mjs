/**
 * A student on Node's `ws`: signs in over HTTP, then opens the socket with the cookie.
 *
 * What happens is one JSON line each on stdout; each line on stdin is a frame to send, or
 * `{"split": text}` for a message in three fragments, or `{"binary": text}`.
 */
import process from 'node:process';
import { createInterface } from 'node:readline';
import WebSocket from 'ws';

const [baseUrl, code, name] = process.argv.slice(2);

const lines = createInterface({ input: process.stdin });
const tell = (event, what) => process.stdout.write(`${JSON.stringify({ event, what })}\n`);

const query = new URLSearchParams({ name });
const answer = await fetch(`${baseUrl}/api/sessions/${code}/join?${query}`, { method: 'POST' });
tell('joined', { ...(await answer.json()), httpStatus: answer.status });

const [cookie] = answer.headers.get('set-cookie').split(';');
const socket = new WebSocket(`${baseUrl.replace('http', 'ws')}/ws/sessions/${code}/`, {
  headers: { cookie },
});
socket.on('open', () => tell('opened', { extensions: socket.extensions }));
socket.on('message', (data, isBinary) => {
  const { type, data: fields } = JSON.parse(data.toString());
  tell('message', { type, data: fields, isBinary });
});
socket.on('ping', () => tell('pinged', {}));
socket.on('close', closeCode => {
  tell('closed', { code: closeCode });
  lines.close();
});

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
socket.close(1000);
