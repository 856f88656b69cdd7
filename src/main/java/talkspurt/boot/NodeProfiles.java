package talkspurt.boot;

import akka.Done;
import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.ExecutionContextExecutor;
import talkspurt.boot.config.ConfigSection;
import talkspurt.boot.config.Faults;
import talkspurt.boot.config.ProfileReader;
import talkspurt.boot.config.ProfileSheet;
import talkspurt.boot.config.ProviderStore;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.SettingsReader;
import talkspurt.call.EndReason;
import talkspurt.control.ProfileReloads;
import talkspurt.control.ProfileVersion;
import talkspurt.control.ProfileVersions;
import talkspurt.http.ProfileDesk;
import talkspurt.media.Conversations;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.provider.mediastream.MediaStreamBot;
import talkspurt.telemetry.Metrics;

/**
 * The profiles of a node: read at its start, and again when their files change, at SIGHUP, and when the API of any node
 * is asked to. Thread-safe.
 */
final class NodeProfiles implements ProfileDesk {

  private static final Logger LOG = LoggerFactory.getLogger(NodeProfiles.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final ActorSystem<?> system;
  private final ExecutionContextExecutor blocking;
  private final EmbeddedProviders embedded;
  private final Metrics metrics;
  private final Map<String, String> engine = EngineFacts.all();
  private final ProviderStore providers = new ProviderStore();
  private final LiveProfiles live;
  private final ProfileReload reload;
  private final ProfileVersions versions;
  private final ProfileReloads others;
  private final List<Runnable> onChange = new CopyOnWriteArrayList<>();
  private final FileChanges files;

  private NodeProfiles(
      ActorSystem<?> system, Settings settings, EmbeddedProviders embedded, Metrics metrics) {
    this.system = system;
    this.blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
    this.embedded = embedded;
    this.metrics = metrics;
    this.files = new FileChanges(FileChanges.Stamp.of(settings.sources().watched()));
    this.live = new LiveProfiles(
        read(settings), providers, InstantSource.system(), settings.calls().expectTimeout());
    this.reload = new ProfileReload(
        settings,
        live,
        new ProfileReload.Making(this::look, this::read),
        metrics.profiles(),
        this::changed);
    this.versions = ProfileVersions.of(system);
    this.others = ProfileReloads.start(system, () -> again("asked of another node"));
  }

  /** Reads the profiles, and has them read again from now on. */
  static NodeProfiles start(
      ActorSystem<?> system, Settings settings, EmbeddedProviders embedded, Metrics metrics) {
    NodeProfiles profiles = new NodeProfiles(system, settings, embedded, metrics);
    metrics.profiles().known(profiles.live::each, profiles.live::usersOfReplaced);
    metrics.profiles().inForceSince(profiles.live.since().getEpochSecond());
    profiles.changed();
    profiles.watch();
    HangUpSignal.on(() -> profiles.again("SIGHUP"));
    return profiles;
  }

  LiveProfiles live() {
    return live;
  }

  /** Reads them without a change, for the warm-up; the result never fails. */
  CompletionStage<Done> rehearse() {
    return CompletableFuture.runAsync(reload::rehearse, blocking).handle((read, fault) -> {
      if (fault != null) {
        LOG.warn("profiles could not be read ahead, the first change may be late", fault);
      }
      return Done.done();
    });
  }

  /** Has something done now, and whenever other profiles are in force. */
  void onChange(Runnable work) {
    onChange.add(work);
    work.run(); // others may have come since the start
  }

  private ProfileReader read(Settings some) {
    return ProfileReader.read(
        SettingsReader.root(some, Faults.atOnce()),
        embedded,
        bot -> MediaStreamBot.create(system, bot, metrics.bots()),
        system,
        metrics,
        providers.reading(),
        engine);
  }

  /** Makes what nobody is to use: in figures that nobody reads, and beside the providers that there are. */
  private void look(ConfigSection root) {
    ProfileReader.look(root, embedded, system, Metrics.notExposed());
  }

  /** What can be counted of profiles is there from the start, with 0. */
  private void changed() {
    List<String> reasons =
        Arrays.stream(EndReason.values()).map(EndReason::label).toList();
    live.profiles().byName().forEach((name, profile) -> {
      metrics.calls().profileKnown(name, reasons);
      Conversations.known(profile, metrics);
      profile
          .variants()
          .ifPresent(some -> some.byName().forEach((variant, answering) -> {
            metrics.calls().variantKnown(name, variant, reasons);
            Conversations.known(answering, metrics);
          }));
      live.outcome(name, "")
          .ifPresent(
              policy -> metrics.outcomes().profileKnown(name, policy.form().dispositions()));
    });
    onChange.forEach(Runnable::run);
    keepVersions();
  }

  private void keepVersions() {
    Instant since = live.since();
    SortedMap<String, ProfileSheet> sheets = live.sheets();
    Map<String, ProfileVersions.InForce> inForce = new HashMap<>();
    sheets.forEach((name, sheet) ->
        inForce.put(name, new ProfileVersions.InForce(sheet.version(), sheet.values())));
    versions.inForce(since, inForce).exceptionally(fault -> {
      LOG.warn("versions of profiles could not be stored: {}", fault.getMessage());
      return null;
    });
  }

  /** A failure would end the looks: whatever goes wrong with one, the next comes. */
  private void watch() {
    Cancellable looks = system
        .scheduler()
        .scheduleWithFixedDelay(LOOK_EVERY, LOOK_EVERY, this::lookAtFiles, blocking);
    system.getWhenTerminated().whenComplete((end, never) -> {
      looks.cancel();
      providers.keepOnly(List.of());
    });
  }

  private void lookAtFiles() {
    try {
      if (live.readings() > 1) {
        live.forget();
      }
      if (files.look(seen())) {
        reload.reload("their files have changed");
      }
    } catch (RuntimeException broken) {
      LOG.error("files of profiles could not be looked at", broken);
    }
  }

  private Map<Path, FileChanges.Stamp> seen() {
    return FileChanges.Stamp.of(reload.settings().sources().watched());
  }

  private CompletionStage<Reloaded> again(String why) {
    return CompletableFuture.supplyAsync(
        () -> {
          files.read(seen());
          return reload.reload(why);
        },
        blocking);
  }

  @Override
  public List<InForce> all() {
    return live.profiles().byName().keySet().stream()
        .sorted()
        .flatMap(name -> profile(name).stream())
        .toList();
  }

  @Override
  public Optional<InForce> profile(String name) {
    return Optional.ofNullable(live.sheets().get(name))
        .map(sheet -> new InForce(
            name,
            sheet.version(),
            live.profiles().standardName().equals(name),
            live.since(),
            settings(sheet)));
  }

  private static SortedMap<String, Value> settings(ProfileSheet sheet) {
    SortedMap<String, Value> values = new TreeMap<>();
    sheet
        .entries()
        .forEach((key, entry) -> values.put(key, new Value(entry.value(), entry.origin())));
    return values;
  }

  @Override
  public CompletionStage<Reloaded> reload(String by) {
    others.tellOthers();
    return again("asked by the API" + (by.isEmpty() ? "" : ", token " + by));
  }

  @Override
  public CompletionStage<List<String>> check(String profile, String text) {
    return CompletableFuture.supplyAsync(() -> reload.check(profile, text), blocking);
  }

  @Override
  public CompletionStage<List<ProfileVersion>> versions(String profile, int most) {
    return versions.of(profile, most);
  }
}
