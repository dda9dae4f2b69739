// Reading aloud and dictation, where the browser has them; typing always works. Dictation may send what is heard to the
// browser's maker, before anything is masked. So the administrator decides: 'off', 'on-device' (only where the browser
// can do it by itself) or 'notice' (after the teacher has read and accepted where the sound goes).
const root = document.documentElement;
const mode = document.body.dataset.dictation ?? 'off';
const notice = document.body.dataset.dictationNotice ?? '';
const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
const language = 'zh-CN';
const consentKey = 'coaching.dictation';

let speaking = null;

function stopSpeaking() {
  speechSynthesis.cancel();
  if (speaking) speaking.setAttribute('aria-pressed', 'false');
  speaking = null;
}

function readAloud(button) {
  const again = speaking === button;
  stopSpeaking();
  if (again) return;
  const utterance = new SpeechSynthesisUtterance(button.dataset.readAloud);
  utterance.lang = language;
  utterance.voice = speechSynthesis.getVoices().find(voice => voice.lang.startsWith('zh')) ?? null;
  utterance.onend = () => { if (speaking === button) stopSpeaking(); };
  speaking = button;
  button.setAttribute('aria-pressed', 'true');
  speechSynthesis.speak(utterance);
}

async function canListen() {
  if (!Recognition || mode === 'off') return false;
  if (mode === 'notice') return true;
  try { return await Recognition.available?.({ langs: [language], processLocally: true }) === 'available'; } catch { return false; }
}

function consented() {
  if (mode === 'on-device') return true;
  try { if (localStorage.getItem(consentKey) === 'yes') return true; } catch { /* Asked each time then. */ }
  if (!confirm(notice)) return false;
  try { localStorage.setItem(consentKey, 'yes'); } catch { /* Asked each time then. */ }
  return true;
}

let listening = null;

function dictate(button) {
  if (listening) return listening.stop();
  if (!consented()) return;
  const area = button.closest('[data-composer]')?.querySelector('textarea');
  if (!area) return;
  const recognition = new Recognition();
  recognition.lang = language;
  recognition.interimResults = false;
  if (mode === 'on-device') recognition.processLocally = true;
  // Words go into the box and nowhere else: the teacher reads them and sends.
  recognition.onresult = event => {
    const heard = [...event.results].slice(event.resultIndex).map(result => result[0].transcript).join('');
    area.value += heard;
    area.dispatchEvent(new Event('input', { bubbles: true }));
  };
  recognition.onerror = event => {
    if (event.error !== 'aborted' && event.error !== 'no-speech') document.dispatchEvent(new CustomEvent('coaching:toast', { detail: button.dataset.failed }));
  };
  recognition.onend = () => { listening = null; button.setAttribute('aria-pressed', 'false'); };
  listening = recognition;
  button.setAttribute('aria-pressed', 'true');
  recognition.start();
}

export async function watchVoice() {
  if ('speechSynthesis' in window) root.dataset.canSpeak = 'yes';
  if (await canListen()) root.dataset.canListen = 'yes';
  document.addEventListener('click', event => {
    const aloud = event.target.closest?.('[data-read-aloud]');
    if (aloud) readAloud(aloud);
    const microphone = event.target.closest?.('[data-dictate]');
    if (microphone) dictate(microphone);
  });
  addEventListener('pagehide', () => { if (speaking) stopSpeaking(); });
}
