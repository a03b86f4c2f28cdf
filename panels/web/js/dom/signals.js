/* What our scripts tell each other across their files, as events of the document. */

/** The line to the server is back, and the page is about to run again; whoever prevents it runs the page later. */
export const BACK = 'caravan:back';
/** The whole page is to run. */
export const WAKE = 'caravan:wake';
/** The chart of a journey has been drawn. */
export const DRAWN = 'caravan:drawn';
/** Something was chosen in the palette while a stage stands: `detail` is its row. */
export const FOUND = 'caravan:found';
/** A view is to be shared: `detail` is its address (`here`), and the `field` of the dialog that is wanted first. */
export const SHARE = 'caravan:share';
/** A file of the reader's own is to be put on the map; a page with a map prevents it, and does it. */
export const ADD_FILE = 'caravan:add-file';
