/* XML as a tree, as far as files of positions need it. What declares a document type or entities of its own is refused,
   so nothing in a file is expanded, fetched or run. */

import { FileRefusal } from './file_refusal.js';

// Bounded everywhere, so that no text makes it search for long.
const TOKEN = new RegExp(
  [
    String.raw`<!\[CDATA\[([\s\S]*?)\]\]>`,
    String.raw`<!--[\s\S]*?-->|<\?[\s\S]*?\?>`,
    String.raw`<(\/?)([^\s<>\/=!?]{1,100})(?=[\s\/>])((?:"[^"]*"|'[^']*'|[^<>"']){0,3000})>`,
    '<|([^<]+)',
  ].join('|'),
  'g',
);
const ATTRIBUTE = /(?:^|\s)([^\s=]{1,100})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')/g;
const ENTITY = /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));/gi;
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const LAST_SIGN = 0x10_ff_ff;
const DEEPEST = 200;

/** Read markup; gives its outermost element: { name, attributes, children, text }, names without their prefix. */
export function readMarkup(text) {
  const outside = makeNode('', '');
  const open = [outside];
  for (const [whole, quoted, closing, name, more, plain] of text.matchAll(TOKEN)) {
    const here = open.at(-1);
    if (quoted !== undefined) here.text += quoted;
    else if (plain !== undefined) here.text += decode(plain);
    else if (closing) closeNode(open, name);
    else if (name) openNode(open, makeNode(name, more), more.endsWith('/'));
    else if (whole === '<') throw new FileRefusal('broken');
  }
  if (open.length > 1 || outside.children.length !== 1) throw new FileRefusal('broken');
  return outside.children[0];
}

function openNode(open, node, isEmpty) {
  open.at(-1).children.push(node);
  if (!isEmpty) open.push(node);
  if (open.length > DEEPEST) throw new FileRefusal('broken');
}

function closeNode(open, name) {
  if (open.length < 2 || open.pop().name !== localOf(name)) throw new FileRefusal('broken');
}

const localOf = (name) => name.slice(name.indexOf(':') + 1);

function makeNode(name, more) {
  const pairs = [...more.matchAll(ATTRIBUTE)].map(([, key, one, other]) => [key, decode(one ?? other)]);
  return { name: localOf(name), attributes: new Map(pairs), children: [], text: '' };
}

function decode(text) {
  return text.replace(ENTITY, (_whole, hex, number, name) => {
    if (name) return NAMED[name.toLowerCase()];
    const code = hex ? Number.parseInt(hex, 16) : Number(number);
    return code <= LAST_SIGN ? String.fromCodePoint(code) : '';
  });
}

/** The elements of a name directly below one. */
export const childrenOf = (node, name) => node.children.filter((child) => child.name === name);

/** The text of the first element of a name directly below one; blank where it is missing. */
export const textOf = (node, name) => (node.children.find((child) => child.name === name)?.text ?? '').trim();

/** All elements of a name, wherever they stand below one, in the order of the file. */
export const findAll = (node, name) =>
  node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...findAll(child, name)]);
