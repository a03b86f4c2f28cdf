// The static baseline: what a map page can do at best, with no server behind its filter.
"use strict";

(async () => {
  const { sites, lines } = await (await fetch("data.json")).json();
  const map = L.map("map").setView([41, 60], 4);
  const chosen = new Set();
  const symbols = new Map();

  for (const line of lines) {
    L.polyline(line.points, { color: "#0b5a6f" }).addTo(map);
  }
  for (const site of sites) {
    const icon = L.divIcon({ className: "", html: `<span class="site" data-id="${site.id}"></span>` });
    const marker = L.marker([site.lat, site.lon], { icon, title: site.name }).addTo(map);
    symbols.set(site, marker.getElement().querySelector(".site"));
  }

  function filter() {
    let on = 0;
    for (const [site, symbol] of symbols) {
      const match = chosen.size === 0 || site.countries.some((code) => chosen.has(code));
      symbol.classList.toggle("site--off", !match);
      on += match;
    }
    document.getElementById("count").textContent = `${on} sites`;
  }

  for (const code of [...new Set(sites.flatMap((site) => site.countries))].sort()) {
    const chip = document.createElement("button");
    chip.textContent = code;
    chip.dataset.chip = `country:${code}`;
    chip.setAttribute("aria-pressed", "false");
    chip.addEventListener("click", () => {
      const on = !chosen.delete(code);
      if (on) chosen.add(code);
      chip.setAttribute("aria-pressed", String(on));
      filter();
    });
    document.getElementById("chips").append(chip);
  }
  filter();
})();
