package talkspurt.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import talkspurt.control.AsideEntry;
import talkspurt.control.CallLogCare;
import talkspurt.control.RebuildState;
import talkspurt.control.RetriedCalls;

/** A call log that is told what is the matter with it. */
final class FakeCallLog implements CallLogCare {

  static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

  final List<AsideEntry> aside = new CopyOnWriteArrayList<>();

  /** What was asked to be listed. */
  final List<String> listed = new CopyOnWriteArrayList<>();

  volatile boolean running;

  @Override
  public CompletionStage<RebuildState> rebuilt() {
    return CompletableFuture.completedStage(
        running
            ? new RebuildState(0, true, 7, 90, 3, "node#1", Optional.of(AT), Optional.empty())
            : new RebuildState(0, false, 0, 0, 0, "", Optional.empty(), Optional.empty()));
  }

  @Override
  public CompletionStage<RebuildState> rebuild() {
    running = true;
    return rebuilt();
  }

  @Override
  public CompletionStage<Long> setAside() {
    return CompletableFuture.completedStage((long) aside.size());
  }

  @Override
  public CompletionStage<List<AsideEntry>> setAside(String call, long event) {
    listed.add(call + " " + event);
    return CompletableFuture.completedStage(List.copyOf(aside));
  }

  @Override
  public CompletionStage<RetriedCalls> retry() {
    long calls = aside.size();
    aside.clear();
    return CompletableFuture.completedStage(new RetriedCalls(calls, 0));
  }
}
