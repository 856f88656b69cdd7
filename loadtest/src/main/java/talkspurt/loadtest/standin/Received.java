package talkspurt.loadtest.standin;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the bodies that another service receives. */
public final class Received implements LoopbackServer.Service {
  private final LoopbackServer.Service service;
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  public Received(LoopbackServer.Service service) {
    this.service = service;
  }

  /** As JSON, in order. */
  public List<String> bodies() {
    return List.copyOf(bodies);
  }

  @Override
  public void serve(HttpExchange asked) throws IOException {
    bodies.add(asked.json().toString());
    service.serve(asked);
  }
}
