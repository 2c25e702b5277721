/** Functions of the phone: speech, vibration, wake lock. Any of them may be missing. */

/** The language to read a text in: any Hangul means Korean, whatever the lesson's language. @param {string} text @param {string} lesson its language, if known */
export const languageOf = (text, lesson) => (/[ㄱ-ㆎ가-힣]/.test(text) ? 'ko' : lesson || 'en');

/** @param {SpeechSynthesisVoice[]} voices @param {string} language */
export function findVoice(voices, language) {
  const own = voices.filter(voice => voice.lang.slice(0, 2).toLowerCase() === language.slice(0, 2).toLowerCase());
  return own.find(voice => voice.localService) || own[0] || null;
}

export class Reader {
  /** @param {SpeechSynthesis|undefined} speech @param {() => void} onChange */
  constructor(speech, onChange) {
    this.speech = speech;
    this.onChange = onChange;
    this.speaking = false;
    /** Whether reading was tried and no voice was found. */
    this.voiceless = false;
    // On Android voices are loaded lazily: the first call starts that.
    if (speech) speech.getVoices();
  }

  /** @param {string} text @param {string} language */
  read(text, language) {
    this.stop();
    const voice = this.speech && findVoice(this.speech.getVoices(), language);
    this.voiceless = !voice;
    if (this.speech && voice) {
      const words = new SpeechSynthesisUtterance(text);
      words.voice = voice;
      words.lang = voice.lang;
      words.rate = 0.9;
      words.onend = words.onerror = () => this.set(false);
      this.speech.speak(words);
    }
    this.set(Boolean(voice));
  }

  stop() {
    if (!this.speech || !this.speaking) return;
    this.speech.cancel();
    this.set(false);
  }

  /** @param {boolean} speaking */
  set(speaking) {
    this.speaking = speaking;
    this.onChange();
  }
}

/** Vibrates; not before the page was touched, when browsers refuse it with a warning. @param {number[]} pattern */
export function shake(pattern) {
  const touched = !navigator.userActivation || navigator.userActivation.hasBeenActive;
  if (navigator.vibrate && touched) navigator.vibrate(pattern);
}

/** Keeps the screen on. Browsers allow it only in secure contexts; elsewhere phones reconnect when woken. */
export class Wakefulness {
  constructor() {
    /** @type {WakeLockSentinel|null} */
    this.lock = null;
    this.wanted = false;
    this.asking = false;
  }

  /** @param {boolean} wanted */
  async keep(wanted) {
    this.wanted = wanted;
    if (!wanted) this.release();
    const held = this.lock && !this.lock.released;
    if (!wanted || held || this.asking || document.visibilityState !== 'visible') return;
    if ('wakeLock' in navigator) {
      this.asking = true;
      this.lock = await navigator.wakeLock.request('screen').catch(() => null);
      this.asking = false;
      if (!this.wanted) this.release();
    }
  }

  release() {
    if (this.lock) this.lock.release();
    this.lock = null;
  }
}
