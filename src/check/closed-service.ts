import { closedService } from "../diagnostics/catalogue/shape";
import type { Diagnostic, SourceRange } from "../diagnostics/diagnostic";
import { closedServiceCalled } from "../model/catalogue/closed-services";

/** The finding for a key or value that names an AWS service which takes no new customers; undefined for any other. */
export function asksForClosedService(range: SourceRange, word: string): Diagnostic | undefined {
  const service = closedServiceCalled(word);
  return service && closedService(range, word, service);
}
