/**
 * The picture of the next step, fetched during the present one: at a moment of its own, so that the
 * phones of a class do not all ask at once. No DOM: time, chance and the way to fetch are given.
 *
 * @typedef {(url: string, failed: () => void) => () => void} Fetch begins; returns what ends it
 */
export class PicturesAhead {
  /** @param {{clock: import('./connection.js').Clock, random: () => number, fetch: Fetch}} around */
  constructor({ clock, random, fetch }) {
    this.clock = clock;
    this.random = random;
    this.fetch = fetch;
    this.url = '';
    /** @type {any} */
    this.timer = null;
    /** @type {(() => void)|null} */
    this.end = null;
  }

  /** From now on this one, and no other. @param {string} url or '' @param {number} spreadS over how long the class fetches it */
  want(url, spreadS) {
    if (url === this.url) return;
    this.clock.clear(this.timer);
    if (this.end) this.end();
    this.end = null;
    this.url = url;
    if (url) this.timer = this.clock.set(() => this.begin(url), this.random() * spreadS * 1000);
  }

  /** @param {string} url */
  begin(url) {
    this.end = this.fetch(url, () => {
      // It is wanted again with the next word from the class.
      if (this.url === url) this.url = '';
    });
  }
}
