package talkspurt.http;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.call.PhoneNumber;
import talkspurt.control.Campaign;
import talkspurt.control.DoNotCall;
import talkspurt.control.OutboundCalls.Added;
import talkspurt.control.OutboundCalls.Batch;
import talkspurt.outbound.DialNumber;
import talkspurt.outbound.Outbound;
import talkspurt.outbound.OutboundOrder;

/** Outbound calls and a do-not-call list, in memory. */
final class FakeOutbound implements OutboundDirectory {

  static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

  volatile Optional<String> unable = Optional.empty();
  volatile Optional<Added> answer = Optional.empty();
  final Map<UUID, Outbound> calls = new LinkedHashMap<>();
  final Map<String, Campaign> campaigns = new LinkedHashMap<>();
  final Map<String, DoNotCall> list = new LinkedHashMap<>();
  volatile String asked = "";
  volatile Optional<String> key = Optional.empty();

  void reset() {
    unable = Optional.empty();
    answer = Optional.empty();
    calls.clear();
    campaigns.clear();
    list.clear();
  }

  @Override
  public Optional<String> unable() {
    return unable;
  }

  @Override
  public Optional<DialNumber> number(PhoneNumber written) {
    return Optional.of(written.number())
        .filter(text -> text.matches("\\+[0-9 ]{5,20}"))
        .map(text -> new DialNumber(text.replace(" ", ""), Set.of(ZoneId.of("Europe/Berlin"))));
  }

  @Override
  public Terms terms(String profile) {
    if (profile.equals("split")) {
      throw new IllegalArgumentException("has no outbound.trunk; allowed: one of [carrier]");
    }
    return new Terms("carrier", Optional.of("+4930111"), Duration.ofSeconds(30));
  }

  @Override
  public int attempts() {
    return 3;
  }

  @Override
  public CompletionStage<Added> add(OutboundOrder order, Optional<String> under, String request) {
    asked = request;
    key = under;
    Outbound one = Outbound.due(new UUID(0, calls.size() + 1), order, NOW);
    if (answer.isEmpty()) {
      calls.put(one.id(), one);
    }
    return CompletableFuture.completedFuture(answer.orElseGet(() -> new Added.Kept(one)));
  }

  @Override
  public CompletionStage<Optional<Outbound>> one(UUID id) {
    return CompletableFuture.completedFuture(Optional.ofNullable(calls.get(id)));
  }

  @Override
  public CompletionStage<List<Outbound>> ofNumber(PhoneNumber number) {
    return CompletableFuture.completedFuture(calls.values().stream()
        .filter(one -> one.order().request().number().e164().equals(number.number()))
        .toList());
  }

  @Override
  public CompletionStage<Optional<Outbound>> cancel(UUID id) {
    Optional<Outbound> next = Optional.ofNullable(calls.get(id))
        .flatMap(one -> one.call().cancel(NOW).map(call -> one.now(call, NOW)));
    next.ifPresent(one -> calls.put(id, one));
    return CompletableFuture.completedFuture(next);
  }

  @Override
  public CompletionStage<Batch> addAll(Campaign begun, List<OutboundOrder> orders) {
    campaigns.putIfAbsent(begun.name(), begun);
    orders.forEach(order -> {
      Outbound one = Outbound.due(new UUID(0, calls.size() + 1), order, NOW);
      calls.put(one.id(), one);
    });
    return CompletableFuture.completedFuture(
        new Batch(campaigns.get(begun.name()), orders.size(), 1, 2, 0));
  }

  @Override
  public CompletionStage<List<Campaign>> campaigns(Optional<String> profile) {
    return CompletableFuture.completedFuture(List.copyOf(campaigns.values()));
  }

  @Override
  public CompletionStage<Optional<Campaign>> campaign(String name) {
    return CompletableFuture.completedFuture(Optional.ofNullable(campaigns.get(name)));
  }

  @Override
  public CompletionStage<Optional<Campaign>> pause(String name, boolean paused) {
    return CompletableFuture.completedFuture(Optional.ofNullable(campaigns.computeIfPresent(
        name,
        (id, one) ->
            new Campaign(name, one.profile(), paused, one.by(), one.createdAt(), one.counts()))));
  }

  @Override
  public Source<Outbound, NotUsed> ofCampaign(String name) {
    return Source.from(List.copyOf(calls.values()));
  }

  @Override
  public CompletionStage<Optional<OutboundOrder>> answered(UUID callId) {
    return CompletableFuture.completedFuture(calls.values().stream()
        .filter(one -> one.callId().equals(callId))
        .map(Outbound::order)
        .findFirst());
  }

  @Override
  public CompletionStage<Optional<DoNotCall>> doNotCall(PhoneNumber number) {
    return CompletableFuture.completedFuture(Optional.ofNullable(list.get(number.number())));
  }

  @Override
  public CompletionStage<DoNotCall> addDoNotCall(DialNumber number, String by) {
    return CompletableFuture.completedFuture(list.computeIfAbsent(
        number.e164(), added -> new DoNotCall(DoNotCall.Source.API, by, Optional.empty(), NOW)));
  }

  @Override
  public CompletionStage<Boolean> removeDoNotCall(DialNumber number) {
    return CompletableFuture.completedFuture(list.remove(number.e164()) != null);
  }

  @Override
  public Instant now() {
    return NOW;
  }
}
