import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PlanFile } from "../../src/model/schema/plan-file";
import { checkText } from "./check-text";

const FOLDER = join(__dirname, "../fixtures/ok");
const BLUEPRINTS = join(__dirname, "../../blueprints");

function files(path: string): readonly PlanFile[] {
  const { files: found, pretty } = checkText(readFileSync(path, "utf8"), { folder: FOLDER });
  expect(pretty).toBe("");
  return found.flatMap((file) => file ?? []);
}

describe("sound plans", () => {
  it.each(readdirSync(FOLDER))("%s has no finding", (name) => {
    expect(files(join(FOLDER, name)).length).toBeGreaterThan(0);
  });

  it.each(readdirSync(BLUEPRINTS))("blueprint %s has no finding as a plan of its own", (name) => {
    expect(files(join(BLUEPRINTS, name))).toHaveLength(2);
  });

  it("takes a blueprint's phases, services and stores into a plan of eight lines", () => {
    const [production] = files(join(FOLDER, "uses-blueprint.yaml"));
    expect(production?.initiative.phases.map(({ duration }) => duration.seconds)).toEqual(Array(4).fill(3 * 604_800));
    expect(production?.services.map(({ name }) => name)).toEqual(["storefront", "checkout", "fulfilment"]);
    expect(production?.requirements.capacity?.currentPeakUsers).toBe(5000);
    expect(production?.environments.production).toMatchObject({ account: "555566667777", region: "eu-west-1" });
    expect(production?.metadata).toMatchObject({ name: "corner-shop", version: "0.1.0" });
    expect(production?.parameters).toEqual({});
  });

  it("puts the environment over the plan over the blueprint", () => {
    const [production, preview] = files(join(FOLDER, "layers.yaml"));
    const checkout = (file: PlanFile | undefined) => file?.services.find(({ name }) => name === "checkout");
    expect(checkout(production)?.scaling).toMatchObject({ min: 3, max: 120, schedules: [] });
    expect(checkout(preview)?.scaling).toMatchObject({ min: 3, max: 90 });
    expect(checkout(preview)?.scaling.schedules).toHaveLength(2);
    expect(checkout(preview)?.description).toBeUndefined();
    expect(checkout(preview)?.uses).toEqual(["orders", "sessions"]);
    expect(production?.services.map(({ name }) => name)).toEqual(["storefront", "checkout", "fulfilment", "search"]);
    expect([production?.edge.waf, preview?.edge.waf]).toEqual([true, false]);
    expect(Object.keys(preview?.environments ?? {})).toEqual(["preview"]);
    expect(preview?.requirements.budget?.monthly).toEqual({ amount: 40_000, currency: "USD" });
  });

  it("keeps text that means something elsewhere as text", () => {
    const [production] = files(join(FOLDER, "stand-alone.yaml"));
    expect(production?.services[0]?.description).toBe(
      "Answers with \u0024{aws_kms_key.x.arn} | <b>literally</b>\nand over two lines",
    );
    expect(production?.environments.production?.account).toBe("012345678901");
  });
});
