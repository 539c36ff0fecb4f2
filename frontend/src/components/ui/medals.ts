/** Gold, silver and bronze, by rank: on the wall and on phones. */
export const MEDALS: Readonly<Record<number, string>> = { 1: "bg-mark text-[#2b1a00]", 2: "bg-[#c3ced2] text-[#16262b]", 3: "bg-[#d39a6a] text-[#2b1400]" };
