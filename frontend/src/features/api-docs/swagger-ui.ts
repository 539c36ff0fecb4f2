/** The part that we use of a package without types. */
declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  export interface SwaggerRequest {
    readonly method: string;
    readonly headers: Record<string, string>;
  }

  interface SwaggerOptions {
    readonly domNode: HTMLElement;
    readonly url: string;
    readonly deepLinking: boolean;
    readonly docExpansion: "list" | "full" | "none";
    readonly defaultModelsExpandDepth: number;
    readonly filter: boolean;
    readonly validatorUrl: null;
    readonly showExtensions: boolean;
    readonly requestInterceptor: (request: SwaggerRequest) => SwaggerRequest;
  }

  const SwaggerUI: (options: SwaggerOptions) => unknown;
  export { SwaggerUI as default };
}
