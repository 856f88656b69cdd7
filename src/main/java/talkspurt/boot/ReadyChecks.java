package talkspurt.boot;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import talkspurt.control.CallLimit;
import talkspurt.control.CallParty;
import talkspurt.control.CallPlaces;
import talkspurt.control.CallShards;
import talkspurt.control.DatabaseWatch;
import talkspurt.control.NoPlace;
import talkspurt.http.ReadyCheck;

/** What {@code /ready} looks at. */
final class ReadyChecks {

  private ReadyChecks() {}

  /**
   * The checks, in the order in which they are told.
   *
   * @param defaultProfile whose calls are looked at
   * @param warm whether the warm-up is over
   * @param probe why calls of this node to itself say that it takes none, if they do
   * @param drain null as long as it is not known
   */
  static List<ReadyCheck> of(
      DatabaseWatch database,
      CallShards calls,
      CallLimit limit,
      CallPlaces places,
      Supplier<String> defaultProfile,
      BooleanSupplier warm,
      Supplier<Optional<String>> probe,
      Supplier<Drain> drain) {
    return List.of(
        new ReadyCheck("database", database::problem),
        new ReadyCheck("cluster", calls::problem),
        now("start", () -> problem(!warm.getAsBoolean(), "warming up")),
        now("calls", () -> problem(limit.full(), "full: talkspurt.calls.max = " + limit.max())),
        now(
            "places",
            () -> limit.full()
                ? Optional.empty()
                : places.refusal(CallParty.ofProfile(defaultProfile.get())).map(NoPlace::text)),
        now("probe", probe),
        now("drain", () -> problem(drain.get() != null && drain.get().begun(), "about to stop")));
  }

  /** One that is answered at once. */
  private static ReadyCheck now(String name, Supplier<Optional<String>> problem) {
    return new ReadyCheck(name, () -> CompletableFuture.completedFuture(problem.get()));
  }

  private static Optional<String> problem(boolean is, String text) {
    return is ? Optional.of(text) : Optional.empty();
  }
}
