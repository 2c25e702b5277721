/**
 * Small values kept on the phone. Where the browser keeps nothing (private mode, blocked, full) they
 * last as long as the page.
 *
 * @typedef {{get(key: string): any, set(key: string, value: unknown): boolean, remove(key: string): void}} Storage
 */
const PREFIX = 'classroom.';

/**
 * @param {() => Pick<globalThis.Storage, 'getItem'|'setItem'|'removeItem'>} backing may throw
 * @returns {Storage}
 */
export function openStorage(backing) {
  /** @type {Map<string, string>} */
  const memory = new Map();

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
      if (kept) memory.delete(key);
      else memory.set(key, text);
      return kept;
    },
    remove(key) {
      memory.delete(key);
      attempt(store => store.removeItem(PREFIX + key), undefined);
    },
  };
}
