// What a teacher has typed outlives everything: a render, a reload, a server. It is kept in this browser under the
// rehearsal's id, and put back the moment a text area for that id appears in the document.
const memory = new Map();

const store = {
  get(key) {
    try { return localStorage.getItem(key) ?? memory.get(key) ?? null; } catch { return memory.get(key) ?? null; }
  },
  set(key, value) {
    memory.set(key, value);
    try { localStorage.setItem(key, value); } catch { /* Full or forbidden: memory still has it. */ }
  },
  remove(key) {
    memory.delete(key);
    try { localStorage.removeItem(key); } catch { /* It was never stored. */ }
  },
};

const draftKey = id => `coaching.draft.${id}`;
const unsentKey = id => `coaching.unsent.${id}`;

export const keepDraft = (id, text) => (text ? store.set(draftKey(id), text) : store.remove(draftKey(id)));
export const keepUnsent = (id, unsent) => store.set(unsentKey(id), JSON.stringify(unsent));
export const dropUnsent = id => store.remove(unsentKey(id));

export function readUnsent(id) {
  try { return JSON.parse(store.get(unsentKey(id)) ?? 'null'); } catch { return null; }
}

export function grow(area) {
  area.style.height = 'auto';
  area.style.height = `${Math.min(area.scrollHeight, 176)}px`;
}

function restore(area) {
  if (area.dataset.restored) return;
  area.dataset.restored = 'yes';
  const id = area.dataset.draft;
  if (area.value) keepDraft(id, area.value);
  else area.value = store.get(draftKey(id)) ?? '';
  grow(area);
}

/** Restores drafts into every text area marked with data-draft, now and later, and saves what is typed into them. */
export function watchDrafts() {
  const all = () => document.querySelectorAll('textarea[data-draft]').forEach(restore);
  all();
  new MutationObserver(all).observe(document.body, { childList: true, subtree: true });
  document.addEventListener('input', event => {
    const area = event.target;
    if (!area.matches?.('textarea[data-draft]')) return;
    keepDraft(area.dataset.draft, area.value);
    grow(area);
  });
}
