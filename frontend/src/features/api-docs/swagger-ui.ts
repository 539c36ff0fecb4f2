/** The part that we use of a package without types. */
declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  export interface SwaggerRequest {
    readonly method: string;
    readonly headers: Record<string, string>;
  }

  /** Of Swagger UI's own React. */
  type Component = (props: { readonly text?: unknown }) => unknown;
  interface System {
    readonly React: { readonly createElement: (tag: string, props: null, children: unknown) => unknown };
  }

  export type SwaggerPlugin = (system: System) => { readonly wrapComponents: Readonly<Record<string, () => Component>> };

  interface SwaggerOptions {
    readonly domNode: HTMLElement;
    readonly url: string;
    readonly deepLinking: boolean;
    readonly docExpansion: "list" | "full" | "none";
    readonly defaultModelsExpandDepth: number;
    readonly filter: boolean;
    readonly plugins: readonly SwaggerPlugin[];
    readonly validatorUrl: null;
    readonly showExtensions: boolean;
    readonly requestInterceptor: (request: SwaggerRequest) => SwaggerRequest;
  }

  const SwaggerUI: (options: SwaggerOptions) => unknown;
  export { SwaggerUI as default };
}
