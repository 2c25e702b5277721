/**
 * The list of students: who is here, who asks for help, and their progress. The order and the buttons
 * are passed in.
 */
import { button, keep, make, setText } from './helper_page.js';
import { say } from './helper_words.js';

/**
 * @typedef {import('./helper_client.js').Board} Board
 * @typedef {import('./helper_client.js').Student} Student
 *
 * @typedef {object} Action a button in each row
 * @property {import('./helper_words.js').Word} word
 * @property {import('./helper_words.js').Word} [label] for screen readers, if the word is a symbol
 * @property {(student: Student) => void} act
 * @property {(student: Student) => boolean} isOffered
 *
 * @typedef {object} Look how the list is shown
 * @property {(students: Student[]) => Student[]} [order] by default the order of signing in
 * @property {Action[]} [actions]
 * @property {(student: Student) => string} [note] more text about a student
 */

export class StudentList {
  /** @param {HTMLElement} heading @param {HTMLElement} list @param {Look} [look] */
  constructor(heading, list, look = {}) {
    this.heading = heading;
    this.list = list;
    this.order = look.order || (students => students);
    this.actions = look.actions || [];
    this.note = look.note || (() => '');
  }

  /** @param {Board} board */
  show(board) {
    const asking = new Set(board.help.map(ticket => ticket.user_id));
    /** The students on the latest board, for the buttons. @type {Map<number, Student>} */
    this.known = new Map(board.students.map(student => [student.participant_id, student]));
    setText(this.heading, say('students', { n: board.students.length }));
    keep(
      this.list,
      this.order(board.students),
      student => student.participant_id,
      student => this.row(student.participant_id),
      (item, student) => this.write(item, student, board, asking.has(student.user_id)),
    );
  }

  /** @param {number} id */
  row(id) {
    const item = make('li', 'student', make('b', ''), make('span', 'soft'));
    for (const { word, label, act } of this.actions) {
      const student = () => this.known && this.known.get(id);
      const made = button(say(word), () => {
        const now = student();
        if (now) act(now);
      });
      if (label) made.setAttribute('aria-label', `${say(word)} ${say(label)}`);
      item.append(made);
    }
    return item;
  }

  /** @param {HTMLElement} item @param {Student} student @param {Board} board @param {boolean} asks */
  write(item, student, board, asks) {
    const [name, more, ...buttons] = /** @type {HTMLElement[]} */ ([...item.children]);
    setText(name, student.user_name);
    const said = [
      asks ? say('asks') : '',
      student.is_here ? '' : say('away'),
      student.is_done ? say('stepDone') : '',
      `${student.done}/${board.total_steps}`,
      this.note(student),
    ];
    setText(more, said.filter(Boolean).join(' · '));
    item.classList.toggle('away', !student.is_here);
    this.actions.forEach(({ isOffered }, index) => {
      buttons[index].hidden = !isOffered(student);
    });
  }
}
