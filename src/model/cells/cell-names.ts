/** Services and stores of a plan with cells belong to one each. */
export interface CellMember {
  /** The cell's number, from 1; null in a plan without cells. */
  readonly cell: number | null;
  /** The name in the plan file, which its copies in all cells share: `api` of `api-2`. */
  readonly family: string;
}

/**
 * Name of a service or store in a cell. The first keeps the plain name, so that a plan which grows from one cell to two
 * replaces nothing, and the number of a cell stays with it for good.
 */
export function cellName(name: string, cell: number): string {
  return cell === 1 ? name : `${name}-${cell}`;
}

/** The numbers of a plan's cells. */
export function cellNumbers(cells: number): readonly number[] {
  return Array.from({ length: cells }, (_, index) => index + 1);
}

/** A cell after the first: what stands there was added, under a name of its own. */
export function isFurtherCell({ cell }: Pick<CellMember, "cell">): boolean {
  return cell !== null && cell > 1;
}
