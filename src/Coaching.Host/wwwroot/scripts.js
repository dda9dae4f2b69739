// The YAML side of the script editor: a plain text area with line numbers. What is typed goes to the server as a stream
// after a pause, because a whole script is larger than one message may be; until the server has saved it, it is kept in
// this browser.

const lives = new Map();
const pauseMs = 350;
const storeKey = key => `coaching.script.${key}`;
const isDown = () => document.documentElement.dataset.connection === 'down';

const read = key => { try { return JSON.parse(localStorage.getItem(storeKey(key)) ?? 'null'); } catch { return null; } };
const remove = key => { try { localStorage.removeItem(storeKey(key)); } catch { /* It was never stored. */ } };
const bytes = text => new TextEncoder().encode(text);

function number(life) {
  const lines = life.area.value.split('\n').length;
  if (life.lines === lines) return;
  life.lines = lines;
  life.gutter.textContent = Array.from({ length: lines }, (_, i) => i + 1).join('\n');
}

/** Brings the text area to life. Returns the revision that kept, unsaved text was written on, or null. */
export function open(root, page, key, revision) {
  close(root);
  const undo = new AbortController();
  const area = root.querySelector('textarea');
  const life = { page, key, revision, area, gutter: root.querySelector('[data-gutter]'), saved: area.value, sent: area.value, undo, timer: 0, lines: 0 };
  lives.set(root, life);
  life.keep = () => {
    if (area.value === life.saved) return remove(life.key);
    try { localStorage.setItem(storeKey(life.key), JSON.stringify({ text: area.value, revision: life.revision })); } catch { /* Full or forbidden: the page still has it. */ }
  };
  life.tell = () => {
    clearTimeout(life.timer);
    life.timer = 0;
    life.keep();
    // A page that is just going has nobody left to tell; the text is kept above.
    page.invokeMethodAsync('TypedAsync', DotNet.createJSStreamReference(bytes(area.value))).catch(() => {});
  };
  area.addEventListener('input', () => {
    number(life);
    clearTimeout(life.timer);
    life.timer = setTimeout(life.tell, pauseMs);
  }, { signal: undo.signal });
  area.addEventListener('scroll', () => { life.gutter.scrollTop = area.scrollTop; }, { signal: undo.signal });
  addEventListener('pagehide', life.keep, { signal: undo.signal });
  addEventListener('beforeunload', event => { if (area.value !== life.saved && !isDown()) event.preventDefault(); }, { signal: undo.signal });
  number(life);
  const kept = read(key);
  if (!kept || kept.text === area.value) return null;
  life.revision = kept.revision;
  area.value = kept.text;
  number(life);
  return kept.revision;
}

/** What stands in the text area now, typed a moment ago or not. */
export function text(root) {
  const life = lives.get(root);
  clearTimeout(life.timer);
  life.sent = life.area.value;
  return bytes(life.sent);
}

/** Puts a change of the form in its place. Says false where the text has moved on meanwhile. */
export function splice(root, lengthBefore, start, length, text) {
  const life = lives.get(root);
  if (life.area.value.length !== lengthBefore) return false;
  life.area.setRangeText(text, start, start + length, 'preserve');
  number(life);
  life.keep();
  return true;
}

/** Shows another text: the one that is saved. */
export function show(root, text) {
  const life = lives.get(root);
  life.area.value = life.sent = text;
  number(life);
}

/** The server has what it last asked for or showed; only what was typed meanwhile is still kept here. */
export function settle(root, revision) {
  const life = lives.get(root);
  if (!life) return;
  life.revision = revision;
  life.saved = life.sent;
  life.keep();
}

/** Marks a line and scrolls to it. */
export function jump(root, line) {
  const { area } = lives.get(root);
  const lines = area.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  area.scrollTop = Math.max(0, (line - 6) * parseFloat(getComputedStyle(area).lineHeight));
}

/** Brings what somebody else wrote meanwhile into view. */
export function reveal(root) {
  root.parentElement.querySelector('.conflict')?.scrollIntoView({ block: 'center' });
}

/** The mentor gives unsaved text up. */
export function drop(root) {
  const life = lives.get(root);
  if (!life) return;
  remove(life.key);
  life.keep = () => {};
  close(root);
}

/** The editor goes; what is unsaved stays kept. */
export function close(root) {
  const life = lives.get(root);
  if (!life) return;
  clearTimeout(life.timer);
  life.keep();
  life.undo.abort();
  lives.delete(root);
}
