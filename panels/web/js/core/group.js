/** Gather places that stand closer than `reach` to another one of their group; `at` has `distanceTo`.
 *  A chain of neighbours is one group. Groups come in the order of their first places. */
export function gather(places, reach) {
  const groups = [];
  const left = new Set(places);
  for (const first of places) {
    if (!left.delete(first)) continue;
    const members = [first];
    for (const member of members) {
      for (const other of left) {
        if (member.at.distanceTo(other.at) >= reach) continue;
        members.push(other); // is visited by the outer loop later
        left.delete(other);
      }
    }
    groups.push(members);
  }
  return groups;
}

const MOST_PLACES = 2;

/** Name a group by the places that it stands for, each once: the count stands in its symbol. */
export function nameGroup(places) {
  const distinct = [...new Set(places)];
  const named = distinct.slice(0, MOST_PLACES).join(', ');
  return distinct.length > MOST_PLACES ? `${named} …` : named;
}
