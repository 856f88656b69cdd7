package talkspurt.provider.mcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;

/** A connection by the MCP Java SDK. */
final class SdkLink implements McpLink {

  private static final int MAX_PAGES = 32;
  static final McpJsonMapper JSON =
      new JacksonMcpJsonMapper(JsonMapper.builder().build());

  /** What results are to look like is between the server and the model. */
  private static final JsonSchemaValidator NO_SCHEMAS =
      (schema, content) -> JsonSchemaValidator.ValidationResponse.asValid(null);

  private final McpAsyncClient client;

  private SdkLink(McpSettings settings, McpClientTransport transport) {
    String version = SdkLink.class.getPackage().getImplementationVersion();
    this.client = McpClient.async(transport)
        .requestTimeout(settings.answerTimeout())
        .initializationTimeout(settings.connectTimeout())
        .clientInfo(
            McpSchema.Implementation.builder("talkspurt", version == null ? "development" : version)
                .build())
        .jsonSchemaValidator(NO_SCHEMAS)
        .build();
  }

  /** A connection to the server of these settings. */
  static McpLink to(McpSettings settings, Listener listener) {
    McpClientTransport transport = settings.address() instanceof McpAddress.Url url
        ? http(settings, url)
        : program(settings, (McpAddress.Program) settings.address(), listener);
    return over(settings, transport, listener::changed);
  }

  /** A connection over this transport. */
  static McpLink over(McpSettings settings, McpClientTransport transport, Runnable changed) {
    return new SdkLink(settings, new WatchedTransport(transport, changed));
  }

  private static McpClientTransport program(
      McpSettings settings, McpAddress.Program program, Listener listener) {
    return new ProgramTransport(
        settings.name(),
        () -> RunningServer.start(program),
        JSON,
        settings.maxBytes(),
        listener::gone);
  }

  /** Redirections are not followed: the token is for this server. */
  private static McpClientTransport http(McpSettings settings, McpAddress.Url address) {
    URI url = address.url();
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return HttpClientStreamableHttpTransport.builder(
            url.getScheme() + "://" + url.getRawAuthority())
        .endpoint(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
        .jsonMapper(JSON)
        .connectTimeout(settings.connectTimeout())
        .customizeClient(client -> client.followRedirects(HttpClient.Redirect.NEVER))
        .maxResponseSize(settings.maxBytes())
        .httpRequestCustomizer((request, method, uri, body, context) -> {
          address
              .token()
              .ifPresent(token -> request.setHeader("Authorization", "Bearer " + token.text()));
          address.headers().forEach((name, value) -> request.setHeader(name, value.text()));
        })
        .build();
  }

  @Override
  public CompletionStage<List<McpSchema.Tool>> open(int maxTools) {
    return client.initialize().then(pages(maxTools)).toFuture();
  }

  @Override
  public CompletionStage<List<McpSchema.Tool>> list(int maxTools) {
    return pages(maxTools).toFuture();
  }

  /** A server without tools has none, which is no failure. */
  private Mono<List<McpSchema.Tool>> pages(int maxTools) {
    return Mono.defer(() ->
        client.getServerCapabilities() != null && client.getServerCapabilities().tools() == null
            ? Mono.just(List.of())
            : page(null, new ArrayList<>(), 1, maxTools));
  }

  private Mono<List<McpSchema.Tool>> page(
      String cursor, List<McpSchema.Tool> before, int number, int maxTools) {
    return client.listTools(cursor).flatMap(page -> {
      if (page.tools() != null) {
        before.addAll(page.tools());
      }
      String next = page.nextCursor();
      boolean more = next != null && !next.isEmpty();
      return more && number < MAX_PAGES && before.size() < maxTools
          ? page(next, before, number + 1, maxTools)
          : Mono.just(List.copyOf(before));
    });
  }

  @Override
  public CompletionStage<McpSchema.CallToolResult> call(
      String tool, Map<String, Object> arguments, Map<String, Object> meta) {
    return client
        .callTool(McpSchema.CallToolRequest.builder(tool)
            .arguments(arguments)
            .meta(meta)
            .build())
        .toFuture();
  }

  @Override
  public void close() {
    client.closeGracefully().onErrorComplete().subscribe();
  }
}
