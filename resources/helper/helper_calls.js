/** The cards of the help requests: who waits, for how long and with what, and the helper's buttons. */
import { at, button, keep, make, setText } from './helper_page.js';
import { namesOf, say } from './helper_words.js';

/** @typedef {import('./helper_client.js').HelperClient} HelperClient @typedef {import('./helper_client.js').Ticket} Ticket */

const LATE_S = 120;
const MOST_LETTERS = 500;

/** The elements of each card. @type {WeakMap<HTMLElement, ReturnType<typeof partsOf>>} */
const parts = new WeakMap();

/** @param {HelperClient} client */
export function showCalls(client) {
  const { board, question } = client;
  if (!board) return;
  setText(at('help-title'), say('help', { n: board.help.length }));
  setText(at('nobody'), board.help.length ? '' : say('nobody'));
  keep(
    at('help'),
    board.help,
    ticket => ticket.help_request_id,
    ticket => card(client, ticket),
    (item, ticket) => write(client, item, ticket),
  );
  keep(
    at('solved'),
    board.solved,
    ticket => ticket.help_request_id,
    ticket => {
      const id = ticket.help_request_id;
      const words = make('span', 'soft');
      return make(
        'li',
        'row',
        words,
        button(say('reopen'), () => client.press('reopen', id)),
      );
    },
    (item, ticket) => {
      setText(item.children[0], say('solvedWas', { name: ticket.user_name }));
      const undo = /** @type {HTMLButtonElement} */ (item.children[1]);
      undo.disabled = client.wishes.about(ticket.help_request_id) !== null;
    },
  );
  at('going').hidden = !question;
  if (question) setText(at('going-words'), say('already', { names: namesOf(question.going) }));
}

/** @param {HelperClient} client */
export function listenToQuestion(client) {
  setText(at('going-too'), say('goingToo'));
  setText(at('going-not'), say('leave'));
  at('going-too').onclick = () => client.question && client.go(client.question.id, true);
  at('going-not').onclick = () => client.leave();
}

/** @param {HelperClient} client @param {Ticket} ticket */
function partsOf(client, ticket) {
  const { help_request_id: id, user_id: userId } = ticket;
  const image = /** @type {HTMLImageElement} */ (make('img', ''));
  image.hidden = true;
  image.onclick = () => image.classList.toggle('large');
  const words = /** @type {HTMLTextAreaElement} */ (make('textarea', ''));
  words.rows = 2;
  words.maxLength = MOST_LETTERS;
  const form = /** @type {HTMLFormElement} */ (make('form', ''));
  const ask = (/** @type {boolean} */ open) => {
    form.hidden = !open;
    if (open) words.focus();
  };
  const send = /** @type {HTMLButtonElement} */ (make('button', '', say('send')));
  form.append(
    words,
    make(
      'div',
      'row',
      send,
      button(say('cancel'), () => ask(false)),
    ),
  );
  form.hidden = true;
  form.onsubmit = event => {
    event.preventDefault();
    const message = words.value.trim();
    if (message) client.reply(userId, message);
    words.value = '';
    ask(false);
  };
  return {
    name: make('b', ''),
    time: make('span', 'time'),
    where: make('p', 'soft'),
    message: make('p', 'message'),
    image,
    goes: make('p', 'goes'),
    go: button('', () => client.go(id, somebodyGoes(client, id))),
    back: button(say('back'), () => client.press('back', id)),
    solve: button(say('solved'), () => client.press('solve', id)),
    reply: button(say('reply'), () => ask(Boolean(form.hidden))),
    words,
    form,
  };
}

/** Whether the page shows somebody on the way: a helper who presses then goes too. @param {HelperClient} client @param {number} id */
const somebodyGoes = ({ board }, id) =>
  board !== null && board.help.some(ticket => ticket.help_request_id === id && ticket.going.length > 0);

/** @param {HelperClient} client @param {Ticket} ticket */
function card(client, ticket) {
  const all = partsOf(client, ticket);
  const { name, time, where, message, image, goes, go, back, solve, reply, form } = all;
  const item = make('li', 'card', make('p', 'head', name, time), where, message, image, goes);
  item.append(make('div', 'row', go, solve), make('div', 'row', reply, back), form);
  parts.set(item, all);
  return item;
}

/** @param {HelperClient} client @param {HTMLElement} item @param {Ticket} ticket */
function write(client, item, ticket) {
  const all = /** @type {ReturnType<typeof partsOf>} */ (parts.get(item));
  const { help_request_id: id, is_mine: isMine, going } = ticket;
  const pressed = client.wishes.about(id);
  const waited = client.waited(ticket);
  const minutes = Math.floor(waited / 60);
  setText(all.name, ticket.user_name);
  setText(all.time, minutes ? say('minutes', { n: minutes }) : say('now'));
  item.classList.toggle('late', waited >= LATE_S && !going.length);
  item.classList.toggle('mine', isMine);
  const step = ticket.step ? `${say('step', { n: ticket.step })} · ${ticket.step_title || ''}` : '';
  setText(all.where, [step, ticket.is_here ? '' : say('away')].filter(Boolean).join(' · '));
  setText(all.message, ticket.message ? `“${ticket.message}”` : '');
  const address = ticket.has_picture ? `/api/helper-board/${id}/picture?role=HELPER` : '';
  if (address && all.image.getAttribute('src') !== address) all.image.src = address;
  all.image.hidden = !address;
  all.image.alt = say('photo', { name: ticket.user_name });
  const beside = others(ticket, client.board ? client.board.user_name : '');
  const who = [isMine ? say('mine') : '', beside.length ? namesOf(beside) : ''].filter(Boolean);
  setText(all.goes, who.length ? say('goes', { names: who.join(', ') }) : '');
  setText(all.go, say(going.length ? 'goingToo' : 'going'));
  all.words.setAttribute('aria-label', say('replyTo', { name: ticket.user_name }));
  all.words.placeholder = say('replyTo', { name: ticket.user_name });
  all.go.hidden = isMine;
  all.go.className = going.length ? '' : 'primary';
  all.solve.className = isMine ? 'primary' : '';
  all.back.hidden = !isMine;
  all.go.disabled = all.back.disabled = all.solve.disabled = pressed !== null;
}

/** The others on the way; the names of a class's helpers are unique. @param {Ticket} ticket @param {string} me */
const others = ({ going }, me) => going.filter(({ role, name }) => role !== 'HELPER' || name !== me);
