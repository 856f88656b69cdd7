package talkspurt.telemetry;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What is counted of profiles and of their reading. Thread-safe. */
public final class ProfileMetrics {

  private final Counter reloads;
  private final GaugeDataPoint faulty;
  private final GaugeDataPoint since;
  private volatile Consumer<BiConsumer<String, String>> inForce = told -> {};
  private volatile LongSupplier replaced = () -> 0;

  ProfileMetrics(Figures figures) {
    reloads = figures.labelled(
        "talkspurt_profile_reloads",
        "Readings of the profiles while calls run: taken, unchanged, or faulty and left",
        "outcome");
    Figures.exist(reloads, "taken", "unchanged", "faulty");
    faulty = figures.gauge(
        "talkspurt_profiles_faulty",
        "Faults in the files of profiles as they were read last; 0: what they say is in force");
    since = figures.gauge(
        "talkspurt_profiles_in_force_timestamp_seconds",
        "Since when the profiles in force are, in Unix time");
    GaugeWithCallback.builder()
        .name("talkspurt_profile_info")
        .help("The version of each profile in force: 1")
        .labelNames("profile", "version")
        .callback(told -> inForce.accept((profile, version) -> told.call(1, profile, version)))
        .register(figures.registry());
    GaugeWithCallback.builder()
        .name("talkspurt_profile_replaced_calls")
        .help("Calls of this node that keep profiles which are not in force any more")
        .callback(told -> told.call(replaced.getAsLong()))
        .register(figures.registry());
  }

  /**
   * Where the profiles in force are told.
   *
   * @param each tells name and version of each
   * @param ofReplaced how many calls use others
   */
  public void known(Consumer<BiConsumer<String, String>> each, LongSupplier ofReplaced) {
    inForce = each;
    replaced = ofReplaced;
  }

  /** The files were read again, with so many faults. */
  public void reloaded(String outcome, int faults) {
    reloads.labelValues(outcome).inc();
    faulty.set(faults);
  }

  /** Other profiles are in force since then. */
  public void inForceSince(long epochSecond) {
    since.set(epochSecond);
  }
}
