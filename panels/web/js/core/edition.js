const DAY_DIGITS = 6;

/** What the stamp of an edition says of the tables; before it stands the day on which they were looked at. */
export const versionOf = (stamp) => stamp.slice(DAY_DIGITS);
