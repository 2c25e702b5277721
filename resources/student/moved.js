/** Tells that the class goes on at another computer, whose code has to be scanned. Loaded only then. */
import { language } from './texts.js';

const MOVED = {
  ko: '이 수업은 다른 컴퓨터에서 이어지고 있어요. 강사님 화면의 새 QR 코드를 찍어 주세요.',
  en: 'This class goes on at another computer. Scan the new QR code on your instructor’s screen.',
};

/** Shows this instead of the error for a wrong code. */
export function tellMoved() {
  const error = document.getElementById('code-error');
  if (error) error.textContent = MOVED[language];
}
