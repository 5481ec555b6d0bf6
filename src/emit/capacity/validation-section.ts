import { figure, precise } from "../../model/capacity/figures";
import { formatDuration } from "../../model/units/duration";
import { formatPercentage } from "../../model/units/percentage";
import { type Block, bullets, numbered, paragraph } from "../markdown/blocks";
import { type Content, inlineCode, link } from "../markdown/inline";
import { step } from "../runbooks/steps";
import { capacityHeadroom } from "../verification/capacity";
import { writtenRunbook } from "../written-runbook";
import type { CapacityContext } from "./capacity-context";

/** How the model is shown to hold, or not. */
export function validationSection(context: CapacityContext): readonly Block[] {
  const { plan, model, evidence } = context;
  const test = plan.resilience.loadTest;
  const share = test === null ? 100 : test.load.percent;
  const wanted = (model.target.requestsPerSecond * share) / 100;
  return [
    test === null
      ? paragraph(
          "Nothing generated tests it under load: set ",
          inlineCode("resilience.loadTest"),
          `. Until then a test of your own has to reach ${precise(wanted)} requests a second.`,
        )
      : paragraph(
          `The load test reaches ${formatPercentage(test.load)} of the target, ${precise(wanted)} requests a second over all services, after ${formatDuration(test.rampUp)}, and holds it ${formatDuration(test.hold)}: `,
          writtenRunbook(evidence, "load-test"),
          ".",
        ),
    paragraph("While the load is held, and from the metrics after it:"),
    numbered([
      step(
        "Copies that run come to what the sums say, within a tenth; far more means that a copy carries less than is assumed.",
      ),
      ...capacityHeadroom(context),
    ]),
    paragraph(
      "Then write what was measured into the plan, with ",
      inlineCode("source: load-test"),
      ", and synthesise: the numbers here follow.",
    ),
    bullets(measured(context)),
  ];
}

function measured({ plan }: CapacityContext): readonly Content[] {
  return plan.services.map((service) => [
    inlineCode(`services.${service.name}.capacity`),
    `: requestsPerSecond is the service's rate ÷ its copies while their CPU is at ${figure(service.scaling.targetCpu.percent)} %; responseTime is the mean at that load`,
  ]);
}

/** What comes after this page. */
export function nextSteps({ plan, evidence }: CapacityContext): readonly Block[] {
  return [
    bullets([
      ["Request the quotas that are short, since AWS takes days."],
      ["Change what is recommended, synthesise, and read the difference: this page is written anew."],
      ["Test under load before the growth comes, and again after every larger change."],
      ["Scale by hand, for the hour: ", writtenRunbook(evidence, "scale"), "."],
      [
        "Compare the estimate with the bill every month, and write the prices that you pay into ",
        inlineCode("requirements.capacity.prices"),
        ".",
      ],
      [
        "What raises an alarm before something is full: ",
        link("TICKET_REGISTRY.md", "TICKET_REGISTRY.md"),
        `, ticket `,
        inlineCode("capacity_threshold_approaching"),
        ".",
      ],
      ...(plan.capacity !== null && plan.capacity.cells > 1
        ? [
            [
              `The load is divided between ${plan.capacity.cells} cells: numbers of services and stores are those of one cell each.`,
            ],
          ]
        : []),
    ]),
  ];
}
