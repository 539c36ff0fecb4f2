/** The socket: its channels, frames and close codes, as its AsyncAPI document describes them. */
import { useQuery } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import type { ReactNode } from "react";
import { Badge, Card, EmptyState, PageLoading } from "@/components/ui/surface";
import { type Channel, fieldsOf, framesOf, type Message, type SocketDocument } from "@/features/api-docs/asyncapi";
import { DocsFrame } from "@/features/api-docs/components/docs-frame";
import { MessageCard } from "@/features/api-docs/components/message-card";

const SOURCE = "/api/v1/asyncapi.json";

async function readDocument(): Promise<SocketDocument> {
  const response = await fetch(SOURCE);
  if (!response.ok) throw new Error(`${SOURCE}: ${response.status}`);
  return (await response.json()) as SocketDocument;
}

export function SocketPage() {
  const { data: socket, isError } = useQuery({ queryKey: ["asyncapi"], queryFn: readDocument, staleTime: Infinity });
  return (
    <DocsFrame source={SOURCE}>
      {socket ? <Described socket={socket} /> : isError ? <EmptyState icon={<CloudOff />} title="The document cannot be reached" /> : <PageLoading />}
    </DocsFrame>
  );
}

function Described({ socket }: { socket: SocketDocument }) {
  const { socket: wire, ...channels } = socket.channels;
  const frames = (messages: readonly Message[]) =>
    messages.map((message) => <MessageCard key={message.title} message={message} rows={fieldsOf(message.payload, socket.components.schemas)} />);
  return (
    <div className="grid gap-10">
      <div>
        <p className="flex flex-wrap gap-2">
          <Badge tone="brand">{socket.info.version}</Badge>
          <Badge>{wire?.address}</Badge>
        </p>
        <h1 className="mt-3 text-headline">{socket.info.title}</h1>
        <p className="mt-3 max-w-3xl text-pretty text-muted">{socket.info.description.replaceAll("`", "")}</p>
      </div>
      <Section title="Channels">
        {Object.values(channels).map((channel) => (
          <ChannelCard key={channel.address} channel={channel}>
            {frames(Object.values(channel.messages))}
          </ChannelCard>
        ))}
      </Section>
      <Section title={socket.operations.receive.summary}>{frames(framesOf(socket, "receive"))}</Section>
      <Section title={socket.operations.send.summary}>{frames(framesOf(socket, "send"))}</Section>
      <Section title="Close codes">
        <CloseCodes codes={socket["x-close-codes"]} />
      </Section>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-4 text-title">{title}</h2>
      <div className="grid gap-3">{children}</div>
    </section>
  );
}

function ChannelCard({ channel, children }: { channel: Channel; children: ReactNode }) {
  return (
    <Card className="grid gap-3 p-4 sm:p-5">
      <h3 className="flex flex-wrap items-center gap-3">
        <code className="font-mono">{channel.address}</code>
        <Badge tone="mark">{channel["x-permission"]}</Badge>
      </h3>
      <p className="text-muted">{channel.description?.replaceAll("`", "")}</p>
      {children}
    </Card>
  );
}

function CloseCodes({ codes }: { codes: SocketDocument["x-close-codes"] }) {
  return (
    <Card className="overflow-x-auto p-4">
      <table className="w-full text-start text-[0.9375rem]">
        <thead className="eyebrow">
          <tr>
            {["Code", "Name", "Meaning", "Come back"].map((title) => (
              <th key={title} scope="col" className="pe-4 pb-2 text-start">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Object.entries(codes).map(([code, { name, meaning, come_back }]) => (
            <tr key={code} className="border-t border-line">
              <th scope="row" className="figures py-2 pe-4 text-start font-semibold">{code}</th>
              <td className="py-2 pe-4"><code className="font-mono text-sm">{name}</code></td>
              <td className="py-2 pe-4 text-muted">{meaning}</td>
              <td className="py-2"><Badge tone={come_back ? "good" : "bad"}>{come_back ? "yes" : "no"}</Badge></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
