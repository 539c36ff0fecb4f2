/** How large the rows of a bar chart are, by how many there are. */

export interface BarLook {
  readonly list: string;
  readonly label: string;
  readonly bar: string;
  /** Below the bar of an earlier round. */
  readonly second: string;
}

const DESK: BarLook = { list: "gap-5", label: "mb-2 text-[1.0625rem]", bar: "h-9", second: "h-8" };
const DENSE_DESK: BarLook = { list: "gap-3", label: "mb-1.5 text-base", bar: "h-5", second: "h-5" };
/** Up to so many rows: nobody scrolls a wall, so all of them are in view. */
const WALLS: readonly (readonly [most: number, look: BarLook])[] = [
  [4, { list: "gap-[2.6vh]", label: "mb-[0.8vh] text-[clamp(1.25rem,3.5vh,2.75rem)]", bar: "h-[6.4vh]", second: "h-[4vh]" }],
  [5, { list: "gap-[1.6vh]", label: "mb-1 leading-tight text-[clamp(1.25rem,3vh,2.25rem)]", bar: "h-[5vh]", second: "h-[2.4vh]" }],
  [6, { list: "gap-[1.2vh]", label: "mb-1 leading-tight text-[clamp(1.25rem,3vh,2.25rem)]", bar: "h-[3vh]", second: "h-[2vh]" }],
  [Infinity, { list: "gap-[1.2vh]", label: "mb-1 leading-tight text-[clamp(1.125rem,2.4vh,1.75rem)]", bar: "h-[2.4vh]", second: "h-[2vh]" }],
];

export function barLook(rows: number, large: boolean): BarLook {
  if (large) return WALLS.find(([most]) => rows <= most)![1];
  return rows > 8 ? DENSE_DESK : DESK;
}
