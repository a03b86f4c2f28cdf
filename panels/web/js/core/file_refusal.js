/** Why a file of the reader's is not shown: a code, to which the page has the words. `features` stands where all that
 *  is wrong is the order of its coordinates. */
export class FileRefusal extends Error {
  constructor(code, { features = null, cause = null } = {}) {
    super(code, { cause });
    this.code = code;
    this.features = features;
  }
}
