package talkspurt.boot;

import akka.actor.typed.ActorSystem;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import talkspurt.access.LineTokenSettings;
import talkspurt.access.LineTokens;
import talkspurt.boot.config.Settings;
import talkspurt.control.ClusterWatch;
import talkspurt.control.EarlierCallsLookup;
import talkspurt.http.AdmissionRoutes;
import talkspurt.http.AudioAddress;
import talkspurt.http.AudioPlaces;
import talkspurt.http.AuditRoutes;
import talkspurt.http.CallLogRoutes;
import talkspurt.http.CallRoutes;
import talkspurt.http.CallService;
import talkspurt.http.CallStartRoutes;
import talkspurt.http.CampaignRoutes;
import talkspurt.http.ChannelRoutes;
import talkspurt.http.ClusterRoutes;
import talkspurt.http.CostRoutes;
import talkspurt.http.DoNotCallRoutes;
import talkspurt.http.Endpoint;
import talkspurt.http.EventRoutes;
import talkspurt.http.ExperimentRoutes;
import talkspurt.http.HoldRoutes;
import talkspurt.http.LineOpening;
import talkspurt.http.LineRoutes;
import talkspurt.http.ListenRoutes;
import talkspurt.http.MidCallRoutes;
import talkspurt.http.OperationsRoutes;
import talkspurt.http.OperationsRoutes.Health;
import talkspurt.http.OutboundRoutes;
import talkspurt.http.OutcomeRoutes;
import talkspurt.http.PageRoutes;
import talkspurt.http.PlaybackRoutes;
import talkspurt.http.ProfileRoutes;
import talkspurt.http.ReadyCheck;
import talkspurt.http.RecordingRoutes;
import talkspurt.http.SubjectRoutes;
import talkspurt.http.SupportRoutes;
import talkspurt.http.WebhookRoutes;
import talkspurt.line.websocket.Dialled;
import talkspurt.line.websocket.MediaLines;
import talkspurt.line.websocket.MediaSocketClient;
import talkspurt.line.websocket.MediaSocketRoute;
import talkspurt.telemetry.Metrics;

/** The HTTP routes of a node, made of its parts. */
final class NodeRoutes {

  private static final Duration PLAYBACK_LOOK_EVERY = Duration.ofSeconds(3);

  private final List<Endpoint> operations;
  private final List<List<Endpoint>> all;

  private NodeRoutes(List<Endpoint> operations, List<List<Endpoint>> all) {
    this.operations = operations;
    this.all = all;
  }

  /**
   * Makes them.
   *
   * @param address where Asterisk sends the audio of this node's calls
   * @param ready what {@code /ready} looks at
   */
  static NodeRoutes create(
      ActorSystem<?> system,
      Settings settings,
      Metrics metrics,
      NodeParts parts,
      AudioAddress address,
      List<ReadyCheck> ready) {
    List<Endpoint> operations = OperationsRoutes.create(
        () -> Health.up(
            Main.Version.text(),
            ManagementFactory.getRuntimeMXBean().getUptime() / 1000,
            metrics.calls().liveNow(),
            metrics.lines().openNow()),
        ready,
        parts.admission()::mode,
        metrics.registry(),
        settings.http());
    List<List<Endpoint>> all = new ArrayList<>(api(system, settings, metrics, parts, address));
    all.add(ClusterRoutes.create(
        new ClusterWatch(system, parts.nodes(), parts.calls())::report, settings.http()));
    all.add(SupportRoutes.create(() -> SupportFacts.now(settings), settings.http()));
    all.add(operations);
    return new NodeRoutes(operations, List.copyOf(all));
  }

  /** What an operator's monitoring asks: a port of its own serves these alone. */
  List<Endpoint> operations() {
    return operations;
  }

  /** All of them, those for operators among them. */
  List<List<Endpoint>> all() {
    return all;
  }

  private static List<List<Endpoint>> api(
      ActorSystem<?> system,
      Settings settings,
      Metrics metrics,
      NodeParts parts,
      AudioAddress address) {
    Optional<LineTokens> tokens = lineTokens(settings.access().lineTokens());
    AudioPlaces audio = new AudioPlaces(
        parts.nodes().self(),
        address,
        parts.nodes()::known,
        parts.places().places()::has,
        parts.calls()::cutOff,
        tokens);
    EarlierCallsLookup earlier =
        EarlierCallsLookup.of(system, settings.earlier(), InstantSource.system());
    CallService service = new CallService(
        parts.calls()::ask,
        parts.log()::story,
        parts.log()::page,
        parts.feed()::follow,
        earlier::of);
    return List.of(
        CallStartRoutes.create(
            service,
            parts.profiles().live()::directory,
            audio,
            parts.places().places(),
            parts.busy(),
            parts.admission()::mode,
            parts.outbound(),
            UUID::randomUUID,
            InstantSource.system(),
            settings.http()),
        AdmissionRoutes.create(parts.admission(), settings.http()),
        ProfileRoutes.create(parts.profiles(), settings.http()),
        CallRoutes.create(
            service,
            audio,
            parts.outcomes(),
            parts.keeping()::of,
            settings.budget().currency(),
            settings.http()),
        MidCallRoutes.create(
            service,
            parts.profiles().live()::directory,
            InstantSource.system(),
            metrics.midCall()::taken,
            settings.http()),
        RecordingRoutes.create(
            service, parts.profiles().live()::directory, parts.recorded(), settings.http()),
        OutboundRoutes.create(
            parts.outbound(), parts.profiles().live()::directory, settings.http()),
        DoNotCallRoutes.create(parts.outbound(), settings.http()),
        CampaignRoutes.create(
            parts.outbound(), parts.profiles().live()::directory, settings.http()),
        OutcomeRoutes.create(parts.outcomes(), settings.http()),
        EventRoutes.create(parts.events(), settings.following(), settings.http()),
        WebhookRoutes.create(parts.events(), settings.http()),
        CostRoutes.create(
            query -> parts.log().costs(query, settings.budget().zone()),
            settings.budget().currency(),
            settings.budget().zone(),
            settings.http()),
        CallLogRoutes.create(parts.log(), settings.http()),
        HoldRoutes.create(service, parts.keeping(), settings.http()),
        SubjectRoutes.create(
            service,
            parts.keeping(),
            parts.outcomes(),
            parts.keeping(),
            parts.keeping(),
            parts.outbound(),
            settings.budget().currency(),
            settings.http()),
        AuditRoutes.create(parts.keeping(), settings.http()),
        ExperimentRoutes.create(
            parts.log()::experiments,
            parts.log()::figures,
            parts.profiles().live()::directory,
            settings.budget().currency(),
            settings.http()),
        PlaybackRoutes.create(service, PLAYBACK_LOOK_EVERY),
        ChannelRoutes.create(service, parts.channels(), UUID::randomUUID, settings.http()),
        ListenRoutes.create(service, parts.sound().feed()::follow, PLAYBACK_LOOK_EVERY),
        PageRoutes.create(),
        LineRoutes.create(
            opening(system, parts.lines(), parts.tls()), UUID::randomUUID, settings.http()),
        List.of(
            Endpoint.line(MediaSocketRoute.PATH, MediaSocketRoute.create(parts.lines(), tokens))));
  }

  private static Optional<LineTokens> lineTokens(LineTokenSettings wanted) {
    return wanted.required()
        ? Optional.of(LineTokens.create(wanted, InstantSource.system()))
        : Optional.empty();
  }

  private static LineOpening opening(ActorSystem<?> system, MediaLines lines, NodeTls tls) {
    MediaSocketClient client = MediaSocketClient.create(system, lines, tls.dialling());
    return (url, callId) -> client.open(url, callId).thenApply(NodeRoutes::told);
  }

  private static LineOpening.Outcome told(Dialled dialled) {
    if (dialled instanceof Dialled.Opened opened) {
      return new LineOpening.Opened(opened.line());
    } else if (dialled instanceof Dialled.NotAllowed) {
      return new LineOpening.NotAllowed();
    } else if (dialled instanceof Dialled.TooMany) {
      return new LineOpening.TooMany();
    } else if (dialled instanceof Dialled.NotOpened not) {
      return new LineOpening.NotOpened(not.why());
    }
    throw new AssertionError(dialled);
  }
}
