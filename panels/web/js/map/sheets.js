/* The sheets that the map fetches: base map, ground and lines. */

/** Fetch a sheet by its address; in a map saved as one file it stands in the page itself. */
export async function fetchSheet(source) {
  if (source instanceof Function) return source();
  const answer = await fetch(source);
  if (!answer.ok) throw new Error(`map: ${answer.status} for ${source}`);
  return answer.json();
}
