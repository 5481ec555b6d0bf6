import type { DataStore } from "../../model/plan";
import { runAuditQuery, validateTrail } from "../commands/audit-commands";
import { openFindings } from "../commands/security-commands";
import type { Item } from "../markdown/blocks";
import { codeList, inlineCode, link } from "../markdown/inline";
import { ownerOfRunbook } from "../owners";
import type { RunbookContext, RunbookWriter, StepGroup } from "./runbook-content";
import { group, groupIfAny, see, step } from "./steps";

/** Hours within which the authority hears of a breach, from when the controller became aware (GDPR, article 33(1)). */
const AUTHORITY_HOURS = 72;

/** Business days from the finding that an incident is material (SEC, Form 8-K, item 1.05). */
const DISCLOSURE_DAYS = 4;

export const breachNotification: RunbookWriter = (context) => {
  const { plan } = context;
  const under = plan.requirements.compliance;
  const owner = inlineCode(ownerOfRunbook(plan, "breach-notification"));
  return {
    title: "Breach notification",
    trigger:
      "Data may have been read, changed, lost or made unavailable by somebody or something that had no right to. A suspicion is enough to begin; whom to notify is decided below.",
    impact: [
      ...(under.includes("gdpr")
        ? [`Personal data: the authority hears of it within ${AUTHORITY_HOURS} hours of when we became aware.`]
        : []),
      ...(under.includes("pci-dss")
        ? ["Card data: the acquirer and the card brands hear of it at once, by the rules of each brand."]
        : []),
      ...(under.includes("sox")
        ? ["Financial records: the disclosure committee decides whether it is material, without delay."]
        : []),
      [
        "Stores that matter most: ",
        ...codeList(
          sensitiveStores(context).map(({ name }) => name),
          "none is marked",
        ),
      ],
    ],
    firstMinutes: [
      step("Write down the time, in UTC, at which somebody here first knew of it, and who: periods run from then."),
      step(["Open an incident, critical, and work on it beside this: ", see("incident"), "."]),
      step(["Call ", owner, ", the data protection officer and legal, by telephone: mail and chat may be read."]),
      step("Delete nothing, restart nothing, restore nothing before what it shows has been copied."),
    ],
    diagnosis: [
      group(
        "What was reached",
        ...sensitiveStores(context).map(storeStep),
        ...queryStep(context, "data-access", "Who read or wrote those stores over the last 30 days, as an auditor."),
        ...findings(context),
      ),
      group(
        "Can the record be trusted?",
        ...queryStep(context, "audit-log-access", "Who touched the audit logs, as an auditor."),
        ...context.index
          .byRole("trail")
          .map(({ handles }) =>
            step(
              "No file is INVALID, and none is missing.",
              ...validateTrail(handles.name, context.account, context.region),
            ),
          ),
      ),
      group(
        "What the notices will have to say",
        step("What happened: confidentiality, integrity or availability; since when, until when."),
        step("Whose data and what kinds, how many people and how many records, as far as is known."),
        step("What it may lead to for them: fraud, loss of money, identity theft, exposure."),
        step("What was done, and what will be."),
        step("Was it unreadable to whoever took it: encrypted, with the key still ours?"),
      ),
    ],
    decisions: decisions(context),
    mitigation: [
      ...(under.includes("gdpr") ? [authority(context), people()] : []),
      ...(under.includes("pci-dss") ? [cardBrands()] : []),
      ...(under.includes("sox") ? [committee()] : []),
      group(
        "Others",
        step("Processors tell their controllers, and whoever a contract names, without delay."),
        step("The insurer, where there is a policy: most set a period of their own."),
      ),
    ],
    verification: [
      group(
        "Nobody was left out",
        step("Each notice has its time, its text and the answer, in the ticket."),
        step("What was unknown in the first notice has been sent since, or has a date."),
        step("The register of breaches has it, also where nobody had to be notified, and why."),
        step(["The review is written: ", see("post-incident-review"), "."]),
      ),
    ],
    rollback: groupIfAny("It was no breach after all", [
      step("Tell everybody who was notified, in writing, with what was found."),
      step("Keep the record: the authority may ask how it was decided."),
    ]),
  };
};

function sensitiveStores({ plan }: RunbookContext): readonly DataStore[] {
  return plan.stores.filter(({ data }) => data.personalData || data.cardholderData);
}

function storeStep({ name, engine, data }: DataStore): Item {
  const holds = [
    ...(data.personalData ? ["personal data"] : []),
    ...(data.cardholderData ? ["cardholder data"] : []),
  ].join(" and ");
  return step([
    inlineCode(name),
    ` (${engine}, ${data.classification}) holds ${holds}. Which rows, objects or messages of it? What it is and how long it is kept: `,
    link("DATA_GOVERNANCE.md", "../DATA_GOVERNANCE.md"),
    ".",
  ]);
}

function queryStep({ index, region }: RunbookContext, ending: string, words: string): readonly Item[] {
  return index
    .byRole("audit-query")
    .filter(({ handles }) => handles.name.endsWith(ending))
    .map(({ handles }) => step(words, ...runAuditQuery(handles, region)));
}

function findings({ plan, region }: RunbookContext): readonly Item[] {
  return plan.security.guardDuty ? [step("What GuardDuty found.", openFindings(region))] : [];
}

function decisions({ plan }: RunbookContext): RunbookContentDecisions {
  const under = plan.requirements.compliance;
  return [
    {
      when: "It is still going on",
      act: ["Cut the access before anything else: ", see("security-finding")],
    },
    ...(under.includes("gdpr")
      ? [
          {
            when: "Personal data, and a risk to people cannot be ruled out",
            act: `Notify the authority within ${AUTHORITY_HOURS} hours, with what is known; the rest follows in steps (article 33(4)). Later than that: with the reason`,
          },
          { when: "The risk to people is high", act: "Tell them too, in plain words and without delay (article 34)" },
          {
            when: "Personal data, and no risk: all of it encrypted, the key safe, a copy at hand",
            act: "Nobody is notified. Write it into the register with the reason (article 33(5))",
          },
        ]
      : []),
    ...(under.includes("pci-dss")
      ? [
          {
            when: "Card numbers may have been read",
            act: "Tell acquirer and brands now, touch no system of the card environment, and wait for the forensic investigator",
          },
        ]
      : []),
    ...(under.includes("sox")
      ? [
          {
            when: "Financial records may be wrong, or the damage may matter to investors",
            act: `The disclosure committee meets today. Once it finds it material, the period is ${DISCLOSURE_DAYS} business days (Form 8-K, item 1.05)`,
          },
        ]
      : []),
    {
      when: "In doubt",
      act: "Notify: what turns out otherwise is corrected in writing, and what comes late must be explained",
    },
  ];
}

type RunbookContentDecisions = ReturnType<RunbookWriter>["decisions"];

function authority({ plan }: RunbookContext): StepGroup {
  return group(
    `The supervisory authority, within ${AUTHORITY_HOURS} hours`,
    step([
      "Which one: that of the main establishment, not of the region ",
      inlineCode(plan.environment.region),
      ". Its form and its number stand in the plan of the data protection officer.",
    ]),
    step(
      "Nature of the breach, kinds and numbers of people and records, name and number of the contact, likely consequences, measures taken (article 33(3)).",
    ),
    step("Send what is known when the hours are nearly over; say what follows and when."),
  );
}

function people(): StepGroup {
  return group(
    "The people whose data it is, when the risk is high",
    step("Say what happened, what it may mean for them, what they can do, and whom they can ask. Nothing else in it."),
    step("One by one; by public notice only where that would be out of proportion (article 34(3)(c))."),
  );
}

function cardBrands(): StepGroup {
  return group(
    "Acquirer and card brands, at once",
    step(
      "Call the acquirer first: it tells which brands, and by which procedure. Brands want the first report within hours to days.",
    ),
    step("Keep systems and logs as they are for the forensic investigator (PFI), whom the brands' rules name."),
    step("Give the card numbers at risk to the acquirer by its own secure way, never by mail."),
  );
}

function committee(): StepGroup {
  return group(
    "The disclosure committee",
    step("Tell the chief financial officer and counsel what is known, what is not, and what it may cost."),
    step("Which controls of financial reporting rest on what was hit? They are listed in COMPLIANCE.md, under SOX."),
    step("Write down the committee's finding, material or not, with its time and its reason."),
  );
}
