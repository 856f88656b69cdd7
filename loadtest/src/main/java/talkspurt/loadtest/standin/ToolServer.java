package talkspurt.loadtest.standin;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The user's system behind the tools: counts what it is asked to do. */
public final class ToolServer implements LoopbackServer.Service {

  /** Something it did. */
  public record Done(String tool, String key) {}

  private record Work(Duration takes, String result) {}

  private static final Map<String, Work> WORK = Map.of(
      "check_availability", new Work(Duration.ZERO, "{\"free\":[\"10:00\"]}"),
      "book_appointment", new Work(Duration.ofMillis(4500), "{\"booked\":\"10:00\"}"));

  private final Violations breaches;
  private final List<Done> done = new CopyOnWriteArrayList<>();

  public ToolServer(Violations breaches) {
    this.breaches = breaches;
  }

  public List<Done> done() {
    return done;
  }

  @Override
  public void serve(HttpExchange asked) throws IOException {
    String tool = asked.path().substring(1);
    Work work = WORK.get(tool);
    breaches.unless(asked.header("idempotency-key").isPresent(), "tool: no Idempotency-Key");
    if (work == null) {
      breaches.breach("tool: unknown " + tool);
      asked.answer(404, "{\"error\":\"unknown\"}");
      return;
    }
    done.add(new Done(tool, asked.header("idempotency-key").orElse("")));
    Faults.lateness(new Fault.Late(work.takes()));
    asked.answer(200, work.result());
  }
}
