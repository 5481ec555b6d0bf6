import { loadProfile } from "../../model/load-test/load-profile";
import { LOAD_SCRIPT, loadScript } from "../../model/load-test/load-script";
import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";

/** The script of the load test, the same as its job runs: to be read, and to be run from elsewhere. */
export function emitLoadScript({ plan }: EmitContext): readonly EmittedDocument[] {
  const profile = loadProfile(plan);
  return profile === null ? [] : [{ path: LOAD_SCRIPT, text: loadScript(profile) }];
}
