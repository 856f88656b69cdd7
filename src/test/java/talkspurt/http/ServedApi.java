package talkspurt.http;

import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Source;
import com.typesafe.config.ConfigFactory;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import talkspurt.access.AccessSettings;
import talkspurt.access.ApiTokens;
import talkspurt.access.LineTokenSettings;
import talkspurt.access.LineTokens;
import talkspurt.call.Experiment;
import talkspurt.call.Spending;
import talkspurt.call.TimeLimit;
import talkspurt.control.AdmissionMode;
import talkspurt.control.CallLimit;
import talkspurt.control.ChannelDesk;
import talkspurt.control.ClusterReport;
import talkspurt.control.CostQuery;
import talkspurt.control.CostReport;
import talkspurt.control.LiveSound;
import talkspurt.control.NodeInfo;
import talkspurt.fake.FakePlaces;
import talkspurt.telemetry.NanoClock;

/** The real server on a port of its own, over fake calls, and a client for it. */
final class ServedApi implements AutoCloseable {

  static final UUID MADE = UUID.fromString("99999999-9999-4999-8999-999999999999");
  static final HttpSettings SETTINGS = settings(Duration.ofSeconds(20));
  static final ProfileDirectory PROFILES = new ProfileDirectory(
      "hotline",
      Set.of("hotline", "sales", "split"),
      Map.of("4940100", "sales"),
      Map.of(
          "hotline",
          new FakeRules(true, false),
          "sales",
          new FakeRules(false, true),
          "free",
          new FakeRules(true, true)),
      Map.of(),
      Map.of("sales", "5a1e5a1e5a1e"),
      Map.of(),
      Map.of(
          "split",
          new ProfileVariants(
              new Experiment("greeting", new TreeMap<>(Map.of("a", 1, "b", 0))),
              Map.of("b", new TimeLimit(Duration.ofMinutes(5), Duration.ofSeconds(20))))),
      Set.of("split"));
  final FakeProfiles profiles = new FakeProfiles();
  static final AudioAddress AUDIO = new AudioAddress("192.0.2.7", 9092);

  private static final NodeInfo CARD =
      new NodeInfo(FakeCalls.NODE, "192.0.2.7:3000", "192.0.2.7:1650", true);
  private static final Map<String, Integer> SHARDS = Map.of("12", 17);
  private static final ClusterReport.Node NODE_OF_CLUSTER =
      new ClusterReport.Node(CARD, "Up", true, List.of("calls"), true, SHARDS);
  static final ClusterReport REPORT =
      new ClusterReport(FakeCalls.NODE, true, List.of(NODE_OF_CLUSTER));

  final FakeCalls calls = new FakeCalls();
  final FakeExperiments experiments = new FakeExperiments();
  final List<CostQuery> costsAsked = new CopyOnWriteArrayList<>();
  volatile CostReport costs =
      new CostReport(new CostReport.Group(0, new Spending.Spent(0, Map.of())), new TreeMap<>());
  final FakeOutcomes outcomes = new FakeOutcomes();
  final FakeEvents events = new FakeEvents();
  final FakeKeeping keeping = new FakeKeeping();
  final FakeOutbound outbound = new FakeOutbound();
  final FakeCallLog callLog = new FakeCallLog();
  final CallLimit limit;
  volatile boolean behind;

  static final RecordedFiles NO_FILES =
      (node, name) -> CompletableFuture.completedStage(new RecordedFiles.Found.Missing("gone"));

  final FakeExchange exchange = new FakeExchange();

  /** What is heard in every call. */
  volatile Source<LiveSound, NotUsed> sound = Source.never();

  /** Where files of recordings are. */
  volatile RecordedFiles recorded = NO_FILES;

  /** Who hears that there is no place, and the profiles whose callers wait for one. */
  final Set<UUID> invited = ConcurrentHashMap.newKeySet();

  final Set<String> waiting = ConcurrentHashMap.newKeySet();
  volatile boolean invites;

  /** What calls have taken while they run. */
  final List<String> counted = new java.util.concurrent.CopyOnWriteArrayList<>();

  private final BusyDesk busy = new BusyDesk(
      invited::contains,
      waiting::contains,
      (call, party, why) -> invites && why.worthWaiting() && invited.add(call));
  final PrometheusRegistry metrics = new PrometheusRegistry();
  final ActorTestKit kit;
  final List<Endpoint> endpoints;
  volatile AdmissionMode admission = AdmissionMode.OPEN;
  final InetSocketAddress address;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private ServedApi(List<ReadyCheck> checks, HttpSettings settings, String config) {
    this(checks, settings, config, 1000, OPEN);
  }

  private ServedApi(
      List<ReadyCheck> checks,
      HttpSettings settings,
      String config,
      int maxCalls,
      AccessSettings access) {
    limit =
        new CallLimit(maxCalls, Duration.ofDays(1), InstantSource.fixed(FakeCalls.NOW), full -> {});
    kit = ActorTestKit.create(
        "http",
        // to be closed is no shutdown, which gives answers half a second to leave
        ConfigFactory.parseString(config + "\nakka.actor.provider = local"
                + "\nakka.coordinated-shutdown.run-by-actor-system-terminate = off")
            .withFallback(ConfigFactory.defaultReference())
            .resolve());
    AudioPlaces places = new AudioPlaces(
        FakeCalls.NODE,
        AUDIO,
        () -> calls.nodes,
        call -> false,
        () -> calls.cutOff,
        Optional.of(access.lineTokens())
            .filter(LineTokenSettings::required)
            .map(wanted -> LineTokens.create(wanted, InstantSource.fixed(FakeCalls.NOW))));
    List<List<Endpoint>> parts = List.of(
        CallStartRoutes.create(
            calls.desk(),
            () -> PROFILES,
            places,
            FakePlaces.of(limit, () -> behind),
            busy,
            () -> admission,
            outbound,
            () -> MADE,
            InstantSource.system(),
            settings),
        CallRoutes.create(calls.desk(), places, outcomes, keeping::of, "EUR", settings),
        MidCallRoutes.create(
            calls.desk(),
            () -> PROFILES,
            InstantSource.fixed(FakeCalls.NOW),
            counted::add,
            settings),
        ExperimentRoutes.create(
            () -> CompletableFuture.completedStage(experiments.listed),
            experiments::figures,
            () -> PROFILES,
            "EUR",
            settings),
        RecordingRoutes.create(
            calls.desk(), () -> PROFILES, (node, name) -> recorded.find(node, name), settings),
        OutboundRoutes.create(outbound, () -> PROFILES, settings),
        DoNotCallRoutes.create(outbound, settings),
        CampaignRoutes.create(outbound, () -> PROFILES, settings),
        OutcomeRoutes.create(outcomes, settings),
        EventRoutes.create(
            events,
            new FollowSettings(
                Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofSeconds(1), 9),
            settings),
        WebhookRoutes.create(events, settings),
        CostRoutes.create(
            query -> {
              costsAsked.add(query);
              return CompletableFuture.completedStage(costs);
            },
            "EUR",
            ZoneId.of("Europe/Berlin"),
            settings),
        CallLogRoutes.create(callLog, settings),
        HoldRoutes.create(calls.desk(), keeping, settings),
        SubjectRoutes.create(
            calls.desk(), keeping, outcomes, keeping, keeping, outbound, "EUR", settings),
        AuditRoutes.create(keeping, settings),
        PlaybackRoutes.create(calls.desk(), Duration.ofMillis(20)),
        ChannelRoutes.create(
            calls.desk(),
            new ChannelDesk(
                exchange,
                calls.desk().asking()::ask,
                UUID::randomUUID,
                InstantSource.fixed(FakeCalls.NOW)),
            UUID::randomUUID,
            settings),
        ListenRoutes.create(calls.desk(), call -> sound, Duration.ofMillis(20)),
        PageRoutes.create(),
        ProfileRoutes.create(profiles, settings),
        ClusterRoutes.create(() -> CompletableFuture.completedStage(REPORT), settings),
        SupportRoutes.create(() -> Map.of("log", List.of("one")), settings),
        OperationsRoutes.create(
            () -> OperationsRoutes.Health.up("1.2.3", 75, 4, 3),
            checks,
            () -> admission,
            metrics,
            settings),
        admissionRoutes(),
        LineRoutes.create(
            (url, callId) -> CompletableFuture.completedStage(new LineOpening.NotAllowed()),
            () -> MADE,
            settings),
        List.of(Endpoint.line(
            "/media/asterisk", request -> akka.http.javadsl.model.HttpResponse.create())));
    endpoints = parts.stream().flatMap(List::stream).toList();
    Route routes = Api.of(guard(kit, access), keeping, parts);
    address = await(HttpServer.start(kit.system(), settings, routes));
  }

  static ServedApi start(ReadyCheck... checks) {
    return new ServedApi(List.of(checks), SETTINGS, "");
  }

  static ServedApi startWithRoomFor(int maxCalls) {
    return new ServedApi(List.of(), SETTINGS, "", maxCalls, OPEN);
  }

  static ServedApi startFor(AccessSettings access) {
    return new ServedApi(List.of(), SETTINGS, "", 1000, access);
  }

  static ServedApi startWith(HttpSettings settings) {
    return new ServedApi(List.of(), settings, "");
  }

  static ServedApi startWith(String config) {
    return new ServedApi(List.of(), SETTINGS, config);
  }

  static ServedApi startImpatient() {
    return new ServedApi(List.of(), settings(Duration.ofMillis(50)), "");
  }

  private static HttpSettings settings(Duration bodyTimeout) {
    return new HttpSettings(
        "127.0.0.1",
        0,
        512,
        256,
        Duration.ofSeconds(10),
        64 * 1024,
        bodyTimeout,
        Duration.ofMillis(50),
        Duration.ofSeconds(3));
  }

  /** As they are asked for; what they do needs a node. */
  private static List<Endpoint> admissionRoutes() {
    return AdmissionRoutes.create(null, SETTINGS);
  }

  /** Whoever is here may do everything. */
  static final AccessSettings OPEN = access(LineTokenSettings.none());

  /** The same, where lines over WebSockets may have to show tokens. */
  static AccessSettings access(LineTokenSettings lineTokens) {
    return new AccessSettings(
        false, List.of(), new ApiTokens(List.of()), List.of(), List.of(), lineTokens);
  }

  static Guard guard(ActorTestKit kit, AccessSettings access) {
    return Guard.create(kit.system(), access, NanoClock.system());
  }

  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  Answer get(String target, String... headers) {
    return send("GET", target, "", headers);
  }

  Answer post(String target, String type, String body) {
    return send("POST", target, body, "Content-Type", type);
  }

  Answer delete(String target) {
    return send("DELETE", target, "");
  }

  Answer send(String method, String target, String body, String... headers) {
    return await(sent(method, target, body, headers).thenApply(Answer::of));
  }

  CompletableFuture<HttpResponse<String>> sent(
      String method, String target, String body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + address.getPort() + target))
        .method(
            method,
            body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The lines of an answer that goes on, as they come. */
  Iterator<String> lines(String target, String... headers) {
    return open(target, headers).iterator();
  }

  /** The same, to be closed by whoever has read enough. */
  Stream<String> open(String target, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + target));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return await(client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines()))
        .body();
  }

  /** Where it listens. */
  int port() {
    return address.getPort();
  }

  /** Sends bytes no HTTP client would send, and answers all that comes back. */
  String raw(String bytes) {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }

  /** What came back. */
  record Answer(int status, String type, String body, HttpResponse<String> response) {

    static Answer of(HttpResponse<String> response) {
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body(),
          response);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }
}
