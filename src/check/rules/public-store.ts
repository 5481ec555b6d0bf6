import {
  publicStoreBlocked,
  publicStoreOfSensitiveData,
  publicStoreUnderStandard,
} from "../../diagnostics/catalogue/governance";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import type { DataStoreFile } from "../../model/schema/plan-file";
import { nodeAtPath } from "../../parse/locate";
import { placeOf } from "../places";
import type { Rule, RuleContext } from "../rule";

type S3StoreFile = Extract<DataStoreFile, { engine: "s3" }>;

/** Standards that keep every store of the system away from the public. */
const CLOSING = ["pci-dss", "sox"];

/** A store that anybody may read holds nothing that anybody may not. */
export const publicStoreRule: Rule = {
  code: "public-store",
  check(context) {
    return (context.file.dataStores ?? []).flatMap((store, index) =>
      store.engine === "s3" && store.publicRead ? judge(context, store, index) : [],
    );
  },
};

function judge({ file, tree }: RuleContext, store: S3StoreFile, index: number): readonly Diagnostic[] {
  const place = placeOf(tree, ["dataStores", index, "publicRead"]);
  const standards = (file.requirements?.compliance ?? []).filter((standard) => CLOSING.includes(standard));
  if (standards.length > 0) return [publicStoreUnderStandard(place, store.name, standards)];
  const held = sensitive(store.data);
  if (held !== null) return [publicStoreOfSensitiveData(place, store.name, held)];
  const { security } = file;
  if (security?.accountBaseline !== "owned" || !security.publicAccessBlock) return [];
  const block = ["security", "publicAccessBlock"];
  return [publicStoreBlocked(place, store.name, nodeAtPath(tree, block) ? placeOf(tree, block) : null)];
}

function sensitive({ personalData, cardholderData, classification }: S3StoreFile["data"]): string | null {
  if (cardholderData) return "cardholder data";
  if (personalData) return "personal data";
  return classification === "public" ? null : `data of classification ${classification}`;
}
