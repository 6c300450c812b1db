/** Attributes of an element; `undefined` leaves one out. */
type Attributes = Readonly<Record<string, string | number | undefined>>;

const fill = <E extends Element>(
  made: E,
  attributes: Attributes,
  children: readonly (Node | string)[],
): E => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
};

/** Makes an HTML element; texts become text, never markup. */
export const element = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] => fill(document.createElement(name), attributes, children);

/** Makes an SVG element. */
export const svgElement = (
  name: string,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): SVGElement => fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
