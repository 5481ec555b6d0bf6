import { emitDocuments } from "../../src/emit/emit-documents";
import { recoveringPlan } from "../support/whole-plan";

describe("delivery metrics in OPERATIONAL_PLAN.md", () => {
  const textOf = ({ plan, evidence }: ReturnType<typeof recoveringPlan>) =>
    emitDocuments(plan, evidence).find(({ path }) => path === "OPERATIONAL_PLAN.md")?.text ?? "";

  it("name the four keys, their metrics and the page that draws them, whatever services are called", () => {
    const text = textOf(
      recoveringPlan("backup-and-restore", (tree) => {
        tree.services.push({ name: "delivery", image: "public.ecr.aws/docker/library/busybox:1.37" });
      }),
    );
    const section = text.slice(text.indexOf("### Delivery metrics"), text.indexOf("## Monitoring and Observability"));
    const metrics = ["changes-deployed", "change-lead-time", "changes-failed", "time-to-restore"];
    expect([...section.matchAll(/\| `([a-z-]+)` \|$/gm)].map(([, metric]) => metric)).toEqual(metrics);
    expect(section).toContain("`ecommerce-operational-excellence-production_delivery`");
  });

  it("are left out without pipelines", () => {
    const text = textOf(
      recoveringPlan("backup-and-restore", (tree) => {
        delete tree.delivery.source;
      }),
    );
    expect(text).not.toContain("Delivery metrics");
  });
});
