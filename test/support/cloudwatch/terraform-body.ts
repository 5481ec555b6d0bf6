/** Reads the arguments of a resource out of Terraform's JSON, and says which one is not of the shape it must have. */
export class TerraformBody {
  constructor(
    private readonly values: unknown,
    private readonly where: string,
  ) {}

  text(name: string): string {
    const value = this.optionalText(name);
    if (value === undefined) throw new Error(`${this.where} has no ${name}`);
    return value;
  }

  optionalText(name: string): string | undefined {
    const value = this.value(name);
    if (value !== undefined && typeof value !== "string") throw new Error(`${this.where}: ${name} is not a text`);
    return value;
  }

  number(name: string): number {
    const value = this.optionalNumber(name);
    if (value === undefined) throw new Error(`${this.where} has no ${name}`);
    return value;
  }

  optionalNumber(name: string): number | undefined {
    const value = this.value(name);
    if (value !== undefined && typeof value !== "number") throw new Error(`${this.where}: ${name} is not a number`);
    return value;
  }

  optionalFlag(name: string): boolean | undefined {
    const value = this.value(name);
    if (value !== undefined && typeof value !== "boolean") throw new Error(`${this.where}: ${name} is not a flag`);
    return value;
  }

  texts(name: string): readonly string[] {
    const value = this.value(name) ?? [];
    if (!Array.isArray(value)) throw new Error(`${this.where}: ${name} is not a list`);
    return value.map(String);
  }

  record(name: string): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(this.value(name) ?? {}).map(([key, value]) => [key, String(value)]));
  }

  /** Blocks: CDKTF writes one that may stand once as an object or as a list of one. */
  blocks(name: string): readonly TerraformBody[] {
    const value = this.value(name) ?? [];
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.map((block) => new TerraformBody(block, `${this.where}.${name}`));
  }

  block(name: string): TerraformBody | undefined {
    const [first, ...more] = this.blocks(name);
    if (more.length > 0) throw new Error(`${this.where} has more than one ${name}`);
    return first;
  }

  private value(name: string): unknown {
    const { values } = this;
    if (typeof values !== "object" || values === null) throw new Error(`${this.where} is not an object`);
    return (values as Readonly<Record<string, unknown>>)[name] ?? undefined;
  }
}
