/**
 * The state of the class on this phone; each message is reduced to the next state. Pure.
 *
 * @typedef {object} Step
 * @property {number} id
 * @property {string} title
 * @property {number} order_index from 1
 * @property {string|null} guide_text
 * @property {string|null} [voice_guide_text]
 * @property {string|null} [description]
 * @property {string|null} [picture_url]
 * @property {import('./marks.js').Mark[]} [marks]
 * @property {{text: string, answers: string[]}} [question]
 *
 * @typedef {{steps: Step[], language: string}} Lesson
 *
 * @typedef {object} Help
 * @property {number|null} id
 * @property {number|null} position from 1; null while unknown
 * @property {boolean} coming the instructor is on the way
 * @property {string} words the instructor's answer
 * @property {{name: string}|undefined} [by] the helper who is on the way, unless it is the instructor
 *
 * @typedef {object} ClassState
 * @property {'WAITING'|'IN_PROGRESS'|'PAUSED'|'ENDED'|null} status null until joined
 * @property {string} classId unique to this class, unlike its code
 * @property {string} userName
 * @property {number|null} participantId
 * @property {number|null} userId
 * @property {number} heard the `message_id` of the last instructor's message received
 * @property {Step|null} step the step of the class
 * @property {Step[]} steps all of them, once fetched
 * @property {string} language of the lesson, such as `ko`; empty until fetched
 * @property {number} total
 * @property {number} spread the seconds over which the class fetches the next step's picture
 * @property {number[]} completed ids that the server has confirmed
 * @property {Record<number, number>} [answers] the answers to their questions, as an index from 0
 * @property {Help|null} help
 * @property {{from: string, text: string}[]} words the instructor's messages that are not dismissed yet
 */

/** @type {Readonly<ClassState>} */
export const NOTHING_YET = {
  status: null,
  classId: '',
  userName: '',
  participantId: null,
  userId: null,
  heard: 0,
  step: null,
  steps: [],
  language: '',
  total: 0,
  spread: 2,
  completed: [],
  help: null,
  words: [],
};

/** The key of one participant in one class: messages and presses are kept for it. @param {ClassState} state */
export const seatOf = ({ classId, participantId }) => `${classId} ${participantId}`;

/**
 * @param {ClassState} state
 * @param {import('./connection.js').Message} message
 * @returns {ClassState} the same object when the message changes nothing
 */
export function reduce(state, message) {
  const next = CHANGES[message.type];
  const id = message.message_id || 0;
  if (!next || (id && id <= state.heard)) return state;
  return { ...state, ...(id && { heard: id }), ...next(state, message) };
}

/** @type {Record<string, (state: ClassState, message: import('./connection.js').Message) => Partial<ClassState>>} */
const CHANGES = {
  // No prototype, so that a message type cannot match an inherited name.
  __proto__: /** @type {any} */ (null),

  join_confirmed: (state, m) => ({
    ...(seatOf(state) !== `${m.class_id} ${m.participant_id}` && NOTHING_YET),
    classId: m.class_id,
    status: m.status,
    userName: m.user_name,
    participantId: m.participant_id,
    userId: m.user_id,
    step: m.subtask || null,
    total: m.total_steps,
    spread: m.picture_spread_s,
    completed: m.completed_subtasks,
    answers: m.answers,
    help: m.open_help_request && {
      id: m.open_help_request,
      position: m.open_help_position,
      coming: m.open_help_status === 'ON_THE_WAY',
      words: m.open_help_message || '',
      by: m.open_help_by,
    },
  }),

  step_changed: (state, m) => ({
    step: m.subtask,
    spread: m.picture_spread_s || state.spread,
    // Only a class in progress has a step; the status message may come after it.
    status: state.status === 'WAITING' ? 'IN_PROGRESS' : state.status,
  }),

  // WAITING: the start was undone.
  session_status_changed: ({ step }, m) => ({ status: m.status, step: m.status === 'WAITING' ? null : step }),

  participant_renamed: (state, m) => (m.user_id === state.userId ? { userName: m.user_name } : {}),

  instructor_message: (state, m) => ({ words: [...state.words, { from: m.user_name, text: m.message }] }),

  step_complete_confirmed: (state, m) => ({
    completed: state.completed.includes(m.subtask_id) ? state.completed : [...state.completed, m.subtask_id],
    answers: { ...state.answers, [m.subtask_id]: m.answer },
  }),

  step_reopened: (state, m) => ({ completed: state.completed.filter(id => id !== m.subtask_id) }),

  request_help_confirmed: (state, m) => ({
    help: { coming: false, words: '', ...state.help, id: m.help_request_id, position: m.position },
  }),

  help_position: ({ help }, m) =>
    help && help.id === m.help_request_id ? { help: { ...help, position: m.position } } : {},

  cancel_help_confirmed: () => ({ help: null }),

  help_response: ({ help, words }, m) => {
    const id = m.help_request_id;
    // The instructor reopened the request: it was removed here when it was resolved.
    if (m.status === 'PENDING') return { help: { id, position: null, coming: false, words: '' } };
    const own = help && help.id === id;
    if (m.status === 'ON_THE_WAY')
      return own ? { help: { ...help, coming: true, words: m.message || '', by: m.by } } : {};
    // The message may come late, when the snapshot has no open request any more.
    return { help: own ? null : help, words: m.message ? [...words, { from: '', text: m.message }] : words };
  },
};

/**
 * The steps before the class's step that are not done.
 * @param {ClassState} state @param {(id: number) => boolean} isDone
 */
export function missedSteps({ step, steps }, isDone) {
  return step ? steps.filter(each => each.order_index < step.order_index && !isDone(each.id)) : [];
}
