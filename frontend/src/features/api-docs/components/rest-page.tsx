/** The REST interface: every operation of the OpenAPI document, to be read and tried. */
import { useEffect, useRef } from "react";
import SwaggerUI, { type SwaggerPlugin, type SwaggerRequest } from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";
import "@/features/api-docs/swagger-ui.css";
import { DocsFrame } from "@/features/api-docs/components/docs-frame";
import { csrfToken } from "@/lib/api/client";
import { useTheme } from "@/lib/theme";

const SOURCE = "/api/v1/openapi.json";

/** Whoever is logged in tries the operations as themselves. */
function withProof(request: SwaggerRequest): SwaggerRequest {
  if (request.method !== "GET" && csrfToken() !== "") request.headers["x-csrf-token"] = csrfToken();
  return request;
}

/** No link within the button that opens an operation, and no nameless list of the one server there is: neither can be told by ear. */
const told: SwaggerPlugin = ({ React }) => ({
  wrapComponents: {
    DeepLink: () => ({ text }) => React.createElement("span", null, text),
    ServersContainer: () => () => null,
  },
});

export function RestPage() {
  const place = useRef<HTMLDivElement>(null);
  useSwaggerTheme();
  useEffect(() => {
    const domNode = document.createElement("div");
    place.current!.append(domNode);
    SwaggerUI({
      domNode,
      url: SOURCE,
      deepLinking: true,
      docExpansion: "list",
      defaultModelsExpandDepth: 0,
      filter: true,
      plugins: [told],
      validatorUrl: null,
      showExtensions: true,
      requestInterceptor: withProof,
    });
    return () => domNode.remove();
  }, []);
  return (
    <DocsFrame source={SOURCE}>
      <div ref={place} />
    </DocsFrame>
  );
}

/** Swagger UI has a class of its own for the dark theme. */
function useSwaggerTheme(): void {
  const { shown } = useTheme();
  useEffect(() => {
    const { classList } = document.documentElement;
    classList.toggle("dark-mode", shown === "dark");
    return () => classList.remove("dark-mode");
  }, [shown]);
}
