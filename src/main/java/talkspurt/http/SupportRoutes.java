package talkspurt.http;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import talkspurt.control.AuditAction;

/** Where it is asked what this node is, for who looks for what is wrong. */
public final class SupportRoutes {

  private SupportRoutes() {}

  /**
   * The routes.
   *
   * @param facts by name; without secrets, words and numbers
   */
  public static List<Endpoint> create(Supplier<Map<String, Object>> facts, HttpSettings settings) {
    return List.of(Endpoint.get(
            "/api/support",
            Access.ADMIN,
            new Handling(settings)
                .bare(asked -> CompletableFuture.completedStage(Json.ok(facts.get()))))
        .audited(AuditAction.READ_SUPPORT));
  }
}
