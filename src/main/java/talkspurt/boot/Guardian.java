package talkspurt.boot;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.remote.RemoteTransportException;
import com.typesafe.config.Config;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import talkspurt.access.AccessSettings;
import talkspurt.boot.config.DatabaseReader;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.StartFailure;
import talkspurt.boot.warmup.WarmUp;
import talkspurt.call.CallRequest;
import talkspurt.call.EndReason;
import talkspurt.call.LineFault;
import talkspurt.control.AdmissionControl;
import talkspurt.control.AdmissionMode;
import talkspurt.control.BudgetSettings;
import talkspurt.control.CallFeed;
import talkspurt.control.CallKeys;
import talkspurt.control.CallLog;
import talkspurt.control.CallPlaces;
import talkspurt.control.CallShards;
import talkspurt.control.ChannelDesk;
import talkspurt.control.ClusterBootstrap;
import talkspurt.control.DatabaseFault;
import talkspurt.control.DatabaseWatch;
import talkspurt.control.DiskWatch;
import talkspurt.control.NodeInfo;
import talkspurt.control.Nodes;
import talkspurt.control.PeriodBudget;
import talkspurt.control.Playback;
import talkspurt.control.Schema;
import talkspurt.http.Api;
import talkspurt.http.AudioAddress;
import talkspurt.http.Auditing;
import talkspurt.http.BusyDesk;
import talkspurt.http.Guard;
import talkspurt.http.HttpServer;
import talkspurt.http.HttpSettings;
import talkspurt.line.LineAcceptor;
import talkspurt.line.audiosocket.AudioSocketServer;
import talkspurt.line.websocket.MediaLines;
import talkspurt.loop.MediaLoops;
import talkspurt.media.Conversations;
import talkspurt.media.busy.BusyCallers;
import talkspurt.media.settings.MediaSettings;
import talkspurt.media.unannounced.CallDirectory;
import talkspurt.media.unannounced.UnannouncedLines;
import talkspurt.probe.ProbeSettings;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;
import talkspurt.turn.TurnAction;

/**
 * Starts a node: wires the parts together, lowest first, and opens the doors last. To read the
 * code, start here.
 */
final class Guardian {

  /**
   * A node that serves.
   *
   * @param api where its HTTP server listens
   * @param audio where its AudioSocket server listens
   */
  record Running(ActorSystem<Void> system, InetSocketAddress api, InetSocketAddress audio) {}

  /** A node that serves, and by what routes. */
  private record Served(Running running, NodeRoutes routes) {}

  /** What somebody who looks on at the playback is slower than is lost to them. */
  private static final int MAX_PLAYBACK = 256;

  private final Settings settings;
  private final ActorSystem<Void> system;
  private final Metrics metrics;
  private final AtomicBoolean warm = new AtomicBoolean();
  private final AtomicReference<NodeProbe> probe = new AtomicReference<>();

  private Guardian(Settings settings) {
    this.settings = settings;
    this.metrics = new Metrics(settings.tracing(), Main.Version.text());
    if (settings.cluster().alone()) {
      SingleNodeLog.leaveOutHeartbeats();
    }
    ProbeLog.leaveOut();
    this.system = system(settings);
  }

  /** Opens the port of the cluster, too, or the one behind its door. */
  private static ActorSystem<Void> system(Settings settings) {
    Config config = ClusterDoor.wanted(settings) ? ClusterDoor.behind(settings) : settings.config();
    try {
      return ActorSystem.create(
          Behaviors.empty(), "talkspurt", DatabaseReader.withPooler(config, settings.database()));
    } catch (RemoteTransportException notBound) {
      throw StartFailure.clusterNotListening(settings.cluster(), notBound);
    }
  }

  /** Starts; fails with a {@link StartFailure} of one line, and leaves nothing running then. */
  static CompletionStage<Running> start(Settings settings) {
    Guardian guardian;
    try {
      if (settings.database().postgres().isEmpty()) {
        DataDir.prepare(settings.dataDir());
      }
      guardian = new Guardian(settings);
    } catch (StartFailure failure) {
      return CompletableFuture.failedStage(failure);
    }
    return CompletableFuture.completedFuture(guardian)
        .thenCompose(Guardian::serve)
        .exceptionallyCompose(guardian::stopped);
  }

  private CompletionStage<Running> serve() {
    if (settings.cluster().alone()) {
      ClusterPort.close(system);
    } else if (ClusterDoor.wanted(settings)) {
      ClusterDoor.open(system, settings.cluster(), metrics);
    }
    CallKeys.of(system).use(settings.privacy());
    Schema.prepare(system, settings.database().schema());
    DiskWatch.start(system, settings.database().minFreeBytes(), metrics.database());
    EmbeddedProviders embedded = EmbeddedProviders.create(
        settings.config().getConfig("talkspurt.embedded"), metrics.recognizer());
    closeAtTheEnd(embedded);
    TraceEnd.with(system, metrics.traces());
    NodeTls tls = NodeTls.start(system, settings.tls(), metrics.tls());
    NodeProfiles profiles = NodeProfiles.start(system, settings, embedded, metrics);
    CallKeys.of(system).redact(profiles.live()::redaction);
    MediaLoops loops = MediaLoops.start(system);
    if (!settings.cluster().alone()) {
      // before it is a member: a member that stalls while it compiles is one that the others miss
      warmUp(embedded, profiles, loops, () -> true).toCompletableFuture().join();
    }
    CompletionStage<Done> joined = ClusterBootstrap.join(system, settings.cluster());
    CallShards calls = CallShards.start(
        system, settings.calls(), settings.cluster().takenAfter(), InstantSource.system(), metrics);
    foresee();
    Nodes nodes = Nodes.start(system);
    PeriodBudget day = budget(settings.budget().with(profiles.live().dayBudgets()));
    PeriodBudget month = budget(settings.monthBudget().with(profiles.live().monthBudgets()));
    NodePlaces places = NodePlaces.create(
        system, settings, profiles.live(), embedded, metrics, day, month, nodes::full);
    AdmissionControl admission = AdmissionControl.start(
        system,
        InstantSource.system(),
        settings.admission().mode(),
        () -> places
            .calls()
            .carried()
            .forEach(call -> calls.ask(call, new CallRequest.End(EndReason.SENT_TO_PEOPLE))));
    for (AdmissionMode mode : AdmissionMode.values()) {
      metrics.calls().admissionKnown(mode.label(), () -> admission.mode() == mode ? 1 : 0);
    }
    CallKeys.of(system).forget(profiles.live()::wordless);
    CallLog log = CallLog.start(system, metrics);
    NodeOutcomes outcomes =
        NodeOutcomes.start(system, log, profiles.live(), settings.outcomes(), metrics.outcomes());
    NodeExchange exchange = NodeExchange.start(system, settings, metrics.exchange());
    NodeEvents events = NodeEvents.start(system, settings, exchange.exchange(), metrics);
    NodeOutbound outbound = NodeOutbound.start(
        system,
        settings.outbound(),
        profiles.live()::outbound,
        () -> admission.mode() == AdmissionMode.OPEN,
        exchange.dialler(),
        metrics.outbound());
    DatabaseWatch database = DatabaseWatch.start(system, metrics.database());
    CallFeed<Playback> feed = CallFeed.start(system, "playback", MAX_PLAYBACK);
    NodeSound sound = NodeSound.start(system);
    NodeRecordings recordings = NodeRecordings.start(
        system,
        settings,
        nodes,
        profiles.live().records(),
        new PartReporter(log::story, calls::ask, InstantSource.system()),
        metrics);
    NodeKeeping keeping = NodeKeeping.start(
        system, nodes.self(), profiles.live(), recordings.eraser(), metrics.keeping());
    LimitedDoor door = new LimitedDoor(
        new ClusterCalls(calls, log), places.places(), places.room()::has, admission::mode);
    Conversations conversations = Conversations.create(
        system,
        door,
        profiles.live(),
        feed::tell,
        settings.media(),
        NanoClock.system(),
        InstantSource.system(),
        metrics,
        recordings.recordings(),
        sound);
    BusyCallers answering = BusyCallers.create(
        system,
        announced(conversations, places.places(), log),
        places.room(),
        profiles.live().busy(),
        places::take,
        door,
        NanoClock.system(),
        metrics.calls());
    profiles.onChange(() -> {
      places.limits(settings.admission(), profiles.live());
      day.ofProfiles(profiles.live().dayBudgets());
      month.ofProfiles(profiles.live().monthBudgets());
      answering.answers(profiles.live().busy());
    });
    MediaLines lines = MediaLines.create(settings.mediaSocket(), answering, loops, metrics.lines());
    return AudioSocketServer.start(
            system, settings.audioSocket(), tls.audioSocket(), answering, loops, metrics.lines())
        .thenCompose(audio -> serveHttp(
            new NodeParts(
                calls,
                places,
                new BusyDesk(places.room()::has, places.room()::waiting, answering::invites),
                admission,
                log,
                outcomes,
                events,
                database,
                feed,
                sound,
                profiles,
                lines,
                nodes,
                recordings.files(),
                keeping,
                outbound,
                new ChannelDesk(
                    exchange.exchange(), calls::ask, UUID::randomUUID, InstantSource.system()),
                tls),
            conversations,
            audio))
        .thenCompose(served -> {
          if (!settings.cluster().alone()) {
            return CompletableFuture.completedFuture(served);
          }
          return warmUp(embedded, profiles, loops, () -> conversations.open() == 0)
              .thenApply(warmed -> served);
        })
        .thenCompose(served -> joined.thenApply(up -> served))
        .thenApply(served -> {
          askForNobody(calls, log);
          loops.report(metrics.loops());
          warm.set(true);
          settings.probe().ifPresent(wanted -> probe(wanted, served.routes()));
          return served.running();
        });
  }

  private CompletionStage<Served> serveHttp(
      NodeParts parts, Conversations conversations, InetSocketAddress audio) {
    AudioAddress address = advertised(audio);
    AtomicReference<Drain> drain = new AtomicReference<>();
    NodeRoutes routes = NodeRoutes.create(
        system,
        settings,
        metrics,
        parts,
        address,
        ReadyChecks.of(
            parts.database(),
            parts.calls(),
            parts.places().calls(),
            parts.places().places(),
            () -> parts.profiles().live().standard().name(),
            warm::get,
            () -> Optional.ofNullable(probe.get()).flatMap(NodeProbe::problem),
            drain::get));
    Guard guard = Guard.create(system, settings.access(), NanoClock.system());
    Auditing audit = parts.keeping().audit();
    return HttpServer.start(
            system,
            settings.operations(),
            Api.of(guardOf(settings.operations(), guard), audit, List.of(routes.operations())),
            parts.tls().operations())
        .thenCompose(beside -> HttpServer.start(
            system,
            settings.http(),
            Api.of(guard, audit, routes.all()),
            parts.tls().http()))
        .thenApply(api -> {
          NodeInfo own = new NodeInfo(
              parts.nodes().self(),
              address.text(),
              api.getHostString() + ":" + api.getPort(),
              true);
          parts.nodes().tell(own);
          drain.set(Drain.atTheEnd(system, settings.drain(), parts.nodes(), own, conversations));
          if (!settings.cluster().alone()) {
            PartitionWatch.watch(system, parts.calls()::cutOff, conversations, NanoClock.system());
          }
          return new Served(new Running(system, api, audio), routes);
        });
  }

  /** Where lines of unknown calls are refused, they wait for their call start in front of all that costs. */
  private LineAcceptor announced(LineAcceptor conversations, CallPlaces places, CallLog log) {
    MediaSettings media = settings.media();
    if (media.takeUnannounced()) {
      return conversations;
    }
    CallDirectory calls = new CallDirectory() {
      @Override
      public boolean here(UUID callId) {
        return places.has(callId);
      }

      @Override
      public CompletionStage<Boolean> journalled(UUID callId) {
        return log.story(callId).thenApply(Optional::isPresent);
      }
    };
    return new UnannouncedLines(
        system,
        conversations,
        calls,
        media.announceTimeout(),
        media.maxUnannounced(),
        metrics.lines());
  }

  /**
   * Loads what takes long, and lets the JVM compile what carries a call, before the first caller comes.
   *
   * @param wanted as long as nobody else calls
   */
  private CompletionStage<Done> warmUp(
      EmbeddedProviders embedded, NodeProfiles profiles, MediaLoops loops, BooleanSupplier wanted) {
    CompletionStage<Done> asked =
        WarmUp.callStarts(system, settings.http(), settings.access(), settings.warmUp());
    CompletionStage<Done> rehearsed = settings.warmUp().isZero()
        ? CompletableFuture.completedFuture(Done.done())
        : profiles.rehearse();
    return embedded
        .load()
        .thenCombine(
            WarmUp.calls(
                system, settings.audioSocket(), settings.media(), loops, settings.warmUp(), wanted),
            (loaded, called) -> called)
        .thenCombine(asked, (called, alsoAsked) -> called)
        .thenCombine(rehearsed, (called, alsoRead) -> called);
  }

  /** The engine asks itself, within this process and of calls that nobody made: no audit is kept of that. */
  private void probe(ProbeSettings wanted, NodeRoutes routes) {
    Guard guard = Guard.create(system, settings.access().withoutTokens(), NanoClock.system());
    Auditing none =
        (action, target, token, address) -> CompletableFuture.completedFuture(Done.done());
    probe.set(NodeProbe.start(
        system, wanted, settings.http(), Api.of(guard, none, routes.all()), metrics.probes()));
  }

  /** Lets journal and log work once before the first caller comes: asks for a call that is not there. */
  private static void askForNobody(CallShards calls, CallLog log) {
    UUID nobody = UUID.randomUUID();
    calls.ask(nobody, new CallRequest.End(EndReason.HUNG_UP_BY_REQUEST));
    log.story(nobody);
  }

  /** Who is on this machine reads the figures without a token. */
  private Guard guardOf(HttpSettings server, Guard api) {
    return AccessSettings.isLoopback(server.host())
        ? Guard.create(system, settings.access().withoutTokens(), NanoClock.system())
        : api;
  }

  private PeriodBudget budget(BudgetSettings budgets) {
    return PeriodBudget.start(system, budgets, InstantSource.system(), metrics.calls());
  }

  /** What can be counted is there from the start, with 0. */
  private void foresee() {
    NodeProbe.known(metrics.probes());
    metrics.node().version(Main.Version.text());
    Arrays.stream(DoorRefusal.values())
        .map(DoorRefusal::label)
        .forEach(metrics.node()::refusalKnown);
    Arrays.stream(LineFault.values())
        .map(LineFault::label)
        .forEach(metrics.lines()::lineFaultKnown);
    Arrays.stream(TurnAction.values())
        .filter(action -> action != TurnAction.NONE)
        .map(action -> action.name().toLowerCase(Locale.ROOT))
        .forEach(metrics.turns()::turnActionKnown);
  }

  private AudioAddress advertised(InetSocketAddress audio) {
    String host = settings.audioSocket().advertisedHost();
    int port = settings.audioSocket().advertisedPort();
    try {
      return new AudioAddress(
          host.isEmpty() ? settings.audioSocket().bind() : host,
          port == 0 ? audio.getPort() : port);
    } catch (IllegalArgumentException wrong) {
      throw new StartFailure(
          "setting talkspurt.audiosocket.advertised-host is '" + host
              + "' and AudioSocket listens at " + settings.audioSocket().bind()
              + "; allowed: an address that Asterisk can connect to",
          wrong);
    }
  }

  private void closeAtTheEnd(EmbeddedProviders embedded) {
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "embedded-speech", () -> {
          embedded.close();
          return CompletableFuture.completedFuture(Done.done());
        });
  }

  private CompletionStage<Running> stopped(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    system.terminate();
    return system.getWhenTerminated().thenApply(end -> {
      if (cause instanceof StartFailure known) {
        throw known;
      }
      throw cause instanceof DatabaseFault fault
          ? new StartFailure("not started: " + fault.getMessage(), fault)
          : new StartFailure("not started: " + StartFailure.rootOf(cause), cause);
    });
  }
}
