// Runs at the start of every document of a measured page, frames included. All documents report to one
// hub in the top window, which keeps one clock (performance.now() of the top window), so that a click in one
// document and its consequence in another can be told apart to a tenth of a millisecond.
(() => {
  let hub;
  try {
    hub = window.top.benchHub;
  } catch {
    return; // a foreign frame: not ours to watch
  }
  if (window === window.top) {
    hub = window.benchHub = newHub();
  }
  if (!hub) return;
  new MutationObserver(hub.check).observe(document, {
    subtree: true, childList: true, attributes: true, characterData: true,
  });
  window.addEventListener("click", hub.clicked, true);
  window.addEventListener("keydown", hub.clicked, true); // a key moves a slider

  function newHub() {
    const probes = {}; // name → function
    const seen = {}; // name → {value, first, last}
    let clickedAt = null;
    let polling = false;

    function check() {
      const now = performance.now();
      for (const [name, probe] of Object.entries(probes)) {
        const value = probe();
        const was = seen[name];
        if (value !== was.value) {
          seen[name] = { ...was, value, first: was.first ?? now, last: now };
          // A canvas is drawn in the next frame, by whoever asked for that frame before us.
          if (was.first === null) requestAnimationFrame(() => { if (seen[name]) seen[name].drawn = performance.now(); });
        }
      }
    }

    // What is drawn on a canvas changes no element: look again after every task, until settled.
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      check();
      if (polling) setTimeout(() => channel.port2.postMessage(0), 1);
    };

    return {
      check,
      clicked() {
        clickedAt = performance.now();
        if (polling) channel.port2.postMessage(0);
      },
      arm(newProbes, poll = false) {
        for (const name of Object.keys(probes)) {
          delete probes[name];
          delete seen[name];
        }
        Object.assign(probes, newProbes);
        for (const [name, probe] of Object.entries(probes)) {
          seen[name] = { value: probe(), first: null, last: null, drawn: null };
        }
        clickedAt = null;
        polling = poll;
        if (poll) channel.port2.postMessage(0);
      },
      // Wait until every named probe has changed and nothing changed for a while; then tell the times.
      async settled(names, quiet, limit) {
        const end = performance.now() + limit;
        for (;;) {
          check();
          const last = Math.max(...Object.values(seen).map((one) => one.last ?? 0));
          const all = names.every((name) => seen[name].last !== null);
          const now = performance.now();
          if ((all && now - last > quiet) || now > end) {
            polling = false;
            return { clickedAt, complete: all, seen: JSON.parse(JSON.stringify(seen)) };
          }
          await new Promise((go) => setTimeout(go, 50));
        }
      },
    };
  }
})();
