package talkspurt.provider.mcp;

import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpTransportException;
import io.modelcontextprotocol.spec.McpTransportSessionClosedException;
import io.modelcontextprotocol.spec.McpTransportSessionNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.ToolFaults;
import talkspurt.provider.ToolResult;
import talkspurt.provider.transport.BrokenConnection;
import talkspurt.text.OutsideText;

/** What went wrong between us and an MCP server. */
final class McpFaults {

  private static final int MAX_SAID = 500;

  /** JSON-RPC: the request is wrong, the method does not exist, its parameters are wrong. */
  private static final Set<Integer> REFUSALS = Set.of(-32600, -32601, -32602);

  private McpFaults() {}

  static ProviderFailure gone(McpSettings settings, String why) {
    return new ProviderFailure(
        Kind.UNREACHABLE, settings.name(), why, settings.address().shown());
  }

  /** As it is told to an operator: nothing that a server says. */
  static ProviderFailure failure(McpSettings settings, Throwable thrown) {
    Kind kind;
    String detail;
    Optional<Integer> code = code(thrown);
    if (code.isPresent()) {
      kind = REFUSALS.contains(code.get()) ? Kind.REJECTED_REQUEST : Kind.OVERLOADED;
      detail = "answered with error " + code.get();
    } else if (has(thrown, McpHttpClientTransportAuthorizationException.class)) {
      kind = Kind.REJECTED_CREDENTIALS;
      detail = "status 401 or 403";
    } else if (has(thrown, McpTransportSessionNotFoundException.class)) {
      kind = Kind.REJECTED_REQUEST;
      detail = "status 400 or 404: it does not know our session";
    } else if (has(thrown, NotSent.class)) {
      kind = Kind.OVERLOADED;
      detail = first(thrown, NotSent.class).map(Throwable::getMessage).orElse("");
    } else if (has(thrown, TimeoutException.class)) {
      kind = Kind.UNREACHABLE;
      detail = "no answer in time";
    } else if (has(thrown, McpTransportException.class)) {
      kind = Kind.BROKE_PROTOCOL;
      detail = "its answer is not MCP over Streamable HTTP";
    } else {
      kind = Kind.UNREACHABLE;
      detail = BrokenConnection.why(thrown);
    }
    return new ProviderFailure(kind, settings.name(), detail, settings.address().shown());
  }

  /** Whether the connection, and not the request alone, is what failed. */
  static boolean ofConnection(Throwable thrown) {
    return !has(thrown, NotSent.class)
        && (has(thrown, IOException.class)
            || has(thrown, McpTransportSessionNotFoundException.class)
            || has(thrown, McpTransportSessionClosedException.class)
            || has(thrown, McpHttpClientTransportAuthorizationException.class));
  }

  /** As it is told to the model: whether it was done, and what the server says to a request that it refuses. */
  static ToolResult.Failed told(McpSettings settings, Throwable thrown) {
    ProviderFailure failure = failure(settings, thrown);
    return new ToolResult.Failed(why(thrown), Optional.of(failure));
  }

  private static String why(Throwable thrown) {
    Optional<Integer> code = code(thrown);
    if (code.isPresent()) {
      return REFUSALS.contains(code.get())
          ? "it was refused (" + code.get() + ") "
              + OutsideText.shortened(
                  String.valueOf(first(thrown, McpError.class).orElseThrow().getMessage()),
                  MAX_SAID)
          : ToolFaults.OUT_OF_ORDER;
    }
    boolean notRun = has(thrown, NotSent.class)
        || has(thrown, ConnectException.class)
        || has(thrown, McpHttpClientTransportAuthorizationException.class)
        || has(thrown, McpTransportSessionNotFoundException.class);
    return notRun ? ToolFaults.OUT_OF_ORDER : ToolFaults.NOT_KNOWN;
  }

  private static Optional<Integer> code(Throwable thrown) {
    return first(thrown, McpError.class)
        .flatMap(error -> Optional.ofNullable(error.getJsonRpcError()))
        .map(error -> error.code());
  }

  private static boolean has(Throwable thrown, Class<? extends Throwable> kind) {
    return first(thrown, kind).isPresent();
  }

  private static <T extends Throwable> Optional<T> first(Throwable thrown, Class<T> kind) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 16; depth++, cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return Optional.of(kind.cast(cause));
      }
    }
    return Optional.empty();
  }
}
