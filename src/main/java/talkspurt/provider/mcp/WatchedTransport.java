package talkspurt.provider.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Another transport, whose server may say unasked only that its tools have changed: the SDK would read the list by itself,
 * however long that is, and write the rest to the log.
 */
record WatchedTransport(McpClientTransport transport, Runnable changed)
    implements McpClientTransport {

  @Override
  public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    return transport.connect(message -> handler.apply(message.filter(this::passes)));
  }

  private boolean passes(JSONRPCMessage message) {
    if (!(message instanceof JSONRPCNotification told)) {
      return true;
    }
    if (McpSchema.METHOD_NOTIFICATION_TOOLS_LIST_CHANGED.equals(told.method())) {
      changed.run();
    }
    return false;
  }

  @Override
  public void setExceptionHandler(Consumer<Throwable> handler) {
    transport.setExceptionHandler(handler);
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return transport.sendMessage(message);
  }

  @Override
  public void close() {
    transport.close();
  }

  @Override
  public Mono<Void> closeGracefully() {
    return transport.closeGracefully();
  }

  @Override
  public List<String> protocolVersions() {
    return transport.protocolVersions();
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return transport.unmarshalFrom(data, type);
  }
}
