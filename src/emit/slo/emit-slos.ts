import { allSlos, type ServiceSlo } from "../../planning/slo-budget";
import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { type Block, bullets, heading, paragraph, tableOr } from "../markdown/blocks";
import { inlineCode, strong } from "../markdown/inline";
import { renderMarkdown } from "../markdown/render";
import { ownerOfRunbook } from "../owners";
import { budgetPolicy } from "./budget-policy";
import { overviewRow } from "./overview-row";
import { sloSection } from "./slo-section";

/** Every objective with its arithmetic, its alarms, and what its budget decides. */
export function emitSlos(context: EmitContext): EmittedDocument {
  const { plan } = context;
  const slos = allSlos(plan);
  const blocks = [
    heading(1, `Service level objectives: ${plan.title}, ${plan.environment.name}`),
    paragraph(
      "What the services promise, how much failure that allows, and when somebody is told. Owner: ",
      inlineCode(ownerOfRunbook(plan, "error-budget")),
      ". Written from the plan ",
      inlineCode(plan.name),
      ` version ${plan.version}; account `,
      inlineCode(plan.environment.account),
      ", region ",
      inlineCode(plan.environment.region),
      ".",
    ),
    tableOr(
      ["Service", "SLO", "Good", "Target", "Window", "Budget", "Tiers"],
      slos.map((each) => overviewRow(context, each)),
      "No service has an SLO: nothing says how reliable it must be.",
    ),
    heading(2, "How to read it"),
    ...explanation(),
    heading(2, "Objectives"),
    ...(slos.length === 0 ? [paragraph("None.")] : slos.flatMap((each: ServiceSlo) => sloSection(context, each))),
    heading(2, "Error budget policy"),
    ...budgetPolicy(context),
  ];
  return { path: "SLO.md", text: renderMarkdown(blocks) };
}

function explanation(): readonly Block[] {
  return [
    bullets([
      [strong("Budget"), ": what the target leaves, window × (1 − target). The window moves on with the clock."],
      [
        strong("Burn rate"),
        ": how many times faster than evenly the budget is spent. At 1 it is gone exactly at the end of the window.",
      ],
      [
        strong("Tier"),
        ": an alarm that fires while a long and a short window both burn faster than its factor. The long one shows that it matters, the short one that it still goes on. Named after the long window.",
      ],
      [
        strong("Factor"),
        ": the burn rate that spends the tier's share of the budget within the long window. While the next faster tier fires, and then for as long as its own short window remembers, a slower one keeps silent.",
      ],
      [
        strong("Times"),
        ": worked out for even traffic after a clean period. A share of failures e fills a window of length w up to the threshold after w × threshold ÷ e; the later of both windows counts. CloudWatch looks once a minute, so a minute is added, and for windows over a day the runs of the recorder, every five minutes, that it takes. Minutes of a queue and probes of a canary count whole, and up to the guard. Less than the threshold is never noticed by that tier. People are told two minutes later by every tier but the fastest, which might have spoken first.",
      ],
      [
        strong("Quiet"),
        ": after an outage that filled the short window, it holds a share of 1 − t ÷ w after t: below the threshold after w × (1 − threshold), and the delay as above.",
      ],
      [
        strong("Guard"),
        ": with few events a share says little; below the guard nothing fires, and an outage is noticed later.",
      ],
    ]),
    paragraph("Commands are for bash with the AWS CLI version 2, signed in to the account. Addresses are Terraform's."),
  ];
}
