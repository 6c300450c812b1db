import { parse, View } from "vega";
import { compile } from "vega-lite";
import { escapeHtml } from "../html.ts";
import type { Figure } from "./figure.ts";
import { patternsFor } from "./palette.ts";

/** Two legends side by side would be wider than the chart. */
const LEGENDS_BELOW_EACH_OTHER = {
  legend: { layout: { top: { direction: "vertical", anchor: "start" } } },
} as const;

/** Draws a chart as an SVG element that names itself to a screen reader and scales with the page. */
export const drawChart = async (figure: Figure): Promise<string> => {
  const view = new View(parse(compile(figure.spec).spec, LEGENDS_BELOW_EACH_OTHER), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  const size = /width="([\d.]+)" height="([\d.]+)"/.exec(svg);
  const labelled = `role="img" aria-labelledby="${figure.id}-name ${figure.id}-about" data-width="${size?.[1] ?? ""}" data-height="${size?.[2] ?? ""}"`;
  return (
    svg
      .replace(/<svg ([^>]*)>/, (_, attributes: string) => {
        const kept = attributes.replace(/ ?(?:width|height)="[\d.]+"/g, "");
        return `<svg ${kept} ${labelled}><title id="${figure.id}-name">${escapeHtml(figure.title)}</title><desc id="${figure.id}-about">${escapeHtml(figure.description)}</desc>${patternsFor(figure.id)}`;
      })
      // vega names every part of a drawing; the drawing is one image with a name of its own
      .replaceAll(
        / (?:aria-[a-z]+|role)="(?:graphics-[a-z]+|[^"]*)"(?=[^>]*>)/g,
        (attribute, offset: number, all: string) =>
          all.lastIndexOf("<svg", offset) > all.lastIndexOf("<g", offset) ? attribute : "",
      )
  );
};
