package talkspurt.boot;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Source;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import talkspurt.call.PhoneNumber;
import talkspurt.control.Campaign;
import talkspurt.control.DoNotCall;
import talkspurt.control.DoNotCallList;
import talkspurt.control.OutboundCalls;
import talkspurt.dialling.OutboundStore;
import talkspurt.dialling.OutboundWorker;
import talkspurt.http.OutboundDirectory;
import talkspurt.outbound.DialNumber;
import talkspurt.outbound.DialOutcome;
import talkspurt.outbound.DialRules;
import talkspurt.outbound.DialVerdict;
import talkspurt.outbound.Dialler;
import talkspurt.outbound.NumberingPlan;
import talkspurt.outbound.Outbound;
import talkspurt.outbound.OutboundCall;
import talkspurt.outbound.OutboundOrder;
import talkspurt.outbound.OutboundSettings;
import talkspurt.outbound.OutboundState;
import talkspurt.outbound.e164.LibPhoneNumberPlan;
import talkspurt.telemetry.OutboundMetrics;

/** Calls that the engine makes, as a node takes part in making them and tells of them. */
final class NodeOutbound implements OutboundDirectory, OutboundStore {

  private static final int AT_ONCE = 200;

  private final OutboundCalls calls;
  private final DoNotCallList list;
  private final OutboundSettings settings;
  private final Supplier<Map<String, Terms>> profiles;
  private final Optional<Dialler> dialler;
  private final NumberingPlan numbers;
  private final InstantSource clock = InstantSource.system();
  private final OutboundMetrics metrics;

  private NodeOutbound(
      OutboundCalls calls,
      DoNotCallList list,
      OutboundSettings settings,
      Supplier<Map<String, Terms>> profiles,
      Optional<Dialler> dialler,
      OutboundMetrics metrics) {
    this.calls = calls;
    this.list = list;
    this.settings = settings;
    this.profiles = profiles;
    this.dialler = dialler;
    this.numbers = new LibPhoneNumberPlan(settings.region());
    this.metrics = metrics;
  }

  /**
   * Takes part from now on.
   *
   * @param profiles how calls of each are made
   * @param open whether new calls are taken: nobody is called whom no bot would talk to
   * @param dialler the exchange that dials; empty where none is configured
   */
  static NodeOutbound start(
      ActorSystem<?> system,
      OutboundSettings settings,
      Supplier<Map<String, Terms>> profiles,
      BooleanSupplier open,
      Optional<Dialler> dialler,
      OutboundMetrics metrics) {
    metrics.known(
        settings.trunks().keySet(),
        Arrays.stream(DialOutcome.values()).map(DialOutcome::wire).toList(),
        Arrays.stream(DialVerdict.Ban.values()).map(DialVerdict.Ban::wire).toList());
    NodeOutbound node = new NodeOutbound(
        OutboundCalls.of(system), DoNotCallList.of(system), settings, profiles, dialler, metrics);
    OutboundWorker.start(
        system, node, dialler.orElse(Dialler.NONE), open, settings, node.clock, metrics);
    return node;
  }

  @Override
  public Optional<String> unable() {
    if (settings.trunks().isEmpty()) {
      return Optional.of("talkspurt.outbound.trunks names no trunk");
    }
    return dialler.isPresent()
        ? Optional.empty()
        : Optional.of("no exchange that could dial is configured");
  }

  @Override
  public Optional<DialNumber> number(PhoneNumber written) {
    return numbers.read(written);
  }

  @Override
  public Terms terms(String profile) {
    Terms terms = profiles.get().get(profile);
    if (terms == null) {
      throw new IllegalArgumentException("has no outbound.trunk; allowed: one of "
          + new TreeSet<>(settings.trunks().keySet()));
    }
    return terms;
  }

  @Override
  public int attempts() {
    return settings.retry().maxAttempts();
  }

  @Override
  public CompletionStage<OutboundCalls.Added> add(
      OutboundOrder order, Optional<String> idempotencyKey, String asked) {
    Instant now = now();
    return calls
        .add(
            Outbound.due(UUID.randomUUID(), order, now),
            idempotencyKey,
            asked,
            settings.rules(),
            settings.maxWaiting(),
            now)
        .thenApply(added -> {
          if (added instanceof OutboundCalls.Added.Kept kept
              && kept.one().call().state() instanceof OutboundState.Refused refused) {
            metrics.refused(refused.why().wire());
          }
          return added;
        });
  }

  @Override
  public CompletionStage<Optional<Outbound>> one(UUID id) {
    return calls.one(id);
  }

  @Override
  public CompletionStage<List<Outbound>> ofNumber(PhoneNumber number) {
    return calls.ofNumber(number);
  }

  @Override
  public CompletionStage<Optional<Outbound>> cancel(UUID id) {
    return calls.change(id, now(), call -> call.cancel(now()));
  }

  /** Some in a transaction, so that nobody else waits for long. */
  @Override
  public CompletionStage<OutboundCalls.Batch> addAll(Campaign begun, List<OutboundOrder> orders) {
    List<OutboundOrder> first = orders.subList(0, Math.min(AT_ONCE, orders.size()));
    Instant now = now();
    return calls
        .addAll(
            begun,
            first.stream()
                .map(order -> Outbound.due(UUID.randomUUID(), order, now))
                .toList(),
            settings.rules(),
            settings.maxWaiting(),
            now)
        .thenCompose(batch -> first.size() == orders.size()
            ? CompletableFuture.completedFuture(batch)
            : addAll(begun, orders.subList(first.size(), orders.size()))
                .thenApply(rest -> new OutboundCalls.Batch(
                    rest.campaign(),
                    batch.taken() + rest.taken(),
                    batch.refused() + rest.refused(),
                    batch.known() + rest.known(),
                    batch.full() + rest.full())));
  }

  @Override
  public CompletionStage<List<Campaign>> campaigns(Optional<String> profile) {
    return calls.campaigns(profile);
  }

  @Override
  public CompletionStage<Optional<Campaign>> campaign(String name) {
    return calls.campaign(name);
  }

  @Override
  public CompletionStage<Optional<Campaign>> pause(String name, boolean paused) {
    return calls.pause(name, paused, now());
  }

  @Override
  public Source<Outbound, NotUsed> ofCampaign(String name) {
    return calls.ofCampaign(name);
  }

  @Override
  public CompletionStage<Optional<OutboundOrder>> answered(UUID callId) {
    return calls.ofCall(callId).thenCompose(found -> {
      if (found.isEmpty()) {
        return CompletableFuture.completedFuture(Optional.empty());
      }
      Outbound one = found.get();
      return calls
          .change(one.id(), now(), call -> call.answered(one.call().attempt(), now()))
          .thenApply(
              changed -> Optional.of(one.order())); // told again, or too late, it is the same
    });
  }

  @Override
  public CompletionStage<Optional<DoNotCall>> doNotCall(PhoneNumber number) {
    return list.of(number);
  }

  @Override
  public CompletionStage<DoNotCall> addDoNotCall(DialNumber number, String by) {
    return list.add(
        new PhoneNumber(number.e164()),
        new DoNotCall(DoNotCall.Source.API, by, Optional.empty(), now()));
  }

  @Override
  public CompletionStage<Boolean> removeDoNotCall(DialNumber number) {
    return list.remove(new PhoneNumber(number.e164()), now());
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  // ---- what the worker needs

  @Override
  public CompletionStage<List<Outbound>> open() {
    return calls.open();
  }

  @Override
  public CompletionStage<List<Outbound>> due(Instant now, Collection<String> trunks, int most) {
    return calls.due(now, trunks, most);
  }

  @Override
  public CompletionStage<OutboundCalls.Claim> claim(UUID id, DialRules rules, Instant now) {
    return calls.claim(id, rules, now);
  }

  @Override
  public CompletionStage<Optional<Outbound>> change(
      UUID id, Instant now, Function<OutboundCall, Optional<OutboundCall>> how) {
    return calls.change(id, now, how);
  }

  @Override
  public CompletionStage<Optional<Outbound>> notSent(Outbound one, Instant due, Instant now) {
    return calls.notSent(one, due, now);
  }

  @Override
  public CompletionStage<Map<UUID, Optional<DialOutcome>>> spoken(Collection<UUID> callIds) {
    return calls.logged(callIds).thenApply(logged -> {
      Map<UUID, Optional<DialOutcome>> spoken = new HashMap<>();
      logged.forEach((callId, over) ->
          spoken.put(callId, over ? Optional.of(DialOutcome.ANSWERED) : Optional.empty()));
      return spoken;
    });
  }

  @Override
  public CompletionStage<Boolean> forget(Instant before, Instant dials, int most, Instant now) {
    return calls
        .expire(settings.rules(), now, most)
        .thenCompose(expired -> calls.forget(before, dials, most, now));
  }
}
