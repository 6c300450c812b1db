import type { TopLevelSpec } from "vega-lite";
import type { Table } from "../html.ts";

/** One chart of the report before it is drawn, with everything that stands around it. */
export interface Figure {
  /** Unique in the page; also the name of the files that a reader takes away. */
  readonly id: string;
  /** States what the chart shows, in a sentence. */
  readonly title: string;
  /** Says how to read it. */
  readonly description: string;
  readonly spec: TopLevelSpec;
  readonly table: Table;
}
