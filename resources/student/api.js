/**
 * The HTTP API of the class. Nothing here rejects: status 0 means that the server was not reached.
 *
 * @typedef {{status: number, body: any, retryAfter?: string|null, language?: string|null}} Answer
 */
const PATIENCE_MS = 6000;

/** @param {string} path @param {string} [method] @returns {Promise<Answer>} */
async function call(path, method = 'GET') {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE_MS);
  try {
    const response = await fetch(path, { method, signal: abort.signal });
    const body = await response.json().catch(() => ({}));
    const { status, headers } = response;
    return { status, body, retryAfter: headers.get('Retry-After'), language: headers.get('Content-Language') };
  } catch {
    return { status: 0, body: {} };
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} code only letters and digits */
const at = code => `/api/sessions/${code}`;

/** Identify this phone: many may share an address, and a browser may keep no cookies. */
let device = '';
let ticket = '';

/** @param {string} deviceId @param {string|null} [instead] the ticket used instead of a cookie */
export function introduce(deviceId, instead) {
  device = deviceId;
  ticket = instead || '';
}

const me = (deviceId = device) => `?role=STUDENT&device_id=${deviceId}&ticket=${ticket}`;

/** @param {string} code */
export const socketUrl = code => `${location.origin.replace('http', 'ws')}/ws/sessions/${code}/${me()}`;

/** @param {string} code */
export const getSession = code => call(at(code) + me());

/** @param {string} code @param {string} name @param {string} deviceId @param {string} change what a signed-in student changes: '', 'name' or 'person' @param {boolean} [cookieless] */
export const join = (code, name, deviceId, change, cookieless) =>
  call(
    `${at(code)}/join${me(deviceId)}&name=${encodeURIComponent(name)}&change=${change}&cookies=${cookieless ? 'no' : ''}`,
    'POST',
  );

/** @param {string} code @returns {Promise<import('./class_state.js').Lesson|null>} */
export async function getSteps(code) {
  const { status, body, language } = await call(`${at(code)}/subtasks${me()}`);
  return status === 200 && Array.isArray(body.subtasks) ? { steps: body.subtasks, language: language || '' } : null;
}

/** @param {string} code */
export const handoutUrl = code => `${at(code)}/handout${me()}`;

/** How many students are connected; null if unknown. @param {string} code @returns {Promise<number|null>} */
export async function getOnline(code) {
  const { body } = await getSession(code);
  return body.online ?? null;
}

/**
 * Finds out by two requests why a socket did not open, which browsers do not report.
 * @param {string} code @returns {Promise<import('./connection.js').Verdict>}
 */
export async function probe(code) {
  const session = await getSession(code);
  if (session.status === 404) return 'unknown';
  if (session.body.status === 'ENDED') return 'ended';
  // Only callers without a valid cookie have to wait after wrong codes: the seat is gone.
  if (session.status === 429) return 'void';
  if (session.status !== 200) return 'unreachable';
  const { status } = await call(`${at(code)}/subtasks${me()}`);
  return status === 403 || status === 401 ? 'void' : 'here';
}
