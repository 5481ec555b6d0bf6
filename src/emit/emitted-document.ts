/** One file, below `docs/<plan>/<environment>/`. */
export interface EmittedDocument {
  readonly path: string;
  readonly text: string;
}
