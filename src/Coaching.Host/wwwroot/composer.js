// The composer belongs to the browser: it works from the moment it is in the document, connected or not, and .NET
// never writes into it. A message leaves it with an id of its own and is kept until the server has acknowledged that
// id, so that a lost answer can be asked for again and nothing is doubled.
import { keepDraft, keepUnsent, dropUnsent, readUnsent, grow } from './drafts.js';
import { isDown } from './connection.js';

const answerWithinMs = 8000;
const firstRetryMs = 800;
const lastRetryMs = 6000;

// crypto.randomUUID is missing where a school serves plain http.
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const within = (ms, promise) => Promise.race([promise, new Promise((_, fail) => setTimeout(() => fail(new Error('late')), ms))]);
const toast = text => document.dispatchEvent(new CustomEvent('coaching:toast', { detail: text }));

const composers = new Map();

function live(box) {
  const id = box.dataset.rehearsal;
  const chat = box.closest('[data-chat]');
  const area = box.querySelector('textarea');
  const button = box.querySelector('[data-send]');
  const log = chat.querySelector('[data-log]');
  const pending = chat.querySelector('[data-pending]');
  const touch = matchMedia('(pointer: coarse)').matches;
  const undo = new AbortController();
  let dotnet = null;
  let gone = false;
  let flushing = false;
  let wake = () => {};

  const arrived = unsent => log?.querySelector(`[data-turn-id="${CSS.escape(unsent.turnId)}"]`);

  function drawPending() {
    const unsent = readUnsent(id);
    const draw = unsent && !arrived(unsent);
    if (!pending || pending.dataset.turn === (draw ? unsent.turnId : '')) return;
    pending.dataset.turn = draw ? unsent.turnId : '';
    pending.replaceChildren();
    if (!draw) return;
    const bubble = document.createElement('div');
    bubble.className = 'message message--teacher message--pending';
    bubble.dataset.testid = 'message-pending';
    const text = document.createElement('p');
    text.className = 'bubble';
    text.textContent = unsent.text;
    const note = document.createElement('span');
    note.className = 'message__note';
    note.textContent = box.dataset.textPending;
    bubble.append(text, note);
    pending.append(bubble);
  }

  function put(...parts) {
    area.value = parts.map(part => part.trim()).filter(part => part).join('\n');
    keepDraft(id, area.value);
    grow(area);
  }

  function settle() {
    dropUnsent(id);
    drawPending();
  }

  async function flush() {
    if (flushing || !dotnet) return;
    flushing = true;
    let wait = firstRetryMs;
    for (let unsent; !gone && (unsent = readUnsent(id));) {
      let answer = arrived(unsent) ? 'ok' : null;
      if (!answer && !isDown()) {
        try { answer = await within(answerWithinMs, dotnet.invokeMethodAsync('SendAsync', unsent.turnId, unsent.text)); } catch { /* Unknown: ask again. */ }
      }

      if (answer === 'ok') {
        settle();
      } else if (answer === null || answer === 'ReplyInProgress') {
        await new Promise(done => { wake = done; setTimeout(done, wait); });
        wait = Math.min(wait * 1.6, lastRetryMs);
      } else {
        // Refused: the words go back to where they were written.
        put(unsent.text, area.value);
        settle();
      }
    }

    flushing = false;
    drawPending();
  }

  function send() {
    const text = area.value.trim();
    const state = box.dataset.state;
    if (!text || state === 'closed') return;
    if (readUnsent(id)) return toast(box.dataset.textQueued);
    if (!isDown() && state === 'generating') return toast(box.dataset.textWait);
    if (!isDown() && state === 'unfinished') return toast(box.dataset.textUnfinished);
    keepUnsent(id, { turnId: newId(), text });
    area.value = '';
    keepDraft(id, '');
    grow(area);
    drawPending();
    flush();
  }

  const on = (target, name, act) => target.addEventListener(name, act, { signal: undo.signal });
  on(button, 'click', () => { send(); if (!touch) area.focus(); });
  on(area, 'keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || touch || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  });
  on(document, 'click', event => {
    const source = event.target.closest?.('[data-insert]');
    if (!source) return;
    put(area.value, source.dataset.insert);
    area.focus();
  });
  on(document, 'coaching:online', () => wake());
  const states = new MutationObserver(() => wake());
  states.observe(box, { attributes: true, attributeFilter: ['data-state'] });
  const news = new MutationObserver(drawPending);
  if (log) news.observe(log, { childList: true, subtree: true });

  drawPending();
  return {
    connect(reference) {
      dotnet = reference;
      flush();
    },
    end() {
      gone = true;
      wake();
      undo.abort();
      states.disconnect();
      news.disconnect();
    },
  };
}

/** Brings composers and their conversations to life as they come into the document, and lets go of them as they leave. */
export function watchComposers() {
  const look = () => {
    for (const [element, life] of composers) {
      if (element.isConnected) continue;
      life.end();
      composers.delete(element);
    }

    for (const box of document.querySelectorAll('[data-composer]')) if (!composers.has(box)) composers.set(box, live(box));
    for (const scroller of document.querySelectorAll('[data-scroller]')) if (!composers.has(scroller)) composers.set(scroller, pin(scroller));
  };
  look();
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}

/** Gives a composer the way to the server. Returns whether this browser wants the persona's mood shown. */
export function connect(box, dotnet) {
  composers.get(box)?.connect(dotnet);
  return document.documentElement.dataset.mood !== 'hidden';
}

// Follows the newest words as long as the reader is at the end; never pulls back a reader who scrolled up.
function pin(scroller) {
  const toEnd = scroller.querySelector('[data-to-end]');
  const undo = new AbortController();
  let atEnd = true;
  const jump = smooth => scroller.scrollTo({ top: scroller.scrollHeight, behavior: smooth ? 'smooth' : 'instant' });
  const look = () => {
    atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 90;
    if (toEnd) toEnd.hidden = atEnd;
  };
  scroller.addEventListener('scroll', look, { signal: undo.signal, passive: true });
  toEnd?.addEventListener('click', () => jump(true), { signal: undo.signal });
  const follow = () => { if (atEnd) jump(false); else look(); };
  const words = new MutationObserver(follow);
  words.observe(scroller, { childList: true, subtree: true, characterData: true });
  const size = new ResizeObserver(follow);
  size.observe(scroller);
  jump(false);
  return {
    end() {
      undo.abort();
      words.disconnect();
      size.disconnect();
    },
  };
}

/** Remembers in this browser whether the persona's mood is wanted. */
export function showMood(shown) {
  if (shown) delete document.documentElement.dataset.mood; else document.documentElement.dataset.mood = 'hidden';
  try { localStorage.setItem('coaching.mood', shown ? 'shown' : 'hidden'); } catch { /* It holds for this page then. */ }
}
