import { parameterNotReplicated } from "../../diagnostics/catalogue/recovery";
import { placeOf } from "../places";
import { recoveryRegions } from "../recovery-regions";
import type { Rule } from "../rule";

/** The region of `arn:aws:ssm:<region>:<account>:parameter/<name>`. */
const PARAMETER_REGION = /^arn:[\w-]+:ssm:([a-z0-9-]+):\d{12}:parameter/;

/** Secrets Manager replicates secrets to other regions; Parameter Store has nothing of the kind. */
export const recoverySecretRule: Rule = {
  code: "recovery-secret",
  check(context) {
    const { file, tree } = context;
    return recoveryRegions(context).flatMap(({ home, region }) =>
      (file.services ?? []).flatMap((service, index) =>
        Object.entries(service.secrets)
          .filter(([, arn]) => PARAMETER_REGION.exec(arn)?.[1] === home)
          .map(([variable]) =>
            parameterNotReplicated(placeOf(tree, ["services", index, "secrets", variable]), service.name, region),
          ),
      ),
    );
  },
};
