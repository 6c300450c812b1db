const save = (content: Blob, name: string): void => {
  const link = document.createElement("a");
  const address = URL.createObjectURL(content);
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};

/** A table's rows as CSV: figures plain, with a point, whatever the language of the page. */
const tableCsv = (table: HTMLTableElement): string =>
  [...table.rows]
    .map((row) =>
      [...row.cells]
        .map((cell) => {
          const text = cell.dataset["value"] ?? cell.textContent ?? "";
          return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
        })
        .join(","),
    )
    .join("\n");

const TITLE_SPACE = 34;

/** The drawing with its title over it, on white, in a size of its own: what stands alone must say what it is. */
const standaloneSvg = (
  drawing: SVGSVGElement,
  title: string,
): { text: string; width: number; height: number } => {
  const width = Number(drawing.dataset["width"]);
  const height = Number(drawing.dataset["height"]) + TITLE_SPACE;
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.setAttribute("viewBox", `0 ${-TITLE_SPACE} ${width} ${height}`);
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ x: 0, y: -TITLE_SPACE, width, height, fill: "#ffffff" })) {
    ground.setAttribute(name, String(value));
  }
  const heading = document.createElementNS("http://www.w3.org/2000/svg", "text");
  heading.setAttribute("x", "8");
  heading.setAttribute("y", String(-TITLE_SPACE + 20));
  heading.setAttribute("font-family", "system-ui, 'DejaVu Sans', sans-serif");
  heading.setAttribute("font-size", "13");
  heading.setAttribute("font-weight", "bold");
  heading.setAttribute("fill", "#1b1f24");
  heading.textContent = title;
  const first = copy.querySelector("g");
  copy.insertBefore(ground, first);
  copy.insertBefore(heading, first);
  // a long title is pressed into the width rather than cut off
  if (title.length * 7 > width - 16) {
    heading.setAttribute("textLength", String(width - 16));
    heading.setAttribute("lengthAdjust", "spacingAndGlyphs");
  }
  return { text: new XMLSerializer().serializeToString(copy), width, height };
};

const SCALE = 2;

const savePng = (drawing: SVGSVGElement, title: string, name: string): void => {
  const { text, width, height } = standaloneSvg(drawing, title);
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    const paper = canvas.getContext("2d");
    if (paper === null) return;
    paper.scale(SCALE, SCALE);
    paper.drawImage(image, 0, 0, width, height);
    canvas.toBlob((blob) => {
      if (blob !== null) save(blob, name);
    }, "image/png");
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
};

/** Makes the buttons under each chart work: CSV, SVG, and PNG drawn here. */
export const startDownloads = (): void => {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element | null)?.closest<HTMLButtonElement>("button[data-download]");
    const figure = button?.closest("figure");
    if (button === null || button === undefined || figure === null || figure === undefined) return;
    const name = figure.id.replace(/^figure-/, "surgeline-");
    const title = figure.querySelector("h3")?.textContent ?? "";
    const drawing = figure.querySelector<SVGSVGElement>("svg.marks");
    const table = figure.querySelector("table");
    if (button.dataset["download"] === "csv" && table !== null) {
      save(new Blob([`${tableCsv(table)}\n`], { type: "text/csv" }), `${name}.csv`);
    }
    if (drawing === null) return;
    if (button.dataset["download"] === "svg") {
      save(new Blob([standaloneSvg(drawing, title).text], { type: "image/svg+xml" }), `${name}.svg`);
    }
    if (button.dataset["download"] === "png") savePng(drawing, title, `${name}.png`);
  });
};
