package talkspurt.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Whether this node should get calls, check by check.
 *
 * @param admission what becomes of new calls; a node that refers them to people is ready all the same, since it
 *     serves those it has
 */
record Readiness(String status, String admission, List<Check> checks) {

  /** One check: {@code up}, or {@code down} with the problem. */
  record Check(String name, String status, Optional<String> problem) {

    static Check of(String name, Optional<String> problem) {
      return new Check(name, problem.isEmpty() ? "up" : "down", problem);
    }
  }

  static Readiness of(String admission, List<Check> checks) {
    boolean ready = checks.stream().allMatch(check -> check.problem().isEmpty());
    return new Readiness(ready ? "ready" : "not-ready", admission, checks);
  }

  @JsonIgnore
  boolean ready() {
    return status.equals("ready");
  }

  /** Asks all at once, and answers in the order of the checks. */
  static CompletionStage<Readiness> ask(
      String admission, List<ReadyCheck> checks, Duration within) {
    CompletionStage<List<Check>> answered = CompletableFuture.completedStage(List.of());
    List<CompletionStage<Check>> asked = checks.stream()
        .map(check -> check.ask(within).thenApply(answer -> Check.of(check.name(), answer)))
        .toList();
    for (CompletionStage<Check> check : asked) {
      answered = answered.thenCombine(
          check, (before, one) -> Stream.concat(before.stream(), Stream.of(one)).toList());
    }
    return answered.thenApply(all -> of(admission, all));
  }
}
