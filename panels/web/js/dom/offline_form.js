/* Asks the service worker to keep the form of a report, so that it opens without a network. */

/** Keep the form of an address, where there is a worker: `{ worker, form }`, both blank where nothing may be kept. */
export async function keepForm({ worker, form }) {
  if (!(worker && navigator.serviceWorker)) return;
  try {
    const registration = await navigator.serviceWorker.register(worker);
    await navigator.serviceWorker.ready;
    registration.active?.postMessage({ keepForm: new URL(form, document.baseURI).href });
  } catch {
    // a browser may refuse: then nothing is kept
  }
}
