package talkspurt.loadtest.standin;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A tool that is given a card's number, and tells it back. */
public final class PayServer implements LoopbackServer.Service {
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** The bodies of its requests. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void serve(HttpExchange exchange) throws IOException {
    asked.add(exchange.text());
    exchange.answer(200, "{\"paid\":" + exchange.text() + "}");
  }
}
