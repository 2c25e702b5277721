/**
 * The class over HTTP. Nothing here rejects: status 0 means that the server was not reached.
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

/** @param {string} code letters and digits alone */
const at = code => `/api/sessions/${code}`;

/** Who asks: many phones may share an address, and a browser may keep no cookies. */
let device = '';
let ticket = '';

/** @param {string} deviceId @param {string|null} [instead] the ticket in place of a cookie */
export function introduce(deviceId, instead) {
  device = deviceId;
  ticket = instead || '';
}

const me = (deviceId = device) => `?role=STUDENT&device_id=${deviceId}&ticket=${ticket}`;

/** @param {string} code */
export const socketUrl = code => `${location.origin.replace('http', 'ws')}/ws/sessions/${code}/${me()}`;

/** @param {string} code */
export const getSession = code => call(at(code) + me());

/** @param {string} code @param {string} name @param {string} deviceId @param {string} change of who is in: '', 'name' or 'person' @param {boolean} [cookieless] */
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

/** How many are in the class; null when it cannot be told. @param {string} code @returns {Promise<number|null>} */
export async function getOnline(code) {
  const { body } = await getSession(code);
  return body.online ?? null;
}

/**
 * Why a socket did not open: the browser does not say, these two questions do.
 * @param {string} code @returns {Promise<import('./connection.js').Verdict>}
 */
export async function probe(code) {
  const session = await getSession(code);
  if (session.status === 404) return 'unknown';
  if (session.body.status === 'ENDED') return 'ended';
  // To wait after wrong codes is only said to who has no valid cookie: the seat is gone.
  if (session.status === 429) return 'void';
  if (session.status !== 200) return 'unreachable';
  const { status } = await call(`${at(code)}/subtasks${me()}`);
  return status === 403 || status === 401 ? 'void' : 'here';
}
