package talkspurt.boot.warmup;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import talkspurt.access.AccessSettings;
import talkspurt.call.EarlierCalls;
import talkspurt.control.AdmissionMode;
import talkspurt.control.CallLimit;
import talkspurt.control.CallLimits;
import talkspurt.control.CallPage;
import talkspurt.control.CallPlaces;
import talkspurt.control.CallsElsewhere;
import talkspurt.http.Api;
import talkspurt.http.AudioAddress;
import talkspurt.http.AudioPlaces;
import talkspurt.http.BusyDesk;
import talkspurt.http.CallService;
import talkspurt.http.CallStartRoutes;
import talkspurt.http.Guard;
import talkspurt.http.HttpServer;
import talkspurt.http.HttpSettings;
import talkspurt.http.ProfileDirectory;
import talkspurt.telemetry.NanoClock;

/**
 * Call starts that a node asks itself for before it is ready, as dialplans and programs do: the whole way of
 * bytes through HTTP, routes and JSON, but over no port. Their calls are in memory alone, and places, tokens
 * and limits are none of the node's.
 */
final class ApiWarmUp {

  /** Of two call starts each: what is left of the first caller's time is mostly the journal's. */
  static final int CONNECTIONS = 10;

  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);
  private static final String HEAD = " HTTP/1.1\r\nHost: warm-up\r\n";
  private static final String BODY = "{\"callerId\": \"5550100\", \"dnid\": \"100\"}";

  private final ActorSystem<?> system;
  private final HttpSettings http;
  private final WarmUpCalls calls = new WarmUpCalls(InstantSource.system());
  private final Route routes;

  ApiWarmUp(ActorSystem<?> system, HttpSettings http, AccessSettings access) {
    this.system = system;
    this.http = http;
    this.routes = routes(system, http, access, calls);
  }

  /** Asks; the result completes at the end, and never fails. */
  CompletionStage<Done> begin() {
    return Background.run("warm-up of the API", () -> {
      for (int n = 0; n < CONNECTIONS; n++) {
        ask();
      }
    });
  }

  /** The calls it starts. */
  WarmUpCalls calls() {
    return calls;
  }

  /** On one connection: a dialplan's call start, and a program's. */
  String ask() throws Exception {
    String requests = "GET /api/call-start?callerId=5550100&dnid=100&format=text&uuid="
        + UUID.randomUUID() + HEAD
        + "\r\nPOST /api/calls" + HEAD + "Content-Type: application/json\r\nConnection: close\r\n"
        + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
    return HttpServer.answers(system, http, routes, requests)
        .toCompletableFuture()
        .get(ANSWERED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Route routes(
      ActorSystem<?> system, HttpSettings http, AccessSettings access, WarmUpCalls calls) {
    CallService desk = new CallService(
        calls::ask,
        calls::story,
        filter -> CompletableFuture.completedFuture(new CallPage(List.of(), Optional.empty())),
        callId -> Source.empty(),
        (callId, caller) -> CompletableFuture.completedStage(EarlierCalls.UNKNOWN));
    ProfileDirectory profiles =
        new ProfileDirectory(WarmUpProfile.NAME, Set.of(WarmUpProfile.NAME), Map.of());
    AudioPlaces audio = new AudioPlaces(
        "",
        new AudioAddress("127.0.0.1", 1),
        List::of,
        callId -> true,
        () -> false,
        Optional.empty());
    return Api.of(
        Guard.create(system, access.withoutTokens(), NanoClock.system()),
        (action, target, token, address) -> CompletableFuture.completedFuture(Done.done()),
        List.of(CallStartRoutes.create(
            desk,
            () -> profiles,
            audio,
            places(),
            new BusyDesk(callId -> false, profile -> false, (callId, party, why) -> false),
            () -> AdmissionMode.OPEN,
            callId -> CompletableFuture.completedFuture(Optional.empty()),
            UUID::randomUUID,
            InstantSource.system(),
            http)));
  }

  private static CallPlaces places() {
    return new CallPlaces(
        limit(),
        limit(),
        CallPlaces.Recogniser.NONE,
        CallLimits.NONE,
        CallsElsewhere.none(),
        CallPlaces.Load.NONE,
        why -> {},
        NanoClock.system());
  }

  private static CallLimit limit() {
    return new CallLimit(
        4 * CONNECTIONS, Duration.ofMinutes(1), InstantSource.system(), full -> {});
  }
}
