/* What a tab remembers, also when its page is reloaded, and what the browser keeps until it is forgotten. Where the
   browser keeps nothing for us (its settings, or a frame of another site), it is remembered as long as the page stands.
   No other script asks for storage. */

const remembered = new Map();

/** Remember a text under a name. */
export function remember(name, text) {
  remembered.set(name, text);
  try {
    sessionStorage.setItem(name, text);
  } catch {
    // refused, or full: what stands above is all there is
  }
}

/** The text that is remembered under a name; null when nothing is. */
export function recall(name) {
  try {
    return remembered.get(name) ?? sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keep a text for the next time that the browser is opened; false where it keeps nothing for us, or has no room. */
export function keep(name, text) {
  try {
    localStorage.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}

/** The text that was kept under a name; null when nothing was. */
export function recallKept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keep a text no longer. */
export function forgetKept(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // refused: nothing was kept there
  }
}

const FILES = 'caravan-files';

/** Keep a file under a name until it is forgotten; false where the browser keeps nothing for us, or has no room. */
export async function keepFile(name, file) {
  try {
    await inFiles('readwrite', (files) => files.put(file, name));
    return true;
  } catch {
    return false;
  }
}

/** The files that are kept, [name, file] each; none where the browser keeps nothing for us. */
export async function listFiles() {
  try {
    const [names, files] = await inFiles('readonly', (kept) => [kept.getAllKeys(), kept.getAll()]);
    return names.map((name, place) => [name, files[place]]);
  } catch {
    return [];
  }
}

/** Keep a file no longer. */
export async function forgetFile(name) {
  try {
    await inFiles('readwrite', (files) => files.delete(name));
  } catch {
    // refused: nothing was kept there
  }
}

async function inFiles(mode, act) {
  const base = await openFiles();
  try {
    return await new Promise((resolve, reject) => {
      const step = base.transaction(FILES, mode);
      const asked = act(step.objectStore(FILES));
      step.oncomplete = () => resolve(Array.isArray(asked) ? asked.map(({ result }) => result) : asked.result);
      step.onabort = () => reject(step.error);
    });
  } finally {
    base.close();
  }
}

function openFiles() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(FILES, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(FILES);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
