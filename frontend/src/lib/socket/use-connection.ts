/** Hooks that show a connection and its channels to components. */
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { ChannelView } from "@/lib/socket/channel";
import type { ChannelData, ChannelKind } from "@/lib/socket/channels";
import { Connection, type ConnectionOptions, type ConnectionStatus } from "@/lib/socket/connection";

export function socketUrl(location: Location = window.location): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`;
}

/** A connection that lives as long as the component; it follows the browser's online, offline and visibility events. */
export function useLiveConnection(token: ConnectionOptions["token"]): Connection {
  const [connection] = useState(() => new Connection({ url: socketUrl(), token }));
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const hurry = () => connection.hurry();
    window.addEventListener("online", hurry, { signal });
    window.addEventListener("offline", () => connection.abandon(), { signal });
    document.addEventListener("visibilitychange", hurry, { signal });
    connection.start();
    return () => {
      controller.abort();
      connection.stop();
    };
  }, [connection]);
  return connection;
}

const ConnectionContext = createContext<Connection | null>(null);
export const ConnectionProvider = ConnectionContext.Provider;

export function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (!connection) throw new Error("A ConnectionProvider is missing above this component.");
  return connection;
}

export function useConnectionStatus(connection: Connection): ConnectionStatus {
  return useSyncExternalStore(
    (listener) => connection.onStatus(listener),
    () => connection.status,
  );
}

export function useChannel<K extends ChannelKind>(connection: Connection, session: string, kind: K): ChannelView<ChannelData[K]> {
  const [subscribe, setSubscribe] = useState(() => subscriber(connection, session, kind));
  const [subject, setSubject] = useState(session);
  if (subject !== session) {
    setSubject(session);
    setSubscribe(() => subscriber(connection, session, kind));
  }
  return useSyncExternalStore(subscribe, () => connection.view(session, kind));
}

function subscriber(connection: Connection, session: string, kind: ChannelKind) {
  return (listener: () => void) => connection.listen(session, kind, listener);
}
