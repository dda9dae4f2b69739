// Keeps what a mentor types in this browser until the server has it, under the entry's key: a lost line, a closed tab or
// a server that goes away takes nothing along. Fields are known by their names; the server's word on them is the
// baseline, and only what differs from it is kept.

const lives = new Map();
const pauseMs = 300;
const storeKey = key => `coaching.entry.${key}`;
const isDown = () => document.documentElement.dataset.connection === 'down';

const read = key => { try { return JSON.parse(localStorage.getItem(storeKey(key)) ?? 'null'); } catch { return null; } };
const remove = key => { try { localStorage.removeItem(storeKey(key)); } catch { /* It was never stored. */ } };

function fieldsOf(root) {
  const fields = {};
  for (const field of root.querySelectorAll('[name]')) fields[field.name] = field.value;
  return JSON.stringify(fields);
}

/** Brings an editor to life. Returns what this browser kept for it, if that differs from what the server shows. */
export function open(root, key, revision) {
  close(root);
  const undo = new AbortController();
  const life = { key, revision, baseline: fieldsOf(root), undo, timer: 0 };
  lives.set(root, life);
  life.isDirty = () => fieldsOf(root) !== life.baseline;
  life.keep = () => {
    clearTimeout(life.timer);
    if (!life.isDirty()) return remove(life.key);
    try { localStorage.setItem(storeKey(life.key), JSON.stringify({ fields: fieldsOf(root), revision: life.revision })); } catch { /* Full or forbidden: the page still has it. */ }
  };
  const soon = () => {
    clearTimeout(life.timer);
    life.timer = setTimeout(life.keep, pauseMs);
  };
  for (const name of ['input', 'change', 'click']) root.addEventListener(name, soon, { signal: undo.signal });
  addEventListener('pagehide', life.keep, { signal: undo.signal });
  // A page that is loaded anew because the server went away asks nobody: what was typed is put back.
  addEventListener('beforeunload', event => { if (life.isDirty() && !isDown()) event.preventDefault(); }, { signal: undo.signal });
  const kept = read(key);
  if (!kept || kept.fields === life.baseline) return null;
  life.revision = kept.revision;
  return kept;
}

/** The server has it, except what was typed meanwhile: only that is kept from now on. */
export function settle(root, key, revision, dirty) {
  const life = lives.get(root);
  if (!life) return;
  remove(life.key);
  Object.assign(life, { key, revision, baseline: dirty ? '' : fieldsOf(root) });
  life.keep();
}

/** The mentor gives it up. */
export function drop(root) {
  const life = lives.get(root);
  if (!life) return;
  remove(life.key);
  close(root);
}

/** The editor goes; what is unsaved stays kept. */
export function close(root) {
  const life = lives.get(root);
  if (!life) return;
  clearTimeout(life.timer);
  life.undo.abort();
  lives.delete(root);
}
