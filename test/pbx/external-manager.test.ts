import { describe, expect, it } from "vitest";
import { managerFromEnvironment } from "../../src/pbx/external-manager.ts";

describe("the manager interface in the environment", () => {
  it("is absent where none is named, and has its usual port", () => {
    expect(managerFromEnvironment({})).toBeUndefined();
    expect(
      managerFromEnvironment({
        SURGELINE_AMI_HOST: "pbx",
        SURGELINE_AMI_USER: "u",
        SURGELINE_AMI_SECRET: "s",
      }),
    ).toEqual({ host: "pbx", port: 5038, user: "u", secret: "s" });
  });

  it("is refused where it is named in part, with every part that lacks, and never with the secret", () => {
    const partly = () => managerFromEnvironment({ SURGELINE_AMI_SECRET: "hush", SURGELINE_AMI_PORT: "many" });
    expect(partly).toThrow(/SURGELINE_AMI_HOST[\s\S]*SURGELINE_AMI_USER[\s\S]*SURGELINE_AMI_PORT/);
    expect(partly).not.toThrow(/hush/);
  });
});
