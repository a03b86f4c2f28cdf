const KEEP_MS = 10_000; // a browser may take a while before it has read what it is handed

/** Have the browser save what stands in its memory as a file. */
export function saveFile(content, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MS);
}
