package talkspurt.loadtest.standin;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what another service receives: heads and bodies, and texts by WebSocket. */
public final class Received implements LoopbackServer.Service {
  private final LoopbackServer.Service service;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> texts = new CopyOnWriteArrayList<>();

  public Received(LoopbackServer.Service service) {
    this.service = service;
  }

  /** As JSON, in order. */
  public List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** All of it. */
  public List<String> texts() {
    return List.copyOf(texts);
  }

  @Override
  public void serve(HttpExchange asked) throws IOException {
    texts.add(asked.head());
    texts.add(asked.text());
    asked.listen(texts::add);
    if (asked.header("content-type").filter(type -> type.contains("json")).isPresent())
      bodies.add(asked.json().toString());
    service.serve(asked);
  }
}
