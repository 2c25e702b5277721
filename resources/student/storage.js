/**
 * Small values stored on the phone. If the browser stores nothing (private mode, blocked, full), they
 * last as long as the tab: they are kept in `window.name`, which survives a reload.
 *
 * @typedef {{get(key: string): any, set(key: string, value: unknown): boolean, remove(key: string): void}} Storage
 */
const PREFIX = 'classroom.';

/**
 * @param {() => Pick<globalThis.Storage, 'getItem'|'setItem'|'removeItem'>} backing may throw
 * @param {{name: string}} [tab]
 * @returns {Storage}
 */
export function openStorage(backing, tab = { name: '' }) {
  /** @type {Map<string, string>} */
  const memory = remembered(tab.name);
  const remember = () => {
    tab.name = PREFIX + JSON.stringify([...memory]);
  };

  /** @template T @param {(store: ReturnType<typeof backing>) => T} use @param {T} otherwise */
  const attempt = (use, otherwise) => {
    try {
      return use(backing());
    } catch {
      return otherwise;
    }
  };

  return {
    get(key) {
      try {
        const text = memory.get(key) ?? attempt(store => store.getItem(PREFIX + key), null);
        return text === null ? null : JSON.parse(text);
      } catch {
        return null;
      }
    },
    set(key, value) {
      const text = JSON.stringify(value);
      const kept = attempt(store => (store.setItem(PREFIX + key, text), true), false);
      if (!kept) memory.set(key, text);
      if (!kept || memory.delete(key)) remember();
      return kept;
    },
    remove(key) {
      if (memory.delete(key)) remember();
      attempt(store => store.removeItem(PREFIX + key), undefined);
    },
  };
}

/** Reads the values from the tab's name; one that another page has set is ignored. @param {string} name of the tab @returns {Map<string, string>} */
function remembered(name) {
  try {
    return new Map(JSON.parse(name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '[]'));
  } catch {
    return new Map();
  }
}
