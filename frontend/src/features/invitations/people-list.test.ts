import { expect, it } from "vitest";

import { isTable, listOf } from "@/features/invitations/people-list";

it.each(["Name;E-Mail", "email,name", '"E-mail Address","First Name"', "Vorname\tNachname\tE-Mail-Adresse", "name|email_address", "Address", "Name;E-Mailadresse"])(
  "takes a first line that names a column for addresses for the head of a table: %s",
  (heading) => {
    expect(isTable(`${heading}\na`)).toBe(true);
    expect(listOf(heading, null)).toEqual({ csv: heading });
  },
);

it.each(["ada@example.org", "Ada <ada@example.org>, bob@example.org", "mailings@example.org; e@mail.org", "Postal address"])(
  "takes other lines for addresses as people paste them: %s",
  (line) => {
    expect(listOf(line, null)).toEqual({ text: line });
    expect(listOf(line, "people.csv")).toEqual({ csv: line });
  },
);
