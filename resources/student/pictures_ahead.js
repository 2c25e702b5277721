/**
 * Fetches the picture of the next step during the present one, at a random time, so that the phones of
 * a class do not all ask at once. No DOM: clock, random numbers and the fetch function are passed in.
 *
 * @typedef {(url: string, failed: () => void) => () => void} Fetch starts; returns a function to cancel it
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

  /** Replaces the picture to fetch. @param {string} url or '' @param {number} spreadS seconds over which the class fetches it */
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
      // It is requested again at the next message from the class.
      if (this.url === url) this.url = '';
    });
  }
}
