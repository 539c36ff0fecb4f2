/** The published document of the socket: what is read of it, and the rows of a schema's table. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

export interface Example {
  readonly summary: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface Message {
  readonly name: string;
  readonly title: string;
  readonly summary?: string;
  readonly payload: Schema;
  readonly examples: readonly Example[];
}

export interface Channel {
  readonly address: string;
  readonly description?: string;
  readonly messages: Readonly<Record<string, Message>>;
  readonly "x-permission"?: string;
}

export interface SocketDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly channels: Readonly<Record<string, Channel>>;
  readonly operations: Readonly<Record<"receive" | "send", { readonly summary: string; readonly messages: readonly { readonly $ref: string }[] }>>;
  readonly components: { readonly messages: Readonly<Record<string, Message>>; readonly schemas: Readonly<Record<string, Schema>> };
  readonly "x-close-codes": Readonly<Record<string, { readonly name: string; readonly meaning: string; readonly come_back: boolean }>>;
}

export interface FieldRow {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

const lastPart = (reference: string) => reference.slice(reference.lastIndexOf("/") + 1);

/** The frames of one direction, in the order of the document. */
export function framesOf(document: SocketDocument, operation: "receive" | "send"): Message[] {
  return document.operations[operation].messages.flatMap(({ $ref }) => document.components.messages[lastPart($ref)] ?? []);
}

/** One row per field; a later part of an `allOf` says more about a field than an earlier one. */
export function fieldsOf(schema: Schema, schemas: Readonly<Record<string, Schema>>): FieldRow[] {
  const rows = new Map<string, FieldRow>();
  for (const part of partsOf(schema, schemas))
    for (const [name, field] of Object.entries(part.properties ?? {}))
      rows.set(name, {
        name,
        type: typeOf(field),
        required: rows.get(name)?.required || (part.required?.includes(name) ?? false),
        description: field.description ?? "",
      });
  return [...rows.values()];
}

function partsOf(schema: Schema, schemas: Readonly<Record<string, Schema>>): Schema[] {
  const named = schema.$ref === undefined ? schema : (schemas[lastPart(schema.$ref)] ?? {});
  return [named, ...(named.allOf ?? []).flatMap((part) => partsOf(part, schemas))];
}

function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return lastPart(schema.$ref);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(" | ");
  if (schema.items) return `${typeOf(schema.items)}[]`;
  if (typeof schema.additionalProperties === "object") return `{ …: ${typeOf(schema.additionalProperties)} }`;
  return typeof schema.type === "object" ? schema.type.join(" | ") : (schema.type ?? "any");
}
