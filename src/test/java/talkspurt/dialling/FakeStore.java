package talkspurt.dialling;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import talkspurt.control.OutboundCalls.Claim;
import talkspurt.outbound.DialOutcome;
import talkspurt.outbound.DialRules;
import talkspurt.outbound.Outbound;
import talkspurt.outbound.OutboundCall;
import talkspurt.outbound.OutboundState;

/** Outbound calls in memory, whose writes can be made to fail. */
final class FakeStore implements OutboundStore {

  private final Map<UUID, Outbound> rows = new LinkedHashMap<>();
  private final Map<UUID, Optional<DialOutcome>> log = new LinkedHashMap<>();
  private int failing;

  synchronized void put(Outbound one) {
    rows.put(one.id(), one);
  }

  synchronized Outbound get(UUID id) {
    return rows.get(id);
  }

  synchronized void failNext(int writes) {
    failing = writes;
  }

  synchronized void spoken(UUID callId, Optional<DialOutcome> outcome) {
    log.put(callId, outcome);
  }

  @Override
  public synchronized CompletionStage<List<Outbound>> open() {
    return CompletableFuture.completedFuture(rows.values().stream()
        .filter(one -> !(one.call().state() instanceof OutboundState.Waiting
            || one.call().state() instanceof OutboundState.Over
            || one.call().state() instanceof OutboundState.Refused))
        .toList());
  }

  @Override
  public synchronized CompletionStage<List<Outbound>> due(
      Instant now, Collection<String> trunks, int most) {
    return CompletableFuture.completedFuture(rows.values().stream()
        .filter(one -> trunks.contains(one.order().trunk()))
        .filter(one -> one.call().claim(now).isPresent())
        .limit(most)
        .toList());
  }

  @Override
  public synchronized CompletionStage<Claim> claim(UUID id, DialRules rules, Instant now) {
    Optional<Outbound> claimed = Optional.ofNullable(rows.get(id))
        .flatMap(one -> one.call().claim(now).map(next -> one.now(next, now)));
    claimed.ifPresent(this::put);
    return CompletableFuture.completedFuture(
        claimed.<Claim>map(Claim.Claimed::new).orElseGet(Claim.NotNow::new));
  }

  @Override
  public synchronized CompletionStage<Optional<Outbound>> change(
      UUID id, Instant now, Function<OutboundCall, Optional<OutboundCall>> how) {
    if (failing > 0) {
      failing--;
      return CompletableFuture.failedFuture(new IllegalStateException("no database"));
    }
    Outbound one = rows.get(id);
    Optional<Outbound> next = how.apply(one.call()).map(to -> one.now(to, now));
    next.ifPresent(this::put);
    return CompletableFuture.completedFuture(next);
  }

  @Override
  public CompletionStage<Optional<Outbound>> notSent(Outbound one, Instant due, Instant now) {
    return change(one.id(), now, call -> call.notSent(one.call().attempt(), due));
  }

  @Override
  public synchronized CompletionStage<Map<UUID, Optional<DialOutcome>>> spoken(
      Collection<UUID> callIds) {
    Map<UUID, Optional<DialOutcome>> found = new LinkedHashMap<>(log);
    found.keySet().retainAll(callIds);
    return CompletableFuture.completedFuture(found);
  }

  @Override
  public CompletionStage<Boolean> forget(Instant before, Instant dials, int most, Instant now) {
    return CompletableFuture.completedFuture(false);
  }
}
