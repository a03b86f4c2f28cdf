/* What a symbol of the map can be compared with, as addresses of the page that compares. */

/** List the comparisons that a site is offered: the chosen site with it, where that is another one, then it alone, to
 *  which others are added there. Each has the sites and its address, in the language of the page. */
export function listComparisons(site, chosen, lang) {
  const groups = chosen && chosen !== site ? [[chosen, site], [site]] : [[site]];
  return groups.map((sites) => {
    const query = new URLSearchParams([...sites.map((id) => ['site', id]), ...(lang ? [['lang', lang]] : [])]);
    return { sites, href: `compare?${query}` };
  });
}
