package talkspurt.boot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.boot.config.ConfigSection;
import talkspurt.boot.config.Faults;
import talkspurt.boot.config.LanguageWarnings;
import talkspurt.boot.config.ProfileReader;
import talkspurt.boot.config.ProfileSheet;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.SettingsAgain;
import talkspurt.boot.config.SettingsReader;
import talkspurt.boot.config.StartFailure;
import talkspurt.http.ProfileDesk.Reloaded;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.ProfileMetrics;

/**
 * Reads the profiles again while calls run: all of what is wrong is looked for first, and where nothing is, the
 * profiles are made and put in force. Blocks; one reading at a time. Thread-safe.
 */
final class ProfileReload {

  private static final Logger LOG = LoggerFactory.getLogger(ProfileReload.class);
  private static final int MOST_FAULTS_A_MINUTE = 20;
  private static final int MOST_NAMED = 10;

  /**
   * How profiles are read and made.
   *
   * @param look tells what is wrong with settings, and makes nothing that lasts
   * @param make makes profiles of settings that nothing is wrong with
   */
  record Making(Consumer<ConfigSection> look, Function<Settings, ProfileReader> make) {}

  private final Settings started;
  private final LiveProfiles live;
  private final Making making;
  private final ProfileMetrics metrics;
  private final Runnable taken;
  private final LimitedLog limited = new LimitedLog(NanoClock.system(), MOST_FAULTS_A_MINUTE);
  private List<String> toldToNeedStart = List.of();
  private volatile Settings settings;

  /**
   * For a node that has started with these settings.
   *
   * @param taken called when other profiles are in force
   */
  ProfileReload(
      Settings started, LiveProfiles live, Making making, ProfileMetrics metrics, Runnable taken) {
    this.started = started;
    this.settings = started;
    this.live = live;
    this.making = making;
    this.metrics = metrics;
    this.taken = taken;
  }

  /** The settings that are in force. */
  Settings settings() {
    return settings;
  }

  /**
   * Reads them again.
   *
   * @param why for the log
   */
  synchronized Reloaded reload(String why) {
    Faults faults = Faults.collected();
    Settings now;
    ProfileReader made = null;
    try {
      now = SettingsAgain.read(settings, faults);
      look(now, faults);
      if (faults.all().isEmpty()) {
        made = making.make().apply(now);
      }
    } catch (StartFailure | IllegalArgumentException wrong) {
      return faulty(why, List.of(String.valueOf(wrong.getMessage())), List.of());
    } catch (RuntimeException ours) {
      LOG.error("profiles could not be read again ({})", why, ours);
      return faulty(why, List.of("internal error: " + ours.getClass().getSimpleName()), List.of());
    }
    List<String> needsStart = needsStart(now);
    if (made == null) {
      return faulty(why, faults.all(), needsStart);
    }
    faults
        .warnings()
        .forEach(
            warning -> limited.log("warning", more -> LOG.warn("profiles: {}{}", warning, more)));
    boolean same = made.sheets().equals(live.sheets())
        && made.directory().equals(live.directory())
        && made.providers().sameAs(live.providers());
    settings = now;
    if (same) {
      live.forget();
      metrics.reloaded("unchanged", 0);
      LOG.info("profiles read again ({}): nothing has changed", why);
      return new Reloaded("unchanged", List.of(), List.of(), needsStart);
    }
    List<String> changed = changed(live.sheets(), made.sheets());
    live.replace(made);
    metrics.reloaded("taken", 0);
    metrics.inForceSince(live.since().getEpochSecond());
    taken.run();
    LOG.info(
        "profiles read again ({}), in force for calls from now on: {}",
        why,
        changed.isEmpty() ? "no version has changed" : text(changed));
    return new Reloaded("taken", changed, List.of(), needsStart);
  }

  /** What would be wrong if the files said this of a profile. */
  List<String> check(String profile, String text) {
    Faults faults = Faults.collected();
    try {
      Settings asIf = SettingsAgain.asIf(settings, profile, text, System.getenv(), faults);
      if (faults.all().isEmpty()) {
        look(asIf, faults);
      }
      return faults.all();
    } catch (StartFailure | IllegalArgumentException wrong) {
      List<String> all = new ArrayList<>(faults.all());
      all.add(String.valueOf(wrong.getMessage()));
      return all;
    }
  }

  /**
   * Reads what there is, looks at it and changes nothing, so that the JVM has compiled what a reading needs before the
   * first change is made.
   */
  synchronized void rehearse() {
    Faults faults = Faults.collected();
    look(SettingsAgain.read(settings, faults), faults);
  }

  private void look(Settings some, Faults faults) {
    ConfigSection root = SettingsReader.root(some, faults);
    making.look().accept(root);
    LanguageWarnings.tell(root);
  }

  private Reloaded faulty(String why, List<String> faults, List<String> needsStart) {
    live.forget(); // what the reading has made is nobody's
    metrics.reloaded("faulty", faults.size());
    LOG.warn(
        "profiles read again ({}): faulty, what was in force stays; faults: {}, the first: {}",
        why,
        faults.size(),
        faults.get(0));
    faults.forEach(fault -> limited.log("fault", more -> LOG.warn("profiles: {}{}", fault, more)));
    return new Reloaded("faulty", List.of(), faults, needsStart);
  }

  /** Told once, and not at each reading. */
  private List<String> needsStart(Settings now) {
    List<String> all = SettingsAgain.needsStart(started, now);
    if (!all.equals(toldToNeedStart) && !all.isEmpty()) {
      LOG.warn("changed, and in force only after a restart: {}", text(all));
    }
    toldToNeedStart = all;
    return all;
  }

  private static String text(List<String> some) {
    String named = String.join(", ", some.subList(0, Math.min(MOST_NAMED, some.size())));
    return some.size() <= MOST_NAMED
        ? named
        : named + " and " + (some.size() - MOST_NAMED) + " more";
  }

  /** The names of profiles that are other than before, with their versions. */
  private static List<String> changed(
      SortedMap<String, ProfileSheet> before, SortedMap<String, ProfileSheet> now) {
    Map<String, String> old = versions(before);
    Map<String, String> latest = versions(now);
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(latest.keySet());
    return names.stream()
        .filter(name -> !latest.getOrDefault(name, "").equals(old.getOrDefault(name, "")))
        .map(name -> name + " " + latest.getOrDefault(name, "(gone)"))
        .toList();
  }

  private static Map<String, String> versions(SortedMap<String, ProfileSheet> sheets) {
    Map<String, String> versions = new HashMap<>();
    sheets.forEach((name, sheet) -> versions.put(name, sheet.version()));
    return versions;
  }
}
