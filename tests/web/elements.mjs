/** As much of a page as our scripts need to write into it and to be pressed; what is seen of it is left to Chromium. */

class StandIn extends EventTarget {
  constructor(tag) {
    super();
    Object.assign(this, { tag, children: [], attributes: {}, hidden: false, parent: null, value: '' });
    this.text = '';
    this.closest = () => null;
  }

  setAttribute(name, value) {
    this.attributes[name] = String(value);
    if (name === 'hidden') this.hidden = true;
    if (name === 'value') this.value = String(value);
  }

  getAttribute(name) {
    return this.attributes[name] ?? null;
  }

  append(...more) {
    for (const one of more) one.parent = this;
    this.children.push(...more);
  }

  replaceChildren(...more) {
    for (const one of this.children) one.parent = null;
    this.children = [];
    this.append(...more);
  }

  get isConnected() {
    return this.tag === 'root' || Boolean(this.parent?.isConnected);
  }

  get textContent() {
    return this.text + this.children.map((one) => one.textContent).join('');
  }

  set textContent(text) {
    this.text = text;
  }

  focus() {
    document.activeElement = this;
  }

  /** Find the first element below with this attribute, by its value. */
  find(name, value) {
    for (const one of this.children) {
      const found = one.attributes[name] === value ? one : one.find(name, value);
      if (found) return found;
    }
    return null;
  }
}

/** Put a page in place that belongs to no server; gives its root. */
export function makePage() {
  globalThis.document = Object.assign(new EventTarget(), {
    baseURI: 'https://map.example/walkthrough',
    documentElement: {},
    createElement: (tag) => new StandIn(tag),
    createElementNS: (_, tag) => new StandIn(tag),
    querySelector: () => null,
  });
  globalThis.MutationObserver = function Watcher() {
    this.disconnect = () => null;
  };
  return new StandIn('root');
}
