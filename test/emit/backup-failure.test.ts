import { emitContext } from "../../src/emit/emit-context";
import { emitDocuments } from "../../src/emit/emit-documents";
import { verificationSteps } from "../../src/emit/verification/verification-steps";
import { synthRecovery, withRegionAndBucket } from "../support/recovery-stack";
import { bashBlocks } from "./support/sample-documents";

const NAME = "ecommerce-operational-excellence-production";

describe("runbooks/backup-failure.md", () => {
  const { plan, evidence } = synthRecovery(withRegionAndBucket);
  const document = emitDocuments(plan, evidence).find(({ path }) => path === "runbooks/backup-failure.md");
  if (document === undefined) throw new Error("no runbook on failed backups");
  const commands = bashBlocks(document.text)
    .join("\n")
    .replaceAll(/ \\\n\s*/g, " ");

  it("lists what went wrong in the generated vaults, each in its region", () => {
    expect(commands).toMatch(new RegExp(`list-backup-jobs --by-backup-vault-name ${NAME}-backup .*--region eu-west-1`));
    expect(commands).toContain(
      `SourceBackupVaultArn=='arn:aws:backup:eu-west-1:111122223333:backup-vault:${NAME}-backup'`,
    );
    expect(commands).toMatch(
      new RegExp(`list-recovery-points-by-backup-vault --backup-vault-name ${NAME}-copies .*--region eu-central-1`),
    );
  });

  it("backs up and copies by hand with the generated role, for as long as the lock takes", () => {
    expect(commands).toMatch(
      /start-backup-job .*--iam-role-arn arn:aws:iam::111122223333:role\/AWSBackup-\S+ --lifecycle DeleteAfterDays=35 /,
    );
    expect(commands).toContain(
      `--destination-backup-vault-arn arn:aws:backup:eu-central-1:111122223333:backup-vault:${NAME}-copies`,
    );
  });

  it("names the stores at risk, and the time that a restore may take", () => {
    for (const store of ["orders", "catalog", "receipts"]) expect(document.text).toContain(`\`${store}\``);
    expect(document.text).toContain("A restore took longer than 4 hours");
    expect(document.text).toContain("less than 2 hours ago");
  });

  it("is led to by every alarm on backups", () => {
    expect(evidence.alarms).toHaveLength(5);
    for (const { name } of evidence.alarms) expect(document.text).toContain(name);
  });
});

describe("the verification of restore tests", () => {
  const texts = (change: Parameters<typeof synthRecovery>[0]) => {
    const { plan, evidence } = synthRecovery(change);
    return JSON.stringify(verificationSteps("restore-tests", emitContext(plan, evidence)));
  };

  it("asks for backups in every vault, and for the latest restores with their validation", () => {
    const steps = texts(withRegionAndBucket);
    expect(steps).toContain(`--backup-vault-name ${NAME}-copies`);
    expect(steps).toContain("get-restore-testing-plan");
    expect(steps).toContain("validation:ValidationStatus");
    expect(steps).toContain("within ");
    expect(steps).toContain("4 hours");
  });

  it("says that there is nothing to verify without recovery objectives", () => {
    const steps = texts((tree) => {
      delete tree.requirements.recovery;
    });
    expect(steps).toContain("Nothing of this kind was generated");
  });
});
