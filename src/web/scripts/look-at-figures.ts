import http from "k6/http";
import { Counter } from "k6/metrics";
import type { LanePlan } from "../lane-plan.ts";

const plan = (JSON.parse(open(__ENV["PLAN"] ?? "")) as LanePlan).wallboard;

const looks = new Counter("wallboard_looks");
const blind = new Counter("wallboard_blind");

/** One look of one screen; blind where it got no figures. */
export const lookAtFigures = (): void => {
  if (plan === undefined) return;
  looks.add(1);
  const response = http.get(plan.address, { timeout: "10s", tags: { name: "wallboard" } });
  if (response.status !== 200) blind.add(1);
};
