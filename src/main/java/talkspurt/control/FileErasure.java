package talkspurt.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Deletes files of recordings, one call after another, and keeps what came of it. */
final class FileErasure {

  /** A node that is away is asked again after this time. */
  static final Duration AGAIN = Duration.ofMinutes(5);

  private final Database database;
  private final RecordingEraser eraser;

  FileErasure(Database database, RecordingEraser eraser) {
    this.database = database;
    this.eraser = eraser;
  }

  /** Of calls whose deletion was asked for, some; of how many calls none is left. */
  CompletionStage<Integer> asked(Instant now) {
    return database
        .transact(connection -> RemovalTable.filesDue(connection, now))
        .thenCompose(calls -> each(
            calls,
            (call, erased) -> database.transact(connection -> {
              RemovalTable.filesDone(
                  connection,
                  call.id().toString(),
                  erased.files(),
                  erased.complete() ? Optional.empty() : Optional.of(now.plus(AGAIN)));
              return erased.complete();
            })));
  }

  /** Of calls whose recordings were kept long enough, unless somebody holds them by now; of how many calls none is left. */
  CompletionStage<Integer> aged(List<RecordedCall> calls) {
    CompletionStage<Integer> all = CompletableFuture.completedFuture(0);
    for (RecordedCall call : calls) {
      all = all.thenCompose(sum -> database
          .transact(connection ->
              HoldTable.of(connection, List.of(call.id().toString())).isEmpty())
          .thenCompose(free -> free ? aged(call) : CompletableFuture.completedFuture(0))
          .thenApply(more -> sum + more));
    }
    return all;
  }

  private CompletionStage<Integer> aged(RecordedCall aged) {
    return each(
        List.of(aged),
        (call, erased) -> erased.complete()
            ? database.transact(connection -> {
              RecordedCallTable.forget(connection, call.id().toString());
              return true;
            })
            : CompletableFuture.completedFuture(false));
  }

  private CompletionStage<Integer> each(
      List<RecordedCall> calls,
      BiFunction<RecordedCall, RecordingEraser.Erased, CompletionStage<Boolean>> kept) {
    CompletionStage<Integer> all = CompletableFuture.completedFuture(0);
    for (RecordedCall call : calls) {
      all = all.thenCompose(sum -> eraser
          .erase(call)
          .thenCompose(erased -> kept.apply(call, erased))
          .thenApply(complete -> complete ? sum + 1 : sum));
    }
    return all;
  }
}
