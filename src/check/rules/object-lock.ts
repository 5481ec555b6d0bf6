import { lockAfterRetention, lockedPersonalData } from "../../diagnostics/catalogue/governance";
import { formatDuration } from "../../model/units/duration";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** A lock keeps what a retention erases: the lock must end first. */
export const objectLockRule: Rule = {
  code: "object-lock",
  check({ file, tree }) {
    return (file.dataStores ?? []).flatMap((store, index) => {
      if (store.engine !== "s3" || store.objectLock === undefined) return [];
      const { objectLock, data, name } = store;
      const at = (...keys: readonly string[]) => placeOf(tree, ["dataStores", index, ...keys]);
      const { retention } = data;
      const tooLong = retention !== undefined && objectLock.retention.seconds > retention.seconds;
      return [
        ...(tooLong
          ? [
              lockAfterRetention(at("objectLock", "retention"), name, formatDuration(objectLock.retention), {
                range: at("data", "retention"),
                text: formatDuration(retention),
              }),
            ]
          : []),
        ...(objectLock.mode === "compliance" && data.personalData
          ? [lockedPersonalData(at("objectLock", "mode"), name)]
          : []),
      ];
    });
  },
};
