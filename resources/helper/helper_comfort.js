/** The panel to set text size, reading aloud and contrast of one phone or of all. */
import { at, button, make, setText } from './helper_page.js';
import { say } from './helper_words.js';

/**
 * @typedef {import('./helper_client.js').HelperClient} HelperClient
 * @typedef {import('./helper_client.js').Student} Student
 * @typedef {import('./helper_client.js').Thing} Thing
 */

/** @type {Thing[]} */
export const THINGS = ['larger_text', 'read_aloud', 'high_contrast'];

export class ComfortPanel {
  /** @param {() => HelperClient|null} client */
  constructor(client) {
    this.client = client;
    /** The student whose phone is set; null: all. @type {Student|null} */
    this.student = null;
    this.heading = make('p', '');
    this.heading.id = 'comfort-title';
    this.buttons = THINGS.map(thing => button(say(thing), () => this.press(thing)));
    this.panel = make(
      'div',
      'ask',
      this.heading,
      ...this.buttons,
      button(say('close'), () => this.close()),
    );
    this.panel.id = 'comfort';
    this.panel.hidden = true;
    this.panel.setAttribute('role', 'dialog');
    this.panel.setAttribute('aria-labelledby', 'comfort-title');
    at('class').append(this.panel);
  }

  /** @param {Student|null} student null: all */
  open(student) {
    this.student = student;
    this.panel.hidden = false;
    this.show();
    this.buttons[0].focus({ preventScroll: true });
  }

  close() {
    this.panel.hidden = true;
  }

  /** @returns {Student[]} the students whose phones are set, as on the latest board */
  whom() {
    const client = this.client();
    const students = client && client.board ? client.board.students : [];
    const { student } = this;
    return student ? students.filter(each => each.participant_id === student.participant_id) : students;
  }

  /** @param {Thing} thing */
  has(thing) {
    const client = this.client();
    const wished = client && client.wishedComfort(this.student ? this.student.participant_id : null, thing);
    if (typeof wished === 'boolean') return wished;
    const whom = this.whom();
    return whom.length > 0 && whom.every(each => each.comfort !== undefined && each.comfort[thing] === true);
  }

  show() {
    if (this.panel.hidden) return;
    if (this.student && !this.whom().length) return this.close();
    const { student } = this;
    setText(this.heading, student ? say('comfortFor', { name: student.user_name }) : say('comfortForAll'));
    THINGS.forEach((thing, index) => this.buttons[index].setAttribute('aria-pressed', String(this.has(thing))));
  }

  /** @param {Thing} thing */
  press(thing) {
    const client = this.client();
    if (client) client.setComfort(this.student ? this.student.participant_id : null, thing, !this.has(thing));
    this.show();
  }
}
